"""The ground that belongs to a place."""

import json
from math import cos, pi, radians, sin

import pytest
from field_crm.engine.geofence import (
    MAX_VERTICES,
    Circle,
    GeofenceError,
    GeofenceProblem,
    Point,
    Polygon,
    distance,
    read_polygon,
    write_polygon,
)
from geographiclib.geodesic import Geodesic
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

RENNES = Point(48.1113, -1.6800)

latitudes = st.floats(-75, 75)
longitudes = st.floats(-179, 179)
bearings = st.floats(0, 360)


def walk(start, bearing, metres):
    """Point that many metres away, by the reference."""
    line = Geodesic.WGS84.Direct(start.latitude, start.longitude, bearing, metres)
    return Point(line["lat2"], line["lon2"])


def square(centre=RENNES, half=50.0):
    """GeoJSON of a square, ``half`` metres from its middle to its sides."""
    north = walk(centre, 0, half).latitude
    south = walk(centre, 180, half).latitude
    east = walk(centre, 90, half).longitude
    west = walk(centre, 270, half).longitude
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def polygon(*corners):
    ring = [[x, y] for x, y in corners]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


@given(latitudes, longitudes, bearings, st.floats(0, 100_000))
def test_distance_agrees_with_the_reference(latitude, longitude, bearing, metres):
    """S4-05, AMB-12: right to 0.1 % up to 100 km, wherever people live."""
    start = Point(latitude, longitude)
    end = walk(start, bearing, metres)
    expected = geodesic(start, end).meters
    assert distance(start, end) == pytest.approx(expected, rel=1e-3, abs=0.01)


@given(latitudes, longitudes, bearings, st.floats(1, 5000), st.floats(0, 20_000))
def test_circle(latitude, longitude, bearing, radius, metres):
    """S4-05: inside a circle the distance is 0, outside it is to the edge."""
    centre = Point(latitude, longitude)
    circle = Circle(centre, radius)
    found = circle.distance(walk(centre, bearing, metres))
    assert found == pytest.approx(max(0, metres - radius), rel=1e-3, abs=metres / 1000)
    assert circle.contains(centre)
    assert circle.area == pytest.approx(pi * radius**2)


@given(latitudes, longitudes, st.floats(10, 5000), st.floats(1, 20_000))
def test_square(latitude, longitude, half, metres):
    """S4-06: straight out of a side, the distance to the edge is the way walked."""
    centre = Point(latitude, longitude)
    fence = read_polygon(square(centre, half))
    assert fence.contains(centre)
    for bearing in (0, 180):
        outside = walk(centre, bearing, half + metres)
        assert not fence.contains(outside)
        assert fence.distance(outside) == pytest.approx(metres, rel=2e-3, abs=0.05)


@given(latitudes, longitudes, st.floats(20, 9000), st.integers(3, 40))
def test_area_agrees_with_the_reference(latitude, longitude, radius, count):
    """S4-06: the area of any regular polygon is right to 0.1 %."""
    centre = Point(latitude, longitude)
    corners = [walk(centre, 360 * index / count, radius) for index in range(count)]
    reference = Geodesic.WGS84.Polygon()
    for corner in corners:
        reference.AddPoint(*corner)
    expected = abs(reference.Compute()[2])
    # The reference's edges are geodesics; ours are straight in degrees.
    assert Polygon(tuple(corners)).area == pytest.approx(expected, rel=3e-3)


@given(st.lists(st.floats(1, 90), min_size=3, max_size=12))
def test_inside_is_near_and_outside_is_not(radii):
    """S4-06: distance 0 means inside, and inside means distance 0."""
    corners = [
        walk(RENNES, 360 * index / len(radii), radius)
        for index, radius in enumerate(radii)
    ]
    fence = read_polygon(
        polygon(*((each.longitude, each.latitude) for each in corners))
    )
    for x in (-8e-4, -1e-4, 0, 3e-4, 9e-4):
        point = Point(RENNES.latitude + x / 2, RENNES.longitude + x)
        assert fence.contains(point) == (fence.distance(point) == 0)
    for corner in fence.corners:
        assert fence.contains(corner)
        assert fence.distance(corner) == 0


def test_a_yard_with_a_corner_cut_out():
    """S4-06: the corner that an L leaves out is outside, by as much as it is far."""
    fence = read_polygon(
        polygon(
            (0, 0),
            (0.002, 0),
            (0.002, 0.001),
            (0.001, 0.001),
            (0.001, 0.002),
            (0, 0.002),
        )
    )
    assert fence.contains(Point(0.0005, 0.0015))
    assert fence.contains(Point(0.0015, 0.0005))
    corner = Point(0.0015, 0.0015)
    assert not fence.contains(corner)
    expected = geodesic(corner, (0.0015, 0.001)).meters
    assert fence.distance(corner) == pytest.approx(expected, rel=1e-2)


