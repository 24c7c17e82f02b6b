"""Make the engines importable as ``field_crm.engine`` in a Python without Odoo.

The add-on's own ``__init__`` loads its models, which need Odoo: a bare package of the
same name stands in for it, and any ``import odoo`` of an engine fails at once.
"""

import sys
import types
from pathlib import Path

import pytest

ADDONS = Path(__file__).resolve().parents[2] / "addons"

sys.modules["odoo"] = None
for addon in sorted(ADDONS.glob("*/engine")):
    package = types.ModuleType(addon.parent.name)
    package.__path__ = [str(addon.parent)]
    sys.modules.setdefault(addon.parent.name, package)


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    """The engines of the reps' app, run by Node.js."""
    from app_engine import AppEngine

    return AppEngine(tmp_path_factory.mktemp("app"))
