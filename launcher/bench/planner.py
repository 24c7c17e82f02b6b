"""How long a planner waits for tours after dragging a stop into another one.

Ten reps, ten days, about a thousand visits; a real browser drags stops from line to
line by the mouse. What counts is the time from letting go until the screen shows the
stop in its new tour, both tours timed anew, with what they cost and what they break.
Each one is put back then: tours stay as the search has made them.
"""

import os

from ..errors import LauncherError
from ..preparation import prepared
from ..setup import system_packages
from ..setup.ports import HOST
from .answers import ask_browser, ask_odoo
from .sync_server import serving

REPS, CLIENTS, SECONDS, DRAGS = 10, 1000, 20, 60
BAR_MS = 200
PASSWORD = "bench-planner"


def run(context):
    """Measure; returns (rows of the table, figures by name)."""
    chromium = system_packages.ensure(context, system_packages.CHROMIUM)
    if not chromium:
        raise LauncherError("Without Chromium there is no screen to drag on.")
    with prepared(context, dev=True) as databases:
        name = f"bench_planner_{os.getpid()}"
        database = databases.copy(databases.product_template(), name)
        try:
            made = make_plan(context, databases, database)
            found = drag(context, database, chromium, made)
        finally:
            databases.drop(database)
    figures = {
        "drag_ms": found["median_ms"],
        "drag_p95_ms": found["p95_ms"],
        "drag_server_ms": found["server_ms"],
    }
    rows = [
        ("The plan", "{visits:,} visits in {tours} tours".format(**made)),
        ("A stop dragged, median", f"{figures['drag_ms']} ms  (below {BAR_MS} ms)"),
        ("A stop dragged, 95 %", f"{figures['drag_p95_ms']} ms"),
        ("Of which the server, median", f"{figures['drag_server_ms']} ms"),
    ]
    return rows, {**figures, "details": {**made, **found}}


def make_plan(context, databases, database):
    """A base with a plan whose tours have been searched; gives what it has."""
    with context.console.step("Tours to change") as step:
        return ask_odoo(
            context,
            databases,
            database,
            "bench_planner",
            step,
            reps=REPS,
            clients=CLIENTS,
            seconds=SECONDS,
            password=PASSWORD,
        )


def drag(context, database, chromium, made):
    """What `launcher/scripts/bench_drag.py` measures."""
    with (
        context.console.step(f"{DRAGS} stops dragged"),
        serving(context, database) as port,
    ):
        return ask_browser(
            context,
            chromium,
            "bench_drag",
            url=f"http://{HOST}:{port}",
            login=made["login"],
            password=PASSWORD,
            plan=made["plan"],
            drags=DRAGS,
        )
