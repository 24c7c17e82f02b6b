"""What `./fieldcrm test SELECTION` runs."""

import pytest

from launcher.errors import LauncherError
from launcher.testing.selection import KINDS, parse

ADDONS = ["field_crm", "field_crm_sync"]


@pytest.fixture
def root(tmp_path):
    for path in ("tests/engine/test_a.py", "addons/field_crm/tests/test_visit.py"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    return tmp_path


def test_everything(root):
    assert parse([], root, ADDONS).kinds == KINDS


def test_kinds_run_in_their_own_order(root):
    assert parse(["odoo", "engine"], root, ADDONS).kinds == ("engine", "odoo")


def test_an_add_on(root):
    chosen = parse(["field_crm"], root, ADDONS)
    assert (chosen.kinds, chosen.tags) == (("odoo",), "/field_crm")
    assert chosen.addons == ("field_crm",)
    assert chosen.needs_browser


def test_odoo_tags(root):
    chosen = parse(["/field_crm:TestVisit.test_date"], root, ADDONS)
    assert chosen.tags == "/field_crm:TestVisit.test_date"
    assert chosen.addons == ("field_crm",)
    assert parse([":TestVisit"], root, ADDONS).addons == tuple(ADDONS)


def test_paths(root):
    """A file of pytest's, with a test inside it, and a file of an add-on's tests."""
    chosen = parse(["tests/engine/test_a.py::test_x"], root, ADDONS)
    assert chosen.paths == {"engine": ["tests/engine/test_a.py::test_x"]}
    assert not chosen.needs_odoo
    chosen = parse(["addons/field_crm/tests/test_visit.py"], root, ADDONS)
    assert chosen.tags == "/field_crm/tests/test_visit.py"
    assert chosen.addons == ("field_crm",)


@pytest.mark.parametrize("word", ["nothing", "/field_crn", "tests/engine/test_b.py"])
def test_a_word_that_selects_nothing_is_refused(root, word):
    """A slip of the pen must not look like a run in which all passed."""
    with pytest.raises(LauncherError):
        parse([word], root, ADDONS)
