"""Each linter of `./fieldcrm lint` finds something in a deliberately bad add-on.

A linter that checks nothing (a version it does not know, a pattern that matches no
file) would otherwise pass for ever.
"""

import io
import shutil
import sys

import pytest
from repository import ROOT

from launcher.console import Console
from launcher.context import Context
from launcher.lint import report
from launcher.linting import linters
from launcher.linting.node import NodeTools

SETTINGS = [
    ".pylintrc", ".ruff.toml", "eslint.config.cjs", "package.json",
    "prettier.config.cjs",
]  # fmt: skip
FINDINGS = {
    "ruff": ["F401", "I001"],
    "ruff-format": ["bad_record.py", "would be reformatted"],
    "pylint-odoo": [
        "attribute-string-redundant",
        "invalid-commit",
        "manifest-required-author",
        "manifest-version-format",
        "missing-readme",
        "prefer-env-translation",
    ],
    "oca-module": ["xml-duplicate-record-id"],
    "oca-po": ["po-python-parse-printf"],
    "upgrade-code": ["bad_record.py", "bad_record_views.xml"],
    "eslint": ["eqeqeq", "no-unused-vars", "no-var"],
    "prettier": ["bad.js", "bad_record_views.xml"],
}


@pytest.fixture(scope="module")
def node():
    """ESLint and prettier, installed as `./fieldcrm lint` does."""
    tools = NodeTools(Context(root=ROOT, console=Console(io.StringIO())))
    tools.ensure()
    assert tools.installed, "\n".join(tools.context.missing)
    return tools


@pytest.fixture
def context(tmp_path):
    """A context whose logs and messages stay in the test."""
    inner = Context(root=tmp_path, console=Console(io.StringIO()))
    inner.state.mkdir()
    inner.venv.symlink_to(sys.prefix)
    return inner


@pytest.fixture
def bad_tree(tmp_path):
    """A tree with our settings and the bad add-on."""
    for name in SETTINGS:
        shutil.copy(ROOT / name, tmp_path / name)
    # Named as our add-ons are; never under that name in the repository.
    addon = tmp_path / "addons" / "field_crm_bad"
    shutil.copytree(ROOT / "tests/repo/fixtures/bad_addon", addon)
    return linters.Tree(tmp_path)


def test_every_linter_has_its_expected_findings():
    assert list(FINDINGS) == linters.NAMES


@pytest.mark.parametrize("name", FINDINGS)
def test_a_linter_bites(context, node, bad_tree, name):
    result = linters.run(context, linters.by_name(name), bad_tree, node)
    assert not result.ok
    for finding in FINDINGS[name]:
        assert finding in result.output


@pytest.mark.parametrize("name", ["ruff-format", "prettier"])
def test_a_linter_mends(context, node, bad_tree, name):
    linter = linters.by_name(name)
    linters.fix(context, linter, bad_tree, node)
    assert linters.run(context, linter, bad_tree, node).ok


def test_findings_and_absent_tools_fail_the_run(context, node, bad_tree):
    found = linters.run(context, linters.by_name("ruff"), bad_tree, node)
    clean = found._replace(returncode=0)
    assert report(context, {"ruff": clean}) == 0
    assert report(context, {"ruff": found}) == 1
    assert report(context, {"ruff": clean, "eslint": None}) == 1
    context.missing.append("  sudo apt-get install nodejs npm")
    report(context, {"eslint": None})
    assert "apt-get install nodejs" in context.console.stream.getvalue()


def test_without_node_its_linters_are_left_out(context, bad_tree):
    node = NodeTools(context)
    assert linters.run(context, linters.by_name("eslint"), bad_tree, node) is None


def test_the_bad_add_on_stays_out_of_the_ordinary_run():
    tree = linters.Tree(ROOT)
    assert tree.addons
    assert not [addon for addon in tree.addons if "bad" in addon.name]
