"""The map's squares and clusters, boxes on the globe, zones (S0-10, S0-11)."""

import json
from math import inf, nan

import pytest
from field_crm.engine.map_cluster import (
    COARSE,
    FINE,
    MAX_CORNERS,
    MAX_ZOOM,
    Box,
    ZoneError,
    ZoneProblem,
    gather,
    haversine,
    lay_grid,
    read_zone,
    surround,
    to_haversine,
    to_metres,
)
from field_crm.engine.map_cluster.grid import MAX_COARSE
from field_crm.engine.map_cluster.mercator import (
    MAX_LATITUDE,
    to_latitude,
    to_x,
    to_y,
)
from hypothesis import given
from hypothesis import strategies as st

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
places = st.tuples(latitudes, longitudes)
HALF_AROUND = to_metres(1)


def metres(one, other):
    return to_metres(haversine(*one, *other))


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((48.8566, 2.3522), (45.7640, 4.8357), 391.5),  # Paris, Lyon
        ((-22.2758, 166.4580), (-17.5516, -149.5585), 4600),  # Nouméa, Papeete
        ((0, 0), (0, 180), 20015.1),
        ((90, 0), (-90, 77), 20015.1),
    ],
)
def test_known_distances(one, other, kilometres):
    assert metres(one, other) / 1000 == pytest.approx(kilometres, rel=0.01)


@given(st.floats(0, HALF_AROUND))
def test_haversines_grow_with_the_distance(way):
    assert to_metres(to_haversine(way)) == pytest.approx(way, abs=0.5)
    assert to_haversine(way) <= to_haversine(way * 1.001 + 0.001)


@given(places, places)
def test_box_around_a_circle_holds_all_that_is_so_near(centre, place):
    """Around the poles and across the date line too (the proof of the nearest)."""
    way = metres(centre, place) * (1 + 1e-9) + 0.01
    assert surround(*centre, way).contains(*place)


@given(places, st.floats(0, HALF_AROUND / 4))
def test_box_around_a_circle_is_not_larger_than_needed(centre, way):
    box = surround(*centre, way)
    if box.east - box.west < 360:
        assert metres(centre, (box.north, centre[1])) <= way + 1
        assert metres(centre, (box.south, centre[1])) <= way + 1


@given(latitudes, st.floats(-1000, 1000), st.floats(0, 400), longitudes)
def test_boxes_are_split_at_the_date_line(south, west, width, longitude):
    box = Box.of(south, west, 90, west + width)
    parts = list(box.split())
    assert sum(east - west for _s, west, _n, east in parts) == pytest.approx(
        min(width, 360)
    )
    assert all(-180 <= west <= east <= 180 for _s, west, _n, east in parts)
    if box.contains(south, longitude) and box.east - box.west < 360:
        turns = (longitude + 360 * turn for turn in range(-4, 5))
        assert any(west - 1e-6 <= lon <= west + width + 1e-6 for lon in turns)


@pytest.mark.parametrize(
    "borders",
    [
        (nan, 0, 1, 1),
        (0, nan, 1, 1),
        (0, 0, inf, 1),
        (0, 0, 1, inf),
        (0, -inf, 1, 1),
        (2, 0, 1, 1),
        (0, 2, 1, 1),
    ],
)
def test_what_is_no_box_is_refused(borders):
    with pytest.raises(ValueError):
        Box.of(*borders)


@given(st.floats(-MAX_LATITUDE, MAX_LATITUDE), st.integers(0, MAX_ZOOM))
def test_mercator_there_and_back(latitude, zoom):
    assert to_latitude(to_y(latitude, zoom), zoom) == pytest.approx(latitude, abs=1e-6)


@given(
    latitudes,
    latitudes,
    st.floats(-180, 179),
    st.floats(0.000001, 360),
    st.integers(0, MAX_ZOOM),
)
def test_grid_never_has_more_squares_than_a_large_screen(one, other, west, width, zoom):
    """However large a box is asked for: the answer stays below 200 kB."""
    box = Box.of(min(one, other), west, max(one, other), west + width)
    coarse, fine = (lay_grid(box, zoom, pixels) for pixels in (COARSE, FINE))
    columns = (to_x(box.east, coarse.zoom) - to_x(box.west, coarse.zoom)) / COARSE
    assert columns * len(coarse.parallels) <= MAX_COARSE
    assert len(fine.parallels) <= 3 * (len(coarse.parallels) + 1)
    assert list(fine.parallels) == sorted(fine.parallels)


