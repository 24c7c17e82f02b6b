"""docs/design/rights.md holds the table that the add-on's tests compare with."""

import ast

from repository import ROOT

TEST = ROOT / "addons" / "field_crm" / "tests" / "test_access_matrix.py"
DOCUMENT = ROOT / "docs" / "design" / "rights.md"


def table_of_the_test():
    for node in ast.parse(TEST.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "TABLE":
            return node.value.value
    raise AssertionError("no TABLE")


def test_the_document_is_the_tests_table():
    table = table_of_the_test().strip()
    assert table.startswith("| model | portal |")
    assert table in DOCUMENT.read_text("utf-8")


def test_the_table_is_in_order():
    """So that two people who add a model do not add it twice."""
    names = [row.split("`")[1] for row in table_of_the_test().strip().splitlines()[2:]]
    assert names == sorted(names)
