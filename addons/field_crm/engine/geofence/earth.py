"""Metres on the WGS 84 ellipsoid, for places that are close to each other."""

from math import cos, hypot, radians, sin, sqrt
from typing import NamedTuple

_SEMI_MAJOR_AXIS = 6_378_137.0
_ECCENTRICITY_SQUARED = 0.006_694_379_990_14


class Point(NamedTuple):
    """A place on Earth, in degrees."""

    latitude: float
    longitude: float


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """Length of one degree of latitude and one of longitude at ``latitude``."""
    flattening = 1 - _ECCENTRICITY_SQUARED * sin(radians(latitude)) ** 2
    prime_vertical = _SEMI_MAJOR_AXIS / sqrt(flattening)
    meridian = prime_vertical * (1 - _ECCENTRICITY_SQUARED) / flattening
    return radians(meridian), radians(prime_vertical * cos(radians(latitude)))


def longitude_difference(start: float, end: float) -> float:
    """Degrees to go east from ``start`` to ``end``, the short way round."""
    return (end - start + 180) % 360 - 180


def distance(start: Point, end: Point) -> float:
    """Metres between two points.

    The middle latitude stands for the whole way: right to 0.1 % up to 100 km.
    """
    north, east = metres_per_degree((start.latitude + end.latitude) / 2)
    return hypot(
        (end.latitude - start.latitude) * north,
        longitude_difference(start.longitude, end.longitude) * east,
    )
