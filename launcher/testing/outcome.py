"""Counts of tests, and how they are added up and printed."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """What one kind of test reported.

    `problems` are failures that are no test's: a warning logged by our add-ons,
    a runner that broke, a selection that ran nothing. Each counts as one failure.
    `broken` holds what Odoo's tests logged, by name of the failed test.
    """

    kind: str
    passed: int = 0
    failed: int = 0
    skipped: list = field(default_factory=list)
    failures: list = field(default_factory=list)
    broken: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    left_out: str = ""

    @property
    def failed_names(self):
        return list(self.broken)

    @property
    def ok(self):
        return not (self.failed or self.problems or self.left_out)


def summary(outcomes):
    """The last line: "N passed, N failed" and, when there are any, "N skipped"."""
    passed = sum(one.passed for one in outcomes)
    failed = sum(one.failed + len(one.problems) for one in outcomes)
    skipped = sum(len(one.skipped) for one in outcomes)
    line = f"{passed} passed, {failed} failed"
    return line + (f", {skipped} skipped" if skipped else "")


def report(console, outcomes):
    """Print failures in full, then one line a kind, then the summary."""
    for one in outcomes:
        for text in [*one.failures, *one.problems]:
            console.write(f"\n{'─' * 20} {one.kind} {'─' * 20}\n{text.rstrip()}")
    console.write("")
    for one in outcomes:
        console.write(
            f"  {one.kind:<10} {one.passed:>5} passed {one.failed:>4} failed"
            + (f" {len(one.problems):>3} problems" if one.problems else "")
            + (f" {len(one.skipped):>3} skipped" if one.skipped else "")
            + (f"   left out: {one.left_out}" if one.left_out else "")
        )
        for text in one.skipped:
            console.write(f"    skipped: {text}")
    console.write(summary(outcomes))
