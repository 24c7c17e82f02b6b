"""What a phone costs: bytes on the wire and time of the server.

A first load of 5,000 and of 100,000 clients with a year of visits, the app that opens,
searches and saves on them, one changed client, 100 visits that waited, and 200 reps who
come back at eight o'clock. The peers of the loads, in the same run: Odoo's own `read`
of the same clients and columns, and what its point of sale reads of these clients,
where Odoo brings one.
"""

import os
from contextlib import contextmanager

from ..preparation import prepared
from ..setup import system_packages
from ..setup.ports import HOST
from . import sync_browser
from .answers import ask_odoo
from .sync_server import serving
from .sync_storm import Storm

# Of the generated partners 60 % are clients, and visits lie up to three years back.
BASES = {
    "5k": {"partners": 8_400, "visits": 25_000, "seed": 1},
    "100k": {"partners": 167_000, "visits": 300_000, "seed": 1},
}
REPS, WORKERS, CONNECTIONS = 200, 2, 16
REPEATS = 15
POS, POS_REPEATS = "point_of_sale", 3
# What each figure must reach: (words, bound, unit).
BARS = {
    "load5k_kb": ("at most", 600, "kB"),
    "load5k_s": ("at most", 3, "s"),
    "load100k_kb": ("at most", 12_000, "kB"),
    "load100k_s": ("at most", 30, "s"),
    "open_s": ("at most", 3, "s"),
    "search_ms": ("at most", 50, "ms"),
    "save_p95_ms": ("at most", 50, "ms"),
    "bundle_kb": ("at most", 400, "kB"),
    "delta_b": ("at most", 2_000, "B"),
    "delta_ms": ("at most", 50, "ms"),
    "push100_requests": ("at most", 2, "requests"),
    "storm_p95_s": ("at most", 2, "s"),
    "storm_errors": ("at most", 0, "errors"),
}


def add_arguments(parser):
    """Options of this benchmark."""
    parser.add_argument(
        "--storm", action="store_true", help="sync: only the reps at eight and the peer"
    )


def run(context, args):
    """Measure; returns (rows of the table, figures by name)."""
    if args.storm:
        return run_storm(context)
    found = {}
    chromium = system_packages.ensure(context, system_packages.CHROMIUM)
    with prepared(context, dev=True) as databases:
        for size, base in BASES.items():
            with filled(context, databases, size, base) as database:
                bench = Script(context, databases, database)
                with context.console.step(f"Phones on a base of {size}") as step:
                    # Odoo's own read of 100,000 clients takes minutes.
                    compares = size == "5k"
                    found[size] = bench.run(
                        step, "phone", repeats=REPEATS, compares=compares
                    )
                if chromium:
                    with context.console.step(f"The app on a base of {size}") as step:
                        found[size]["browser"] = sync_browser.measure(
                            context, bench, chromium, step
                        )
                if size == "5k":
                    with context.console.step(f"{REPS} reps at eight") as step:
                        found["storm"] = storm(context, bench, step)
                    found["storm"].update(point_of_sale(context, bench))
    figures = summarise(found)
    return rows(figures, found), {**figures, "details": found}


def run_storm(context):
    """Only the reps who come back at eight, and what the point of sale takes."""
    with prepared(context, dev=True) as databases:
        with filled(context, databases, "5k", BASES["5k"]) as database:
            bench = Script(context, databases, database)
            with context.console.step(f"{REPS} reps at eight") as step:
                figures = storm(context, bench, step)
            figures.update(point_of_sale(context, bench))
    return bar_rows(figures) + storm_rows(figures), figures


@contextmanager
def filled(context, databases, size, base):
    """A base of so many partners and visits, dropped at the end."""
    name = f"bench_sync_{size}_{os.getpid()}"
    database = databases.copy(databases.product_template(), name)
    try:
        with context.console.step(f"Base of {size} clients") as step:
            step.note = "{partners:,} partners, {visits:,} visits".format(**base)
            databases.run_script(database, "bench_fill", step, **base)
        databases.server.query("VACUUM ANALYZE", database.name)
        yield database
    finally:
        databases.drop(database)


class Script:
    """Steps of `bench_sync.py` inside Odoo."""

    def __init__(self, context, databases, database):
        self.context = context
        self.databases = databases
        self.database = database

    def run(self, step, task, **arguments):
        """One step to its end; gives its answer."""
        arguments["task"] = task
        place = (self.context, self.databases, self.database)
        return ask_odoo(*place, "bench_sync", step, **arguments)


def storm(context, bench, step):
    """All reps come back at once, to a server of as many workers as a small one has."""
    phones = bench.run(step, "enrol", reps=REPS)
    with serving(context, bench.database, workers=WORKERS) as port:
        return Storm(HOST, port, phones, CONNECTIONS).run()


def point_of_sale(context, bench):
    """How much longer Odoo's point of sale takes to load the same clients.

    It is installed for that; no sale and no session begins. Nothing without it.
    """
    places = [context.odoo_root / "odoo" / "addons", context.odoo_root / "addons"]
    if not any((place / POS).exists() for place in places):
        context.console.skipped("Odoo's point of sale", "this Odoo has none")
        return {}
    with context.console.step("The same clients in Odoo's point of sale") as step:
        bench.databases.install(bench.database, [POS], step)
        found = bench.run(step, "point_of_sale", repeats=POS_REPEATS)
    return {"pos_ratio": round(found["pos_s"] / found["load_s"], 1)}


def summarise(found):
    """The figures by name, from what was measured.

    :param found: {"5k", "100k", "storm": answers of the steps}
    """
    figures = {}
    for size in BASES:
        one = found[size]
        figures[f"load{size}_kb"] = round(one["load_bytes"] / 1000, 1)
        figures[f"load{size}_s"] = round(one["load_s"] + one["decode_s"], 2)
    small = found["5k"]
    figures["load5k_ratio"] = round(small["peer_s"] / small["load_s"], 1)
    # Whatever the size of the base: the larger counts.
    figures["delta_b"] = max(found[size]["delta_bytes"] for size in BASES)
    figures["delta_ms"] = max(found[size]["delta_ms"] for size in BASES)
    figures["push100_requests"] = found["5k"]["push_requests"]
    figures["push100_s"] = found["5k"]["push_s"]
    # The large base counts: nothing gets quicker with more clients.
    for name in ("open_s", "search_ms", "save_p95_ms", "bundle_kb"):
        if "browser" in found["100k"]:
            figures[name] = found["100k"]["browser"][name]
    return {**figures, **found["storm"]}


def rows(figures, found):
    """The table: each figure beside its bar, then what it was compared with."""
    table = bar_rows(figures)
    for size in BASES:
        one = found[size]
        table.append(
            (f"  first load of {size}", f"{one['rows']} rows in {one['parts']} parts")
        )
    table.append(
        (
            "  Odoo's own read of the clients of 5k",
            f"takes {figures['load5k_ratio']} × as long",
        )
    )
    return table + storm_rows(figures)


def bar_rows(figures):
    """Each figure that was measured, beside its bar."""
    return [
        (name, f"{figures[name]:>8} {unit}  ({words} {bound})")
        for name, (words, bound, unit) in BARS.items()
        if name in figures
    ]


def storm_rows(figures):
    """What the storm is compared with, if there is anything."""
    if "pos_ratio" not in figures:
        return []
    title = "  Odoo's point of sale, of the clients of 5k"
    return [(title, f"takes {figures['pos_ratio']} × as long to read them")]
