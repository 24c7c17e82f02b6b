"""Reading Odoo's log: its line format and how far it has come."""

import re
from typing import NamedTuple

LINE = re.compile(
    r"^(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d+ \d+ "
    r"(?P<level>[A-Z]+) (?P<database>\S+) (?P<logger>[\w.]+): (?P<message>.*)$"
)
MODULE = re.compile(r"[Ll]oading module (\S+) \((\d+)/(\d+)\)")
PROBLEMS = ("WARNING", "ERROR", "CRITICAL")


class Record(NamedTuple):
    """One logged message; `text` holds its further lines, a traceback for example."""

    level: str
    database: str
    logger: str
    message: str
    text: str = ""

    @property
    def is_problem(self):
        return self.level in PROBLEMS

    def __str__(self):
        head = f"{self.level} {self.logger}: {self.message}"
        return head + (f"\n{self.text}" if self.text else "")


def parse(lines):
    """Group a log's lines into records; what precedes the first one is dropped."""
    record, further = None, []
    for line in lines:
        match = LINE.match(line)
        if match is None:
            further.append(line.rstrip("\n"))
            continue
        if record:
            yield record._replace(text="\n".join(further).rstrip())
        record = Record(*match.group("level", "database", "logger", "message"))
        further = []
    if record:
        yield record._replace(text="\n".join(further).rstrip())


def follow_modules(step):
    """A callback for log lines that moves a step's bar with the modules loaded."""

    def follow(line):
        match = MODULE.search(line)
        if match:
            name, number, total = match[1], int(match[2]), int(match[3])
            step.progress((number - 1) / total, name)

    return follow


def last_failure(path):
    """The last critical message of a log file, without its traceback's middle."""
    with open(path, encoding="utf-8", errors="replace") as lines:
        found = [str(record) for record in parse(lines) if record.level == "CRITICAL"]
    if not found:
        return ""
    lines = found[-1].splitlines()
    frames = [n for n, line in enumerate(lines) if line.startswith('  File "')]
    # What was raised follows the innermost frame.
    return "\n".join(lines[:1] + lines[frames[-1] :] if frames else lines)
