"""Tests that run inside Odoo: installing our add-ons runs them on the way."""

import os
import re

from .. import manifests, process
from ..setup.odoo_log import follow_modules, parse
from ..setup.ports import any_port
from . import log_check
from .outcome import Outcome

STARTED = re.compile(r"^Starting (\S+) \.\.\.")
SKIPPED = re.compile(r"^skipped (\S+) : (.*)")
BROKEN = re.compile(r"^(?:FAIL|ERROR): (?:Subtest (\S+)|(.*))")
NO_BROWSER = "Chrome executable not found"


def run(context, databases, selection):
    """Install the selected add-ons into a fresh database, their tests switched on.

    The database starts as a copy of the template that holds Odoo alone: what the
    add-ons log while they are installed is checked on every run.
    """
    addons = manifests.with_depends(
        databases.addons, selection.addons or databases.addons
    )
    if not addons:
        return Outcome("odoo", left_out="there is no add-on")
    template = databases.base_template()
    database = databases.copy(template, f"test_{os.getpid()}")
    tags = selection.tags or ",".join(f"/{name}" for name in addons)
    log = context.logs / "test-odoo.log"
    log.unlink(missing_ok=True)
    databases.assets.give(database)
    try:
        with context.console.step(f"Tests: odoo ({', '.join(addons)})") as step:
            code = _install_and_test(context, database, addons, tags, log, step)
            with open(log, encoding="utf-8", errors="replace") as lines:
                outcome = read_log(lines)
            step.note = f"{outcome.passed} passed, {outcome.failed} failed"
        databases.assets.keep(database)
    finally:
        databases.drop(database)
    outcome.problems += log_check.problems_in(log, outcome.failed_names)
    if not (outcome.passed or outcome.failed or outcome.skipped):
        outcome.problems.append(f"No test ran for the tags {tags}.")
    if code and not outcome.failed:
        outcome.problems.append(f"Odoo ended with code {code}; see {log}")
    return outcome


def _install_and_test(context, database, addons, tags, log, step):
    database.configure(http_port=any_port())
    code, _tail = process.run(
        database.command(
            "--init", ",".join(addons), "--test-tags", tags, "--stop-after-init"
        ),
        log=log,
        on_line=follow_tests(step),
        env=database.environment(),
        cwd=context.state,
    )
    return code


def follow_tests(step):
    """A callback for log lines that shows the module that loads, the test that runs."""
    modules = follow_modules(step)
    running = []

    def follow(line):
        modules(line)
        if ": Starting " in line:
            running.append(line)
            name = line.partition(": Starting ")[2].split(" ")[0]
            step.progress(None, f"{len(running)} tests, {name}")

    return follow


def read_log(lines):
    """An Outcome from the log of a test run."""
    outcome = Outcome("odoo")
    started, broken, skipped = set(), {}, {}
    for record in parse(lines):
        if match := STARTED.match(record.message):
            started.add((record.logger, match[1]))
        elif match := SKIPPED.match(record.message):
            skipped[record.logger, match[1]] = match[2]
        elif record.level == "ERROR" and (match := BROKEN.match(record.message)):
            # A test with several failing sub-tests is one failed test.
            name = match[1] or match[2]
            broken.setdefault((record.logger, name), []).append(str(record))
    outcome.failed = len(broken)
    for (_logger, name), texts in broken.items():
        outcome.broken[name] = "\n".join([outcome.broken.get(name, ""), *texts]).strip()
    outcome.failures = [text for texts in broken.values() for text in texts]
    outcome.skipped = [f"{name}: {why}" for (_logger, name), why in skipped.items()]
    outcome.passed = len(started - set(broken) - set(skipped))
    return outcome
