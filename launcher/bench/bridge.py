"""Whether the bridge to winpneu loses or doubles anything, and how fast it is.

10,000 visits go out through a network that delays, cuts and delivers halves, while
the bridge and winpneu's server are killed at random, by a seed. Then both sides are
compared row by row. The rates are measured without faults.
"""

import json
import os
import random
import signal
import sys
import time

from .. import process
from ..context import LAUNCHER
from ..errors import LauncherError
from ..preparation import prepared
from ..setup.crashing_server import CrashingServer
from ..setup.odbc import OdbcDriver
from ..setup.ports import any_port
from .answers import ask_odoo

EVENTS, CLIENTS = 10_000, 500
# The rates are measured on fewer visits, which take longer to make than to send.
SENT, READ = 3000, 60_000
SEED = 20260312
OUT_TARGET, IN_TARGET = 500, 5000
LONGEST = 900
PROXY = "addons/field_crm_winpneu_bridge/tests/proxy.py"


def run(context):
    """Measure; returns (rows of the table, figures by name)."""
    with prepared(context, dev=True) as databases:
        if OdbcDriver(context).ensure() is None:
            raise LauncherError("Without an ODBC driver there is no winpneu to reach.")
        template = databases.product_template()
        database = databases.copy(template, f"bench_bridge_{os.getpid()}")
        winpneu = CrashingServer(context, "winpneu-bench")
        try:
            with winpneu.running():
                return measure(context, databases, database, winpneu)
        finally:
            databases.drop(database)


def measure(context, databases, database, winpneu):
    """Chaos, comparison, rates."""
    winpneu.server.query("CREATE DATABASE winpneu")
    winpneu.server.query("CREATE SCHEMA dbo", "winpneu")
    port = any_port()
    script = Script(context, databases, database)
    with context.console.step(f"{EVENTS:,} visits to send") as step:
        script.run(
            step,
            "prepare",
            server=str(winpneu.sockets),
            port=port,
            events=EVENTS,
            clients=CLIENTS,
        )
    proxy = process.spawn(
        [sys.executable, context.root / PROXY, port, winpneu.socket, SEED],
        env=context.environment(),
    )
    try:
        with context.console.step("Faults") as step:
            faults = Faults(script, winpneu)
            faults.run(step)
            step.note = f"{faults.kills} kills, {faults.crashes} crashes of winpneu"
    finally:
        process.stop(proxy)
    with context.console.step("Comparison row by row") as step:
        found = script.run(step, "check", server=str(winpneu.sockets))
    with context.console.step("Rates") as step:
        found.update(script.run(step, "rates", events=SENT, clients=READ))
    found.update(kills=faults.kills, crashes=faults.crashes)
    return rows(found), figures(found)


class Script:
    """Steps of `bench_bridge.py` inside Odoo."""

    def __init__(self, context, databases, database):
        self.context = context
        self.databases = databases
        self.database = database
        # Says that a step that was spawned has begun: loading takes seconds.
        self.ready = context.runtime / "bridge-ready"

    def run(self, step, name, **arguments):
        """One step to its end; gives its answer."""
        arguments["task"] = name
        place = (self.context, self.databases, self.database)
        return ask_odoo(*place, "bench_bridge", step, **arguments) or {}

    def spawn(self, name):
        """A step that may be killed."""
        self.database.configure()
        self.ready.unlink(missing_ok=True)
        with (
            open(LAUNCHER / "scripts" / "bench_bridge.py", encoding="utf-8") as script,
            open(self.database.log, "ab") as log,
        ):
            return process.spawn(
                self.database.command("--no-http", verb="shell"),
                stdin=script,
                stdout=log,
                stderr=log,
                env=dict(
                    self.database.environment(),
                    FIELDCRM_SCRIPT=json.dumps(
                        {"task": name, "ready": str(self.ready)}
                    ),
                ),
                cwd=self.context.state,
            )


class Faults:
    """Kills the bridge and the server at random until everything is sent."""

    def __init__(self, script, winpneu, seed=SEED):
        self.script = script
        self.winpneu = winpneu
        self.chance = random.Random(seed)
        self.kills = self.crashes = 0

    def run(self, step):
        """
        :raise LauncherError: when it does not come to an end
        """
        deadline = time.monotonic() + LONGEST
        bridge = self.script.spawn("work")
        try:
            while bridge.poll() != 0:
                if time.monotonic() > deadline:
                    raise LauncherError("Not everything was sent in time.")
                self._wait(bridge, LONGEST, until_ready=True)
                self._wait(bridge, self.chance.uniform(0.5, 6))
                step.progress(None, f"{self.kills} kills, {self.crashes} crashes")
                if bridge.poll() is not None and bridge.poll() != 0:
                    # Killed, or it met something that it should have survived.
                    bridge = self.script.spawn("work")
                    continue
                if bridge.poll() == 0:
                    return
                if self.chance.random() < 0.5:
                    self.winpneu.crash()
                    self.crashes += 1
                    time.sleep(self.chance.uniform(0, 1))
                    self.winpneu.start()
                else:
                    process.stop(bridge, signal.SIGKILL)
                    self.kills += 1
        finally:
            process.stop(bridge, signal.SIGKILL)

    def _wait(self, bridge, seconds, *, until_ready=False):
        """Let the bridge work for so long, or until it ends or has begun."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and bridge.poll() is None:
            if until_ready and self.script.ready.exists():
                return
            time.sleep(0.05)


def figures(found):
    """The figures that are compared over time."""
    lost = found["lost"] + found["unsent"]
    return {
        "lost": lost,
        "doubled": found["doubled"] + found["strange"],
        "unordered": found["unordered"],
        "out_per_s": found["out_per_s"],
        "in_per_s": found["first_per_s"],
        "mb": found["mb"],
        "details": found,
    }


def rows(found):
    """The table."""
    return [
        ("Killed", f"the bridge {found['kills']}, winpneu {found['crashes']} times"),
        ("Runs that broke off", f"{found['broken_runs']} of {found['runs']}"),
        ("Lost", f"{found['lost'] + found['unsent']} of {EVENTS:,} (0)"),
        ("Doubled", f"{found['doubled'] + found['strange']} (0)"),
        ("Out of a client's order", f"{found['unordered']} (0)"),
        ("Out", f"{found['out_per_s']:,} a second (at least {OUT_TARGET:,})"),
        ("In, new clients", f"{found['first_per_s']:,} a second ({IN_TARGET:,})"),
        ("In, changed clients", f"{found['changed_per_s']:,} a second"),
        ("In, unchanged clients", f"{found['same_per_s']:,} a second"),
        ("Memory", f"grows by {found['mb']} MB to {found['peak_mb']} MB"),
    ]
