"""Polygons as GeoJSON (RFC 7946): read, checked, written."""

from collections.abc import Mapping, Sequence
from enum import Enum
from math import isfinite
from typing import Any

from .earth import Point, distance
from .polygon import Polygon

MAX_VERTICES = 500
MAX_EXTENT = 20_000
"""Metres from one end of a geofence to the other."""
_DECIMALS = 7
"""Of a degree: a centimetre."""


class GeofenceProblem(str, Enum):
    """What a polygon is refused for."""

    NOT_A_POLYGON = "not_a_polygon"
    SEVERAL_RINGS = "several_rings"
    BAD_POSITION = "bad_position"
    OUT_OF_BOUNDS = "out_of_bounds"
    NOT_CLOSED = "not_closed"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    CROSSES_ITSELF = "crosses_itself"


class GeofenceError(ValueError):
    """A polygon that is refused.

    Attributes
    ----------
    problem
        The rule that is broken.
    corner
        Number of the corner at fault, 1 for the first, if any.
    """

    def __init__(self, problem: GeofenceProblem, corner: int | None = None):
        super().__init__(f"{problem.value} (corner {corner})" if corner else problem)
        self.problem = problem
        self.corner = corner


def read_polygon(geometry: Any) -> Polygon:
    """Read a GeoJSON geometry of type ``Polygon`` with one ring.

    Parameters
    ----------
    geometry
        As JSON is read: ``{"type": "Polygon", "coordinates": [[[lon, lat], …]]}``, the
        last position repeating the first. Positions may carry an altitude.

    Returns
    -------
    Polygon
        Corners rounded to a centimetre, those that repeat the one before left out.

    Raises
    ------
    GeofenceError
        For another geometry, holes, positions that are no pair of numbers on Earth, a
        ring that is open, has less than 3 corners or more than 500, is wider than
        20 km, or crosses or touches itself.
    """
    if not isinstance(geometry, Mapping) or geometry.get("type") != "Polygon":
        raise GeofenceError(GeofenceProblem.NOT_A_POLYGON)
    rings = geometry.get("coordinates")
    if not _is_list(rings) or not rings or not all(map(_is_list, rings)):
        raise GeofenceError(GeofenceProblem.NOT_A_POLYGON)
    if len(rings) > 1:
        raise GeofenceError(GeofenceProblem.SEVERAL_RINGS)
    ring = rings[0]
    if len(ring) > MAX_VERTICES + 1:
        raise GeofenceError(GeofenceProblem.TOO_MANY)
    corners = [_read_position(each, number) for number, each in enumerate(ring, 1)]
    if len(corners) > 1 and corners[0] != corners[-1]:
        raise GeofenceError(GeofenceProblem.NOT_CLOSED)
    corners = [
        corner
        for corner, following in zip(corners, corners[1:], strict=False)
        if corner != following
    ]
    if len(corners) < 3:
        raise GeofenceError(GeofenceProblem.TOO_FEW)
    _check_extent(corners)
    _check_crossings(corners)
    return Polygon(tuple(corners))


def write_polygon(polygon: Polygon) -> dict:
    """The polygon as a GeoJSON geometry, its ring closed."""
    ring = [[corner.longitude, corner.latitude] for corner in polygon.corners]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and isfinite(value)
    )


def _read_position(position: Any, number: int) -> Point:
    if (
        not _is_list(position)
        or not 2 <= len(position) <= 3
        or not all(map(_is_number, position))
    ):
        raise GeofenceError(GeofenceProblem.BAD_POSITION, number)
    longitude, latitude = position[:2]
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise GeofenceError(GeofenceProblem.OUT_OF_BOUNDS, number)
    return Point(round(float(latitude), _DECIMALS), round(float(longitude), _DECIMALS))


def _check_extent(corners: list[Point]) -> None:
    south = min(corner.latitude for corner in corners)
    north = max(corner.latitude for corner in corners)
    west = min(corner.longitude for corner in corners)
    east = max(corner.longitude for corner in corners)
    # Across the date line the short way round would make a wide ring look small.
    if (
        east - west > 90
        or distance(Point(south, west), Point(north, east)) > MAX_EXTENT
    ):
        raise GeofenceError(GeofenceProblem.TOO_LARGE)


def _check_crossings(corners: list[Point]) -> None:
    count = len(corners)
    edges = [(corners[i], corners[(i + 1) % count]) for i in range(count)]
    for first in range(count):
        for second in range(first + 1, count):
            start, end = edges[first]
            other_start, other_end = edges[second]
            if second == first + 1:
                is_bad = _folds_back(start, end, other_end)
            elif first == 0 and second == count - 1:
                is_bad = _folds_back(other_start, other_end, end)
            else:
                is_bad = _meet(start, end, other_start, other_end)
            if is_bad:
                raise GeofenceError(GeofenceProblem.CROSSES_ITSELF, second + 1)


def _turn(start: Point, end: Point, point: Point) -> float:
    """Positive when ``point`` is left of the way from ``start`` to ``end``."""
    return (end.longitude - start.longitude) * (point.latitude - start.latitude) - (
        end.latitude - start.latitude
    ) * (point.longitude - start.longitude)


def _folds_back(start: Point, corner: Point, end: Point) -> bool:
    """Whether the way to ``end`` goes back over the way from ``start``."""
    ahead = (corner.longitude - start.longitude) * (end.longitude - corner.longitude)
    up = (corner.latitude - start.latitude) * (end.latitude - corner.latitude)
    return _turn(start, corner, end) == 0 and ahead + up < 0


def _meet(start: Point, end: Point, other_start: Point, other_end: Point) -> bool:
    """Whether two edges have a point in common."""
    boxes_apart = (
        max(start.longitude, end.longitude)
        < min(other_start.longitude, other_end.longitude)
        or max(other_start.longitude, other_end.longitude)
        < min(start.longitude, end.longitude)
        or max(start.latitude, end.latitude)
        < min(other_start.latitude, other_end.latitude)
        or max(other_start.latitude, other_end.latitude)
        < min(start.latitude, end.latitude)
    )
    if boxes_apart:
        return False
    other_side = _turn(start, end, other_start) * _turn(start, end, other_end) <= 0
    side = (
        _turn(other_start, other_end, start) * _turn(other_start, other_end, end) <= 0
    )
    return side and other_side
