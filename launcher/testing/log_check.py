"""Warnings and errors in Odoo's log that are our add-ons' doing.

A test database starts from a template that holds Odoo alone, so whatever is logged
from there on has our add-ons as its cause: every warning and error counts.
"""

import re
from typing import NamedTuple

from ..setup.odoo_log import parse

# How Odoo reports a failed test; that is counted as a test, not as a warning.
TEST_REPORT = re.compile(r"^(FAIL|ERROR): ")
TEST_TOTALS = re.compile(
    r"^(Module \w+: \d+ failures, \d+ errors of \d+ tests"
    r"|\d+ failed, \d+ error\(s\) of \d+ tests when loading database )"
)

LONGEST = 3000


class Allowed(NamedTuple):
    """A record that is let pass, with the reason."""

    logger: str
    # Searched for in the message and the lines below it.
    message: str
    why: str


ALLOWED = (
    Allowed(
        r"odoo\.tools\.mimetypes\.guess_mimetype",
        r"^Sub-checker '\w+' of type 'application/zip' failed",
        "On a machine without libmagic Odoo looks into files itself, and says so when "
        "one that a test calls a workbook is none.",
    ),
    Allowed(
        r"odoo\.addons\.base\.models\.ir_cron",
        r"(?s)^Exception in cron: .*(connection already closed|not belong to the pool)",
        "A server that is stopped closes its connections below its scheduled actions, "
        "which run again at the next start.",
    ),
)


def problems(lines, allowed=ALLOWED, failed=()):
    """The records that must not be there, each once, as printable text.

    :param failed: names ("TestVisit.test_date") of tests that failed; what their
        browser logged belongs to that failure
    """
    found = {}
    for record in parse(lines):
        if not record.is_problem or _is_test_report(record):
            continue
        if any(_matches(record, one) for one in allowed):
            continue
        if any(f".{name}." in record.logger for name in failed):
            continue
        found.setdefault((record.level, record.logger, record.message), record)
    return [str(record)[:LONGEST] for record in found.values()]


def problems_in(path, failed=()):
    """As `problems`, of a log file; none when the file does not exist."""
    if not path.exists():
        return []
    with open(path, encoding="utf-8", errors="replace") as lines:
        return problems(lines, failed=failed)


def _is_test_report(record):
    return bool(TEST_REPORT.match(record.message) or TEST_TOTALS.match(record.message))


def _matches(record, one):
    return re.fullmatch(one.logger, record.logger) and re.search(
        one.message, f"{record.message}\n{record.text}"
    )
