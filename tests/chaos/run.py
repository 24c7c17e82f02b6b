"""Many seeds one after the other, for `./fieldcrm bench chaos`.

Arguments: how many, the first one, and the file that the figures go to as JSON.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

from e2e.settings import Settings
from playwright.sync_api import sync_playwright

from .play import play
from .world import made


def main(count, first, answer, folder):
    settings = Settings.from_environment()
    outcomes = []
    with sync_playwright() as playwright, made(settings) as world:
        # A phone's browser is started by its seed: only the kind is needed.
        browser = SimpleNamespace(browser_type=playwright.chromium)
        for seed in range(first, first + count):
            outcome = play(world, browser, seed, folder / f"phone-{seed}")
            outcomes.append(outcome)
            word = "ok" if not outcome.problems else "FAILED"
            print(
                f"seed {seed}: {word}, {len(outcome.events)} events, "
                f"{outcome.mutations} mutations, {outcome.seconds:.1f} s",
                flush=True,
            )
            if outcome.problems:
                print(outcome, flush=True)
    answer.write_text(json.dumps(summarise(outcomes)))


def summarise(outcomes):
    """What the table shows."""
    faults, states = Counter(), Counter()
    for one in outcomes:
        faults.update(one.faults)
        states.update(one.states)
    return {
        "seeds": len(outcomes),
        "failed": [one.seed for one in outcomes if one.problems],
        "events": sum(len(one.events) for one in outcomes),
        "mutations": sum(one.mutations for one in outcomes),
        "seconds": round(sum(one.seconds for one in outcomes), 1),
        "faults": dict(sorted(faults.items())),
        "states": dict(sorted(states.items())),
        "reports": [str(one) for one in outcomes if one.problems],
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