@pytest.mark.parametrize(
    ("geometry", "problem"),
    [
        (None, GeofenceProblem.NOT_A_POLYGON),
        ("POLYGON((0 0, 1 1))", GeofenceProblem.NOT_A_POLYGON),
        ({"type": "MultiPolygon", "coordinates": []}, GeofenceProblem.NOT_A_POLYGON),
        ({"type": "Polygon"}, GeofenceProblem.NOT_A_POLYGON),
        ({"type": "Polygon", "coordinates": [7]}, GeofenceProblem.NOT_A_POLYGON),
        (
            {"type": "Polygon", "coordinates": [*square()["coordinates"]] * 2},
            GeofenceProblem.SEVERAL_RINGS,
        ),
        ({"type": "Polygon", "coordinates": [[]]}, GeofenceProblem.TOO_FEW),
        (polygon((0, 0), (0.001, 0)), GeofenceProblem.TOO_FEW),
        (polygon((0, 0), (0.001, 0), (0.001, 0)), GeofenceProblem.TOO_FEW),
        (polygon((0, 0), (0.001, 0), (0.002, 0)), GeofenceProblem.CROSSES_ITSELF),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [0.001, 0], [0, 0.001]]]},
            GeofenceProblem.NOT_CLOSED,
        ),
        (polygon((0, 0), ("1", 0), (0, 1)), GeofenceProblem.BAD_POSITION),
        (polygon((0, 0), (True, 0), (0, 1)), GeofenceProblem.BAD_POSITION),
        (polygon((0, 0), (float("nan"), 0), (0, 1)), GeofenceProblem.BAD_POSITION),
        (polygon((0, 0), (0, 91), (1, 1)), GeofenceProblem.OUT_OF_BOUNDS),
        (polygon((0, 0), (181, 0), (1, 1)), GeofenceProblem.OUT_OF_BOUNDS),
        (polygon((0, 0), (1, 0), (1, 1)), GeofenceProblem.TOO_LARGE),
        (polygon((-179.99, 0), (179.99, 0), (0, 0.01)), GeofenceProblem.TOO_LARGE),
        (
            polygon((0, 0), (0.001, 0.001), (0.001, 0), (0, 0.001)),
            GeofenceProblem.CROSSES_ITSELF,
        ),
        # A corner on the middle of another side; a side that goes back over itself.
        (
            polygon((0, 0), (0.002, 0), (0.002, 0.001), (0.001, 0), (0, 0.001)),
            GeofenceProblem.CROSSES_ITSELF,
        ),
        (
            polygon((0, 0), (0.002, 0), (0.001, 0), (0.001, 0.001)),
            GeofenceProblem.CROSSES_ITSELF,
        ),
    ],
)
def test_refused(geometry, problem):
    """S4-06: what is no simple polygon on Earth is refused, with its reason."""
    with pytest.raises(GeofenceError) as caught:
        read_polygon(geometry)
    assert caught.value.problem is problem


def ring_of(count):
    return polygon(
        *(
            (
                0.001 * cos(radians(360 * i / count)),
                0.001 * sin(radians(360 * i / count)),
            )
            for i in range(count)
        )
    )


def test_number_of_corners():
    """S4-06: 500 corners are read, 501 refused."""
    assert len(read_polygon(ring_of(MAX_VERTICES)).corners) == MAX_VERTICES
    with pytest.raises(GeofenceError) as caught:
        read_polygon(ring_of(MAX_VERTICES + 1))
    assert caught.value.problem is GeofenceProblem.TOO_MANY


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "Polygon"]), inner)
    ),
    max_leaves=20,
)


@given(json_values, json_values)
def test_any_json_is_read_or_refused(junk, coordinates):
    """S4-06: nothing that JSON can hold breaks the reader."""
    for geometry in (junk, {"type": "Polygon", "coordinates": coordinates}):
        try:
            read_polygon(geometry)
        except GeofenceError as error:
            assert error.problem in GeofenceProblem


@given(latitudes, longitudes, st.floats(1, 5000))
def test_written_as_read(latitude, longitude, half):
    """S4-06: a polygon that is written and read again is the same, as JSON too."""
    fence = read_polygon(square(Point(latitude, longitude), half))
    assert read_polygon(json.loads(json.dumps(write_polygon(fence)))) == fence