@given(latitudes, longitudes, st.integers(3, 18))
def test_squares_stay_where_they_are_when_the_map_moves(latitude, longitude, zoom):
    """A cluster does not jump because somebody has looked a little to the side."""

    def row(south, north):
        grid = lay_grid(Box.of(south, longitude, north, longitude + 1), zoom, FINE)
        below = sum(parallel <= latitude for parallel in grid.parallels)
        return grid.last_row - below

    wide = row(max(-90, latitude - 0.02), min(90, latitude + 0.02))
    shifted = row(max(-90, latitude - 0.01), min(90, latitude + 0.03))
    assert wide == shifted


@pytest.mark.parametrize("zoom", [-1, MAX_ZOOM + 1])
def test_other_zooms_are_refused(zoom):
    with pytest.raises(ValueError):
        lay_grid(Box.of(0, 0, 1, 1), zoom, FINE)


def cell(column, row, key, points):
    lats, lons = zip(*points, strict=True)
    return (
        *(column, row, key, len(points), sum(lats), sum(lons)),
        *(min(lats), min(lons), max(lats), max(lons)),
        1,
        "name",
    )


@st.composite
def cells(draw):
    squares = draw(
        st.dictionaries(
            st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from([None, 0])),
            st.lists(
                st.tuples(st.floats(45, 50), st.floats(-5, 5)), min_size=1, max_size=4
            ),
            max_size=20,
        )
    )
    return [cell(*square, points) for square, points in squares.items()]


@given(cells(), st.integers(0, 18), st.floats(0, 80))
def test_clusters_lose_nobody(made, zoom, apart):
    clusters = gather(made, zoom, apart)
    assert sum(each.count for each in clusters) == sum(each[3] for each in made)
    for each in clusters:
        assert sum(each.keys.values()) == each.count
        assert each.south - 1e-9 <= each.latitude <= each.north + 1e-9
        assert each.west - 1e-9 <= each.longitude <= each.east + 1e-9
    counts = [each.count for each in clusters]
    if not apart:
        assert counts == sorted(counts, reverse=True)


def test_neighbours_that_would_hide_each_other_become_one():
    made = [cell(0, 0, 0, [(48, 2), (48, 2)]), cell(1, 0, None, [(48, 2.0001)])]
    (both,) = gather(made, 10, 40)
    assert both.keys == {0: 2, None: 1}
    assert len(gather(made, 20, 40)) == 2


def zone(*corners):
    return json.dumps({"type": "Polygon", "coordinates": [corners]})


def test_zones_are_read():
    assert read_zone(zone([0, 0], [1, 0], [1, 1], [0, 0])) == ((0, 0), (1, 0), (1, 1))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "not_a_polygon"),
        ("", "not_a_polygon"),
        ("[" * 100_000, "not_a_polygon"),
        ("[]", "not_a_polygon"),
        ('{"type": "Point", "coordinates": [0, 0]}', "not_a_polygon"),
        ('{"type": "Polygon", "coordinates": "abc"}', "not_a_polygon"),
        ('{"type": "Polygon", "coordinates": [[], []]}', "not_a_polygon"),
        (zone(), "too_few"),
        (zone([0, 0], [1, 1], [0, 0]), "too_few"),
        (zone([0, 0], [1, 0], [91, 91]), "bad_corner"),
        (zone([0, 0], [1, 0], [541, 1]), "bad_corner"),
        (zone([0, 0], [1, 0], ["1", 1]), "bad_corner"),
        (zone([0, 0], [1, 0], [True, 1]), "bad_corner"),
        (zone([0, 0], [1, 0], [nan, 1]), "bad_corner"),
        (zone([0, 0], [1, 0], [1]), "bad_corner"),
        (zone(*([n / 100, 0] for n in range(MAX_CORNERS + 2))), "too_many"),
    ],
)
def test_what_is_no_zone_is_refused(text, problem):
    with pytest.raises(ZoneError) as caught:
        read_zone(text)
    assert caught.value.problem is ZoneProblem(problem)


@given(st.text() | st.recursive(st.none() | st.floats() | st.text(), st.lists))
def test_rubbish_is_refused_and_nothing_else_happens(value):
    with pytest.raises(ZoneError):
        read_zone(value if isinstance(value, str) else json.dumps(value))
