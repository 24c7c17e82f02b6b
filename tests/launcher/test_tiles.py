"""`./fieldcrm tiles`: roads from an extract, with words for what goes wrong."""

import json
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from launcher import tiles
from launcher.errors import LauncherError

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests" / "engine"))


@pytest.fixture
def ready(context, monkeypatch):
    """A checkout whose environment needs no preparation."""
    monkeypatch.setattr(tiles, "prepare", lambda _context: None)
    context.addons.rmdir()
    context.addons.symlink_to(ROOT / "addons")
    return context


def make(context, extract, folder=None):
    return tiles.run(context, Namespace(extract=extract, to=folder))


def test_no_such_file(context, tmp_path):
    """Told before anything is prepared."""
    with pytest.raises(LauncherError, match=r"bretagne\.osm\.pbf: there is no such"):
        make(context, tmp_path / "bretagne.osm.pbf")


@pytest.mark.skipif(
    sys.version_info < (3, 12), reason="pyvalhalla begins with Python 3.12"
)
def test_roads(ready, printed, tmp_path):
    """The roads lie where the demo looks for them; rubbish leaves them as they are."""
    from streets import write_streets

    assert make(ready, write_streets(tmp_path / "village.osm.pbf")) == 0
    info = json.loads((ready.roads / "tiles.json").read_text())
    assert info["extract"] == "village.osm.pbf"
    assert ready.environment()["FIELDCRM_ROADS"] == str(ready.roads)
    assert "Roads of village.osm.pbf" in printed()
    wrong = tmp_path / "wrong.osm.pbf"
    wrong.write_text("not a map")
    with pytest.raises(LauncherError, match="is no OpenStreetMap extract"):
        make(ready, wrong)
    assert json.loads((ready.roads / "tiles.json").read_text()) == info
