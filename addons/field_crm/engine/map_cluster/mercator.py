"""Pixels of the web's maps (EPSG 3857), 256 at zoom 0 around the Earth."""

from math import atan, degrees, log, pi, radians, sinh, tan

MAX_ZOOM = 20
MAX_LATITUDE = 85.051_128_779_806_59
"""Where the square map of the Earth ends."""


def world_size(zoom: int) -> int:
    """Pixels around the Earth."""
    return 256 << zoom


def to_y(latitude: float, zoom: int) -> float:
    """Pixels south of the map's upper end."""
    latitude = min(MAX_LATITUDE, max(-MAX_LATITUDE, latitude))
    stretched = log(tan(pi / 4 + radians(latitude) / 2))
    return world_size(zoom) * (0.5 - stretched / (2 * pi))


def to_latitude(y: float, zoom: int) -> float:
    """The latitude so many pixels south of the map's upper end."""
    return degrees(atan(sinh(pi * (1 - 2 * y / world_size(zoom)))))


def to_x(longitude: float, zoom: int) -> float:
    """Pixels east of the date line; goes on beyond 180 degrees."""
    return world_size(zoom) * (longitude + 180) / 360
