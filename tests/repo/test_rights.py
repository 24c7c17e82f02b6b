"""docs/design/rights.md holds the tables that the add-ons' tests compare with."""

import ast

import pytest
from repository import ROOT

TESTS = sorted(ROOT.glob("addons/*/tests/test_access_matrix.py"))
DOCUMENT = ROOT / "docs" / "design" / "rights.md"


def table_of(test):
    for node in ast.parse(test.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "TABLE":
            return node.value.value
    raise AssertionError("no TABLE")


@pytest.fixture(params=TESTS, ids=lambda test: test.parts[-3])
def table(request):
    return table_of(request.param).strip()


def test_every_addon_with_rights_has_a_table():
    with_rights = {path.parts[-3] for path in ROOT.glob("addons/*/security/*.csv")}
    assert with_rights == {test.parts[-3] for test in TESTS}


def test_the_document_is_the_tests_table(table):
    assert table.startswith("| model | portal |")
    assert table in DOCUMENT.read_text("utf-8")


def test_the_table_is_in_order(table):
    """So that two people who add a model do not add it twice."""
    names = [row.split("`")[1] for row in table.splitlines()[2:]]
    assert names == sorted(names)
