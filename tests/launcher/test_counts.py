"""What the kinds of test report, and the line that adds it up."""

import io

from launcher.console import Console
from launcher.testing.odoo_kind import read_log
from launcher.testing.outcome import Outcome, report, summary
from launcher.testing.pytest_kind import read_report

STAMP = "2026-03-01 10:00:00,123 4242"
TEST = "odoo.addons.field_crm.tests.test_visit"
LOG = f"""\
{STAMP} INFO t {TEST}: Starting TestVisit.test_good ...
{STAMP} INFO t {TEST}: Starting TestVisit.test_bad ...
{STAMP} INFO t {TEST}: ======================================
{STAMP} ERROR t {TEST}: FAIL: Subtest TestVisit.test_bad (kind='radio')
Traceback (most recent call last):
AssertionError: first
{STAMP} ERROR t {TEST}: FAIL: Subtest TestVisit.test_bad (kind='title')
Traceback (most recent call last):
AssertionError: second
{STAMP} INFO t {TEST}: Starting TestVisit.test_tour ...
{STAMP} INFO t {TEST}: skipped TestVisit.test_tour : Chrome executable not found
{STAMP} ERROR t {TEST}: ERROR: setUpClass (odoo.addons.field_crm.tests.test_visit.X)
Traceback (most recent call last):
KeyError: 'x'
"""

REPORT = """\
<testsuites><testsuite>
<testcase classname="tests.engine.test_a" name="test_good"/>
<testcase classname="tests.engine.test_a" name="test_bad">
<failure message="no">assert 1 == 2</failure></testcase>
<testcase classname="tests.engine.test_a" name="test_broken">
<error message="no">fixture</error></testcase>
<testcase classname="tests.engine.test_a" name="test_left">
<skipped message="needs apt"/></testcase>
</testsuite></testsuites>
"""


def test_odoos_log():
    """Failing sub-tests are one failed test; a broken class counts, too."""
    outcome = read_log(LOG.splitlines())
    assert (outcome.passed, outcome.failed) == (1, 2)
    assert outcome.skipped == ["TestVisit.test_tour: Chrome executable not found"]
    assert "TestVisit.test_bad" in outcome.failed_names
    assert "first" in outcome.failures[0]
    assert "second" in outcome.failures[1]


def test_pytests_report(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    outcome = read_report("engine", path)
    assert (outcome.passed, outcome.failed) == (1, 2)
    assert outcome.skipped == ["tests.engine.test_a::test_left: needs apt"]


def test_a_report_that_was_never_written_counts_nothing(tmp_path):
    """pytest may die before it writes one: the caller sees that nothing ran."""
    outcome = read_report("engine", tmp_path / "none.xml")
    assert (outcome.passed, outcome.failed) == (0, 0)


def test_the_last_line():
    """Scripts read it: its form is fixed, problems count as failures."""
    good = Outcome("engine", passed=3)
    bad = Outcome("odoo", passed=1, failed=1, problems=["WARNING x"])
    assert summary([good]) == "3 passed, 0 failed"
    assert summary([good, bad]) == "4 passed, 2 failed"
    bad.skipped.append("TestVisit.test_tour: why")
    assert summary([good, bad]) == "4 passed, 2 failed, 1 skipped"


def test_failures_are_shown_in_full_and_the_count_comes_last():
    stream = io.StringIO()
    outcome = Outcome("odoo", passed=1, failed=1, failures=["Traceback\nValueError: x"])
    report(Console(stream, live=False), [outcome])
    assert "Traceback\nValueError: x" in stream.getvalue()
    assert stream.getvalue().endswith("1 passed, 1 failed\n")
    assert not outcome.ok


def test_what_is_left_out_is_no_success():
    assert not Outcome("e2e", left_out="there is no Chromium").ok
