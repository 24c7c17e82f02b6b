"""Great circles on a sphere: to the other end of the Earth, right to 0.5 %."""

from math import asin, cos, pi, radians, sin, sqrt

EARTH_RADIUS = 6_371_008.8
"""Metres; the mean radius of the ellipsoid WGS 84."""


def haversine(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """From 0 for the same point to 1 for its opposite, growing with the distance."""
    north = sin(radians(other_latitude - latitude) / 2) ** 2
    east = sin(radians(other_longitude - longitude) / 2) ** 2
    return north + cos(radians(latitude)) * cos(radians(other_latitude)) * east


def to_metres(value: float) -> float:
    """Metres along the great circle of a haversine."""
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, value)))


def to_haversine(metres: float) -> float:
    """Haversine of a great circle; that of the opposite point for what is farther."""
    return sin(min(pi, metres / EARTH_RADIUS) / 2) ** 2
