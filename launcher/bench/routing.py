"""How good tours and sectors are, beside PyVRP, VROOM and plain OR-Tools.

Every engine has the same time by the clock on the same machine. Compiling the search,
once in the life of an installation, is not counted.
"""

import json
import shutil
from pathlib import Path

from .. import process
from ..context import LAUNCHER
from ..errors import LauncherError
from ..setup.environment import PythonEnvironment, lock_hash

MEASURES = ("versus", "region", "sectors", "growth")
# What each figure must reach.
BARS = {
    "solomon100_gap": ("at most", 0.1, "%"),
    "homberger200_gap": ("at most", 0.08, "%"),
    "homberger1000_gap": ("at most", 2.0, "%"),
    "cvrpx_gap": ("at most", 0.9, "%"),
    "region_gain_greedy": ("at least", 10, "%"),
    "region_gain_ortools": ("at least", 10, "%"),
    "region_violations": ("at most", 0, ""),
    "sector_s": ("at most", 20, "s"),
    "sector_spread": ("at most", 3, "%"),
    "sector_compactness_gain": ("at least", 0, "%"),
}
# What each size of the growth tells.
GROWN = (
    "{visits:,} of {of:,} visits in {seconds} s, {hours} h and {km:,} km of travel, "
    "{mb} MB, {violations} rules broken"
)


def add_arguments(group):
    """Options of this benchmark."""
    group.add_argument(
        "--instances",
        metavar="DIR",
        help="folder of public instances (.vrp) with their solutions (.sol); all of "
        "them are run (default: ../shared/bench, if there is one, two of a family)",
    )
    group.add_argument(
        "--seconds", type=float, help="another limit for every engine and instance"
    )
    group.add_argument(
        "--only",
        choices=MEASURES,
        action="append",
        help="this measure alone; growth, which takes 30 minutes, is run only so",
    )
    group.add_argument("--seed", type=int, default=1)


def run(context, args):
    """Measure; returns (rows of the table, figures by name)."""
    folder, most = args.instances, None
    if folder is None:
        usual = context.root.parent / "shared" / "bench"
        folder, most = (usual, 2) if usual.is_dir() else (None, None)
    elif not Path(folder).is_dir():
        raise LauncherError(f"{folder} is no folder.")
    answer = context.logs / "bench-routing.json"
    answer.parent.mkdir(parents=True, exist_ok=True)
    answer.unlink(missing_ok=True)
    wanted = {
        "folder": str(Path(folder).resolve()) if folder else None,
        "most": most,
        "seconds": args.seconds,
        "seed": args.seed,
        "measures": args.only or MEASURES[:3],
        "sizes": None,
        "per_client": None,
        "plot": str(context.root / "docs" / "design" / "routing-growth.png"),
        "answer": str(answer),
    }
    python = environment(context)
    with context.console.step("Benchmark of tours") as step:

        def follow(line):
            if line.startswith("STEP "):
                step.progress(None, line.removeprefix("STEP "))

        code, tail = process.run(
            [python, LAUNCHER / "scripts" / "bench_routing", json.dumps(wanted)],
            log=context.logs / "bench-routing.log",
            on_line=follow,
            env=context.environment(),
            cwd=context.state,
        )
    if code or not answer.exists():
        raise LauncherError(f"The benchmark failed:\n{tail}")
    figures = json.loads(answer.read_text())
    return rows(figures), figures


def environment(context):
    """Python of the environment with the other engines, made when it is missing."""
    folder = context.state / "peers"
    python = folder / "bin" / "python"
    lock = context.requirements / "peers.txt"
    marker = folder / lock_hash(lock)
    if marker.exists():
        return python
    ours = PythonEnvironment(context)
    context.state.mkdir(exist_ok=True)
    ours.ensure_venv()
    ours.install("build", "Python packaging tools")
    shutil.rmtree(folder, ignore_errors=True)
    context.must_run(
        "Environment of other engines",
        [context.python, "-m", "venv", "--without-pip", folder],
        sandbox=False,
    )
    context.must_run(
        "Other engines for tours",
        [
            context.python, "-m", "pip", "--python", python, "install", "--no-input",
            "--require-hashes", "--no-compile", "--requirement", lock,
        ],
        sandbox=False,
    )  # fmt: skip
    marker.touch()
    return python


def rows(figures):
    """The table: each figure beside its bar and the other engines'."""
    table = []
    for name, (words, bound, unit) in BARS.items():
        if name not in figures:
            continue
        others = [
            f"{other} {figures[f'{name}_{other}']}"
            for other in ("pyvrp", "vroom", "ortools")
            if f"{name}_{other}" in figures
        ]
        beside = f"; {', '.join(others)}" if others else ""
        table.append((name, f"{figures[name]:>8} {unit}  ({words} {bound}{beside})"))
    for name, row in figures["details"].get("gaps", {}).items():
        gaps = "  ".join(
            f"{engine} {'-' if row[engine] is None else format(row[engine], '.2f')}"
            for engine in ("ours", "pyvrp", "vroom", "ortools")
        )
        table.append((f"  {name}, {row['seconds']:g} s", gaps))
    for name, row in figures["details"].get("region", {}).items():
        table.append((f"  region: {name}", str(row)))
    for row in figures["details"].get("growth", ()):
        table.append((f"  {row['clients']:,} clients", GROWN.format(**row)))
    return table
