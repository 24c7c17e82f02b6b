"""How long a newcomer waits: a fresh clone, a second start, a re-run of tests.

Works in a clone of the last commit with a state folder of its own, so that nothing
that this checkout has made already is reused.
"""

import json
import shutil
import time

from .. import process
from ..console import duration
from ..errors import LauncherError

ADDON = "field_crm"
EDITED = "models/res_partner.py"
BARS = {"fresh_s": 360, "second_s": 10, "retest_s": 60}


def run(context):
    """Measure; returns (rows of the table, figures by name)."""
    folder = context.state / "bench"
    checkout = folder / "checkout"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        context.must_run(
            "Clone of the last commit",
            ["git", "clone", "--quiet", context.root, checkout],
            sandbox=False,
        )
        bench = Bench(context, checkout)
        fresh, downloads = bench.measure("First demo", "demo", "--stop-when-ready")
        second, _none = bench.measure("Second demo", "demo", "--stop-when-ready")
        bench.measure(f"First tests of {ADDON}", "test", ADDON)
        edited = checkout / "addons" / ADDON / EDITED
        edited.write_text(edited.read_text("utf-8") + "\n# Edited.\n", "utf-8")
        retest, _none = bench.measure(f"Tests of {ADDON} again", "test", ADDON)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    figures = {
        "fresh_s": round(fresh, 1),
        "second_s": round(second, 1),
        "retest_s": round(retest, 1),
        "download_s": round(downloads, 1),
    }
    return rows(figures), figures


def rows(figures):
    """The table: each time beside its bar."""

    def against(name):
        return f"{duration(figures[name]):>12}  (at most {duration(BARS[name])})"

    return [
        ("Fresh clone to login page", against("fresh_s")),
        ("  of which downloads", f"{duration(figures['download_s']):>12}"),
        ("Second demo to login page", against("second_s")),
        (f"Tests of {ADDON} after an edit", against("retest_s")),
    ]


class Bench:
    """Runs the clone's own launcher and takes the time."""

    def __init__(self, context, checkout):
        self.context = context
        self.checkout = checkout
        # The surrounding run's caches must not help.
        environment = context.environment(sandbox=False)
        self.environment = {
            name: value
            for name, value in environment.items()
            if name not in ("PIP_CACHE_DIR", "npm_config_cache", "PYTHONPYCACHEPREFIX")
        }

    def measure(self, title, *words):
        """Run one command; returns its seconds and those spent on downloads."""
        started = time.monotonic()
        with self.context.console.step(title):
            code, tail = process.run(
                [self.checkout / "fieldcrm", *words],
                log=self.context.logs / "bench-setup.log",
                env=self.environment,
                cwd=self.checkout,
            )
        seconds = time.monotonic() - started
        if code and words[0] != "test":
            raise LauncherError(f"fieldcrm {' '.join(words)} failed:\n{tail}")
        if code:
            self.context.console.warn("the tests failed; they are timed all the same")
        timings = json.loads(
            (self.checkout / ".fieldcrm/logs/timings.json").read_text()
        )
        return seconds, timings["downloads"]
