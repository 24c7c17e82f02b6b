"""Installing our add-ons, upgrading and uninstalling them leaves no trace.

Each stage is a test: it passes when Odoo logs no warning and the database is what it
must be. People, clients and prospects stay as contacts, which is what they are to Odoo;
the columns that ours add to them go.
"""

import os

from .. import process
from ..setup.odoo_log import follow_modules
from . import log_check, traces
from .outcome import Outcome

STAGES = ("install", "upgrade", "uninstall")


def run(context, databases):
    """Install, upgrade and uninstall all of our add-ons on a copy of Odoo alone."""
    names = sorted(databases.addons)
    if not names:
        return Outcome("lifecycle", left_out="there is no add-on")
    database = databases.copy(databases.base_template(), f"lifecycle_{os.getpid()}")
    outcome = Outcome("lifecycle")
    joined = ",".join(names)
    stop = ("--stop-after-init", "--no-http")
    commands = {
        "install": database.command("--init", joined, *stop),
        "upgrade": database.command("--update", joined, *stop),
        "uninstall": database.command(*names, verb="module uninstall"),
    }
    try:
        database.configure()
        states = [traces.snapshot(databases.server, database.name)]
        with context.console.step("Tests: lifecycle") as step:
            for stage in STAGES:
                log = context.logs / f"test-lifecycle-{stage}.log"
                log.unlink(missing_ok=True)
                code, tail = process.run(
                    commands[stage],
                    log=log,
                    on_line=follow_modules(step),
                    env=database.environment(),
                    cwd=context.state,
                )
                states.append(traces.snapshot(databases.server, database.name))
                problems = log_check.problems_in(log)
                if code:
                    problems.append(f"Odoo ended with code {code}:\n{tail}")
                note(outcome, stage, problems + stage_problems(stage, states))
            step.note = f"{outcome.passed} passed, {outcome.failed} failed"
    finally:
        databases.drop(database)
    return outcome


def stage_problems(stage, states):
    """What a stage has left in the database that it must not.

    :param states: snapshots before the first stage and after each one so far
    """
    if stage == "upgrade":
        return traces.differences(states[1], states[2])
    if stage == "uninstall":
        return traces.differences(states[0], states[3])
    return []


def note(outcome, stage, problems):
    """Count a stage as a test."""
    if problems:
        outcome.failed += 1
        outcome.failures.append(f"lifecycle: {stage}\n" + "\n".join(problems))
    else:
        outcome.passed += 1
