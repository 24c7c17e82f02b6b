"""Roads of our own: tiles made of an OpenStreetMap extract, and Valhalla on them."""

import resource
import sys

import numpy as np
import pytest
from field_crm_routing.engine.travel import (
    KnownWays,
    Tiles,
    TravelError,
    describe_tiles,
)
from field_crm_routing.engine.travel.make_tiles import TilesError, main, make_tiles
from field_crm_routing.engine.travel.servers import UNREACHABLE
from streets import SOUTH, STEP, WEST, write_streets

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="pyvalhalla begins with Python 3.12"
)

# Three corners: across the first street, then up the avenue.
CORNERS = np.array(
    [
        (SOUTH, WEST),
        (SOUTH, WEST + 4 * STEP),
        (SOUTH + 6 * STEP, WEST + 4 * STEP),
    ]
)


@pytest.fixture(scope="module")
def extract(tmp_path_factory):
    return write_streets(tmp_path_factory.mktemp("osm") / "village.osm.pbf")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, extract):
    place = tmp_path_factory.mktemp("tiles") / "roads"
    make_tiles(extract, place)
    return place


def test_ways_along_the_streets(folder):
    """Round the corners and not across the blocks; there and back differ by little."""
    travel = KnownWays(Tiles(folder, CORNERS, ["auto"]), CORNERS, [1.0])
    found = travel.between(0, [0, 1, 2])
    degree = 111_195
    east = 4 * STEP * degree * np.cos(np.radians(SOUTH))
    north = 6 * STEP * degree
    assert found.metres[0, 1] == pytest.approx(east, rel=0.02)
    assert found.metres[1, 2] == pytest.approx(north, rel=0.02)
    assert found.metres[0, 2] == pytest.approx(east + north, rel=0.02)
    assert (found.seconds[0, 1:] > 0).all()
    assert travel.share_flown == 0


def test_little_memory(folder):
    """A hundred places within the memory that Odoo's processes may have."""
    chance = np.random.default_rng(1)
    places = chance.uniform((SOUTH, WEST), (SOUTH + 0.05, WEST + 0.05), (100, 2))
    limit = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (2_500_000_000, limit[1]))
    try:
        found = Tiles(folder, places, ["auto"]).ask(0, range(100), range(100))
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limit)
    assert found.max() < UNREACHABLE


def test_speeds_differ(folder):
    """Who walks needs longer than who drives."""
    car, foot = (
        Tiles(folder, CORNERS, [name]).ask(0, [0], [2])[0, 0, 0]
        for name in ("auto", "pedestrian")
    )
    assert foot > 3 * car


def test_the_road_goes_round_the_corner(folder):
    """The course of the road comes by the corner that nobody asked for."""
    shape = np.array(Tiles(folder, CORNERS, ["auto"]).shape(0, [0, 2]))
    assert shape[0] == pytest.approx(CORNERS[0], abs=1e-4)
    assert shape[-1] == pytest.approx(CORNERS[2], abs=1e-4)
    assert len(shape) > 2


def test_who_lives_outside_of_the_map(folder):
    """A client far from any known road flies; the others are not kept from driving."""
    places = np.concatenate([CORNERS, [(43.3, 5.4)]])
    travel = KnownWays(Tiles(folder, places, ["auto"]), places, [1.0])
    found = travel.between(0, np.arange(4))
    assert travel.lost == {3}
    assert travel.failure is None
    drive = Tiles(folder, CORNERS, ["auto"]).ask(0, [0, 1, 2], [0, 1, 2])
    assert (found.metres[:3, :3] == drive[1]).all()
    assert found.metres[0, 3] > 700_000


def test_what_the_tiles_are(folder):
    """The extract's name and when they were made."""
    info = describe_tiles(folder)
    assert info["extract"] == "village.osm.pbf"
    assert info["bytes"] > 1000
    assert describe_tiles(folder / "nowhere") is None


def test_new_tiles_take_the_place_of_old_ones(folder, extract, tmp_path):
    """What goes wrong leaves the old ones; nothing is left lying about."""
    place = tmp_path / "roads"
    make_tiles(extract, place)
    before = Tiles(place, CORNERS, ["auto"]).ask(0, [0], [2])
    wrong = tmp_path / "list.osm.pbf"
    wrong.write_text("name;street\n")
    for path, words in (
        (wrong, "is no OpenStreetMap extract"),
        (tmp_path / "missing.osm.pbf", "there is no such file"),
        (write_streets(tmp_path / "empty.osm.pbf", streets=0), "has made no tiles"),
    ):
        with pytest.raises(TilesError, match=words):
            make_tiles(path, place)
    # Twice as wide: other streets, seen at once.
    make_tiles(write_streets(tmp_path / "wide.osm.pbf", wide=2), place)
    assert Tiles(place, CORNERS, ["auto"]).ask(0, [0], [2])[1] != before[1]
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "empty.osm.pbf",
        "list.osm.pbf",
        "roads",
        "wide.osm.pbf",
    ]


def test_no_tiles(tmp_path):
    """Nothing made yet is an error of ours."""
    with pytest.raises(TravelError) as error:
        Tiles(tmp_path, CORNERS, ["auto"])
    assert error.value.code == "no_tiles"


def test_command_line(extract, tmp_path, capfd):
    """The script by itself: what a container runs."""
    assert main([str(extract), str(tmp_path / "roads")]) == 0
    assert "village.osm.pbf" in capfd.readouterr().out
    assert main([str(tmp_path / "none"), str(tmp_path / "roads")]) == 1
    assert "there is no such file" in capfd.readouterr().err
    assert main([]) == 2
