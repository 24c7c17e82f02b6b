"""The licence: its text, and that everything says the same."""

import ast
import hashlib
import json

from repository import ROOT

# The text that gnu.org publishes as agpl-3.0.txt.
AGPL_3 = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"


def test_licence_is_the_official_text():
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == AGPL_3


def test_every_part_says_agpl_3():
    manifests = sorted(ROOT.glob("addons/*/__manifest__.py"))
    assert manifests
    for manifest in manifests:
        values = ast.literal_eval(manifest.read_text())
        assert values["license"] == "AGPL-3", manifest
        assert values["author"] == "Field CRM", manifest
        assert values["version"].startswith("19.0."), manifest
    assert json.loads((ROOT / "package.json").read_text())["license"] == "AGPL-3.0-only"
