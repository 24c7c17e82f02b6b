"""A checkout of its own for each test, beside the real one."""

import io
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from launcher.console import Console  # noqa: E402
from launcher.context import Context  # noqa: E402


@pytest.fixture
def checkout(tmp_path):
    """An empty checkout that shares the real one's environment."""
    root = tmp_path / "checkout"
    state = root / ".fieldcrm"
    state.mkdir(parents=True)
    (state / "venv").symlink_to(ROOT / ".fieldcrm" / "venv")
    (root / "addons").mkdir()
    return root


@pytest.fixture
def context(checkout):
    """The context of that checkout; what it prints is kept in a string."""
    made = Context(checkout, console=Console(io.StringIO(), live=False))
    yield made
    made.close()


@pytest.fixture
def printed(context):
    """What the launcher has shown so far."""
    return lambda: context.console.stream.getvalue()


@pytest.fixture
def make_addon(checkout):
    """A function that writes a small add-on into the checkout."""

    def make(name, **manifest):
        folder = checkout / "addons" / name
        folder.mkdir()
        (folder / "__manifest__.py").write_text(repr({"name": name, **manifest}))
        return folder

    return make
