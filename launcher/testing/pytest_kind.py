"""Tests that pytest runs: their counts come from its XML report."""

import re
import xml.etree.ElementTree as ElementTree

from .. import process
from .outcome import Outcome

NOTHING_COLLECTED = 5
PROGRESS = re.compile(r"\[ *(\d+)%\]\s*$")


def run(context, kind, paths, *, environment=None):
    """Run one kind's tests below `tests/`; returns its Outcome."""
    folder = context.root / "tests" / kind
    if not any(folder.rglob("test_*.py")):
        return Outcome(kind, left_out=f"tests/{kind} holds no test")
    report = context.runtime / f"{kind}.xml"
    report.unlink(missing_ok=True)
    lines = []
    with context.console.step(f"Tests: {kind}") as step:

        def follow(line):
            lines.append(line)
            found = PROGRESS.search(line)
            if found:
                step.progress(int(found[1]) / 100)

        command = [
            context.python, "-m", "pytest", "-p", "no:cacheprovider", "--verbose",
            "--tb=short", "--no-header", f"--junitxml={report}",
        ]  # fmt: skip
        code, _tail = process.run(
            [*command, *(paths or [folder])],
            log=context.logs / f"test-{kind}.log",
            on_line=follow,
            env=environment or context.environment(),
            cwd=context.root,
        )
        outcome = read_report(kind, report)
        step.note = f"{outcome.passed} passed, {outcome.failed} failed"
    if code == NOTHING_COLLECTED or not (outcome.passed or outcome.failed):
        outcome.problems.append(f"No test ran.\n{_last(lines)}")
    elif code and not outcome.failed:
        outcome.problems.append(f"pytest ended with code {code}.\n{_last(lines)}")
    return outcome


def read_report(kind, path):
    """An Outcome from a JUnit report; a missing one counts nothing."""
    outcome = Outcome(kind)
    if not path.exists():
        return outcome
    for case in ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        broken = [*case.iterfind("failure"), *case.iterfind("error")]
        skipped = case.find("skipped")
        if broken:
            outcome.failed += 1
            outcome.failures += [f"{name}\n{one.text or ''}" for one in broken]
        elif skipped is not None:
            outcome.skipped.append(f"{name}: {skipped.get('message') or ''}")
        else:
            outcome.passed += 1
    return outcome


def _last(lines):
    return "\n".join(lines[-60:])
