"""How long the client base takes for what it promises at 100,000 clients.

One measure a file in `launcher/scripts/bench_clients`, each beside its peer in the same
run, on the database of the large tests.
"""

from pathlib import Path

from ..preparation import prepared
from ..setup.bench_database import BenchDatabase
from .answers import ask_odoo

REPEATS = 5
MEASURES = Path(__file__).resolve().parents[1] / "scripts" / "bench_clients"
# What each figure must reach: (words, bound); "at least" or "at most".
BARS = {
    "import_ratio": ("at least", 40, "× Odoo's load()"),
    "reimport_ratio": ("at least", 80, "× Odoo's load()"),
    "import_mb": ("at most", 400, "MB"),
    "doubles_s": ("at most", 60, "s"),
    "export_ratio": ("at most", 1.5, "× bare xlsxwriter"),
    "export_mb": ("at most", 250, "MB"),
    "nearest_ms": ("at most", 10, "ms"),
    "radius_ms": ("at most", 10, "ms"),
    "map_ms": ("at most", 150, "ms"),
    "map_kb": ("at most", 200, "kB"),
}


def run(context):
    """Measure; returns (rows of the table, figures by name)."""
    with prepared(context, dev=True) as databases:
        database = BenchDatabase(context, databases).ensure()
        with context.console.step("Benchmark of the client base") as step:
            figures = ask_odoo(
                context,
                databases,
                database,
                "bench_clients",
                step,
                folder=str(MEASURES),
                repeats=REPEATS,
            )
    return rows(figures), figures


def rows(figures):
    """The table: each figure beside its bar, then what it was compared with."""
    table = []
    for name, (words, bound, unit) in BARS.items():
        if name in figures:
            table.append(
                (name, f"{figures[name]:>8} {unit}  ({words} {bound})"),
            )
    for measure, details in figures["details"].items():
        table += [
            (f"  {measure}: {name}", f"{value}") for name, value in details.items()
        ]
    return table
