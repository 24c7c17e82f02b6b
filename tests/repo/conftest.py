"""What several tests on the tree read."""

import re
import sys

import pytest
from repository import ROOT
from ruamel.yaml import YAML

# For `launcher`; the add-ons come through Odoo.
sys.path.insert(0, str(ROOT))


@pytest.fixture(scope="session")
def compose():
    """docker-compose.yml with its anchors merged and its variables as they are."""
    return YAML(typ="safe").load(ROOT / "docker-compose.yml")


@pytest.fixture(scope="session")
def settings_file():
    """.env.example: {"required": {...}, "optional": {...}, "demo": {...}}."""
    parts = {}
    current = None
    for line in (ROOT / ".env.example").read_text().splitlines():
        if heading := re.match(r"# --- (\w+)", line):
            current = parts.setdefault(heading[1], {})
        elif line and not line.startswith("#"):
            name, _equals, value = line.partition("=")
            current[name] = value
    return parts
