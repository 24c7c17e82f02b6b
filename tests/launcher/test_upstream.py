"""Odoo's own tests, with our add-ons and without: what counts as broken by us."""

import pytest

from launcher.errors import LauncherError
from launcher.testing import upstream
from launcher.testing.outcome import Outcome

TRACEBACK = """\
ERROR odoo.addons.crm.tests.test_x: FAIL: TestLead.test_owner
Traceback (most recent call last):
  File "crm/tests/test_x.py", line 3, in test_owner
    self.assertEqual(1, 2)
AssertionError: 1 != 2
further words"""


class Runs(upstream.Upstream):
    """Answers from a list in place of Odoo; notes what was asked."""

    def __init__(self, context, *answers):
        self.context, self.databases = context, self
        self.known = context.state / "upstream.json"
        self.answers, self.asked = list(answers), []

    def base_fingerprint(self):
        return "base"

    def fingerprint(self, *parts):
        return repr(parts)

    def test(self, kind, module, tags, run=""):
        self.asked.append((kind, tags))
        return Outcome("odoo", passed=9, broken=dict.fromkeys(self.answers.pop(0), "x"))


def test_what_fails_without_us_is_not_our_doing(context):
    runs = Runs(context, ["TestA.test_old"], ["TestA.test_old"])
    assert runs.compare("crm") == {}
    assert [kind for kind, _tags in runs.asked] == ["without", "ours"]


def test_what_fails_twice_with_us_is_broken(context):
    new = ["TestA.test_new", "setUpClass (odoo.addons.crm.tests.test_b.TestB)"]
    runs = Runs(context, [], [*new, "TestA.test_flaky"], new)
    assert list(runs.compare("crm")) == [f"crm: {name}" for name in new]
    assert runs.asked[-1] == (
        "ours",
        "/crm:TestA.test_flaky,/crm:TestA.test_new,/crm:TestB",
    )


def test_the_baseline_is_run_once(context):
    runs = Runs(context, ["TestA.test_old"], [], [])
    runs.compare("crm")
    runs.compare("crm")
    assert [kind for kind, _tags in runs.asked] == ["without", "ours", "ours"]


def test_a_run_without_tests_is_an_error(context):
    runs = Runs(context)
    with pytest.raises(LauncherError, match="None of Odoo's tests of crm"):
        runs.must_have_run("crm", Outcome("odoo"))


def test_an_unknown_module_is_refused(context):
    with pytest.raises(LauncherError, match="No tests of stock"):
        upstream.run(context, None, ["stock"])


def test_the_first_line_of_the_error():
    assert upstream.first_error(TRACEBACK) == "AssertionError: 1 != 2"
