"""A part of the map that somebody has drawn around: GeoJSON, checked."""

import json
from collections.abc import Mapping, Sequence
from enum import Enum
from math import isfinite
from typing import Any

MAX_CORNERS = 1000


class ZoneProblem(str, Enum):
    """What a zone is refused for."""

    NOT_A_POLYGON = "not_a_polygon"
    BAD_CORNER = "bad_corner"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"


class ZoneError(ValueError):
    """A zone that is refused; ``problem`` says for what."""

    def __init__(self, problem: ZoneProblem):
        super().__init__(problem.value)
        self.problem = problem


def read_zone(text: Any) -> tuple[tuple[float, float], ...]:
    """Read a zone: the text of a GeoJSON polygon with one ring.

    A line drawn by a hand may cross itself: what is inside follows from the even-odd
    rule. A zone across the date line has longitudes beyond 180.

    Returns
    -------
    tuple of (longitude, latitude)
        The corners in degrees, without the last one that repeats the first.

    Raises
    ------
    ZoneError
        For anything else, less than 3 corners, or more than 1,000.
    """
    try:
        geometry = json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise ZoneError(ZoneProblem.NOT_A_POLYGON) from error
    if not isinstance(geometry, Mapping) or geometry.get("type") != "Polygon":
        raise ZoneError(ZoneProblem.NOT_A_POLYGON)
    rings = geometry.get("coordinates")
    if not _is_list(rings) or len(rings) != 1 or not _is_list(rings[0]):
        raise ZoneError(ZoneProblem.NOT_A_POLYGON)
    ring = rings[0]
    if len(ring) > MAX_CORNERS + 1:
        raise ZoneError(ZoneProblem.TOO_MANY)
    corners = [_read_corner(position) for position in ring]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if len(set(corners)) < 3:
        raise ZoneError(ZoneProblem.TOO_FEW)
    return tuple(corners)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _is_degrees(value: Any, limit: int) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and isfinite(value)
        and -limit <= value <= limit
    )


def _read_corner(position: Any) -> tuple[float, float]:
    if (
        not _is_list(position)
        or len(position) != 2
        or not _is_degrees(position[0], 540)
        or not _is_degrees(position[1], 90)
    ):
        raise ZoneError(ZoneProblem.BAD_CORNER)
    longitude, latitude = position
    return float(longitude), float(latitude)
