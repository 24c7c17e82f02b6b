"""Whether anything is lost or doubled, whatever happens to a phone and to the server.

Each seed draws what a rep and the office do and what goes wrong meanwhile: lost,
doubled and late messages, killed servers and browsers, restored backups. Then the
phone and the database are compared; docs/design/sync.md says how.
"""

import json
import os
import re
import shutil

from .. import process
from ..errors import LauncherError
from ..preparation import prepared
from ..setup import system_packages
from ..testing import e2e_kind

SEEDS = 25
_DONE = re.compile(r"seed (\d+): (\w+)")


def add_arguments(parser):
    """Options of this benchmark."""
    parser.add_argument(
        "--seeds", type=int, default=SEEDS, metavar="N", help=f"default: {SEEDS}"
    )
    parser.add_argument(
        "--first", type=int, default=0, metavar="K", help="the first seed; default: 0"
    )


def run(context, args):
    """Run the seeds; returns (rows of the table, figures by name)."""
    chromium = system_packages.ensure(context, system_packages.CHROMIUM)
    if not chromium:
        raise LauncherError("Without Chromium there is no phone to try.")
    with prepared(context, dev=True) as databases:
        template = databases.product_template()
        database = databases.copy(template, f"chaos_{os.getpid()}")
        try:
            environment = e2e_kind.environment(
                context,
                database,
                template,
                context.logs / "bench-chaos-server.log",
                chromium,
            )
            found = play(context, args, environment)
        finally:
            databases.drop(database)
    return rows(found, context.console), figures(found)


def play(context, args, environment):
    """What `tests/chaos/run.py` answers; a seed that failed is no error of it."""
    answer = context.logs / "bench-chaos.json"
    answer.unlink(missing_ok=True)
    phones = context.runtime / "chaos"
    tests = context.root / "tests"
    # Odoo is found by the environment's own Python, the tests by their folder.
    paths = f"{context.root}{os.pathsep}{tests}"
    with context.console.step(f"{args.seeds} seeds") as step:

        def follow(line):
            found = _DONE.match(line)
            if found:
                done = int(found[1]) - args.first + 1
                step.progress(done / args.seeds, line)
                if found[2] != "ok":
                    context.console.warn(line)

        code, tail = process.run(
            [
                context.python,
                *("-m", "chaos.run", args.seeds, args.first, answer, phones),
            ],
            log=context.logs / "bench-chaos.log",
            on_line=follow,
            env={**environment, "PYTHONPATH": paths},
            cwd=context.root,
        )
    shutil.rmtree(phones, ignore_errors=True)
    if code or not answer.exists():
        raise LauncherError(f"The seeds could not be run:\n{tail}")
    return json.loads(answer.read_text())


def rows(found, console):
    """The table; what failed is said before it, with the command that repeats it."""
    for report in found["reports"]:
        console.write(report)
    faults = sum(found["faults"].values())
    return [
        ("Seeds", f"{found['seeds']}, of which failed: {found['failed'] or 'none'}"),
        ("Events", f"{found['events']:,}"),
        ("Mutations", f"{found['mutations']:,}"),
        *((f"  {name}", f"{count:,}") for name, count in found["states"].items()),
        ("Faults", f"{faults:,}"),
        *((f"  {name}", f"{count:,}") for name, count in found["faults"].items()),
        ("Oracles", f"6 after each seed, {len(found['failed'])} seeds broke one"),
        ("Seconds", f"{found['seconds']:,} ({found['seconds'] / found['seeds']:.1f})"),
    ]


def figures(found):
    """The figures that are compared over time."""
    return {
        "seeds": found["seeds"],
        "failed": len(found["failed"]),
        "mutations": found["mutations"],
        "faults": sum(found["faults"].values()),
        "details": {name: found[name] for name in ("failed", "faults", "states")},
    }
