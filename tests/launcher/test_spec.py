"""Counting the requirements that tests prove."""

from types import SimpleNamespace

import pytest

from launcher import spec

CHECKLIST = """\
# Requirements
S3-88…S3-111 are the columns of annexe 2.
- S3-40 A form. [our decision]
- S3-41 Another.
S3-42 Without a dash.
- S0-01 The volume.
"""
TESTS = '''
"""S0-01 in the module's own docstring proves nothing."""
class TestVisit:
    """S3-40"""
    def test_range(self):
        """S3-41…S3-42, as the manual says."""
    def helper(self):
        """S0-01"""
'''


@pytest.fixture
def tree(checkout):
    (checkout / "docs").mkdir()
    (checkout / "docs" / "requirements.md").write_text(CHECKLIST)
    (checkout / "tests").mkdir()
    (checkout / "tests" / "test_visit.py").write_text(TESTS)
    return checkout


def run(context, proved=False):
    return spec.run(context, SimpleNamespace(proved=proved))


def test_lines_proved_and_lines_that_no_test_names(context, tree, printed):
    assert run(context) == 0
    assert "S0    0 / 1" in printed()
    assert "S3    3 / 3" in printed()
    assert "all   3 / 4" in printed()
    assert "S0-01   The volume." in printed()


def test_javascript_tests_name_lines_in_comments(context, tree, make_addon):
    folder = make_addon("field_crm") / "static" / "tests"
    folder.mkdir(parents=True)
    (folder / "visit.test.js").write_text('// S0-01\ntest("S3-40", () => {});\n')
    proofs = spec.read_proofs(tree)
    assert proofs["S0-01"] == {"visit.test.js"}
    assert proofs["S3-40"] == {"test_visit.py::TestVisit"}


def test_a_line_that_does_not_exist_is_an_error(context, tree, printed):
    """A slip in a docstring must not pass for a proof."""
    (tree / "tests" / "test_b.py").write_text('def test_b():\n    """S9-99 S4-77"""\n')
    assert run(context) == 1
    assert "S4-77 is no line" in printed()


def test_ranges():
    assert list(spec.named_lines("S3-88…S3-90")) == ["S3-88", "S3-89", "S3-90"]
    assert list(spec.named_lines("S3-20..22, S0-05")) == [
        "S3-20",
        "S3-21",
        "S3-22",
        "S0-05",
    ]
    assert list(spec.named_lines("S3-99…S3-101")) == ["S3-99", "S3-100", "S3-101"]
