"""Warnings that our add-ons log fail a test run."""

from launcher.testing.log_check import Allowed, problems

STAMP = "2026-03-01 10:00:00,123 4242"
LOG = f"""\
<string>:38: (ERROR/3) Unexpected indentation.
{STAMP} INFO test_1 odoo.modules.loading: Loading module field_crm (3/3)
{STAMP} WARNING test_1 odoo.addons.field_crm.models.field_visit: a warning
{STAMP} WARNING test_1 odoo.addons.field_crm.models.field_visit: a warning
{STAMP} ERROR test_1 odoo.tools.convert: cannot load
Traceback (most recent call last):
  File "addons/field_crm/views/x.xml", line 3
{STAMP} ERROR test_1 odoo.addons.field_crm.tests.test_visit: FAIL: TestVisit.test_date
Traceback (most recent call last):
AssertionError: 1 != 2
{STAMP} ERROR test_1 odoo.modules.loading: Module field_crm: \
1 failures, 0 errors of 3 tests
{STAMP} ERROR test_1 odoo.tests.result: 1 failed, 0 error(s) of 3 tests when loading \
database 'test_1'
{STAMP} CRITICAL test_1 odoo.service.server: Failed to initialize database
"""


def test_each_warning_and_error_once():
    """Repetitions are one problem; a failed test is counted as a test instead."""
    found = problems(LOG.splitlines())
    assert [text.splitlines()[0] for text in found] == [
        "WARNING odoo.addons.field_crm.models.field_visit: a warning",
        "ERROR odoo.tools.convert: cannot load",
        "CRITICAL odoo.service.server: Failed to initialize database",
    ]


def test_a_problem_comes_with_its_traceback():
    assert "addons/field_crm/views/x.xml" in problems(LOG.splitlines())[1]


def test_an_explained_exception_passes():
    allowed = (
        Allowed(r"odoo\.addons\.field_crm\..*", "^a warning$", "shows the rule works"),
    )
    found = problems(LOG.splitlines(), allowed)
    assert len(found) == 2


def test_a_failed_tours_browser_is_part_of_the_failure():
    """One broken tour is one failure; another test's browser still counts."""
    tests = "odoo.addons.field_crm.tests.test_tour"
    lines = [
        f"{STAMP} ERROR t {tests}.TestTour.{name}.browser: FAILED: step 3"
        for name in ("test_rep", "test_manager")
    ]
    assert len(problems(lines, failed=["TestTour.test_rep"])) == 1


def test_a_quiet_log_has_no_problem():
    assert problems(LOG.splitlines()[:2]) == []
