"""The ground that belongs to a place, and how far from it somebody stands (S4-05).

Coordinates are WGS 84 in degrees. Between two corners the edge is straight in longitude
and latitude, as RFC 7946 has it. Distances are right to 0.1 % up to 100 km and to
75 degrees of latitude; areas to 0.1 % for the sizes that are let in.
"""

from .circle import Circle
from .earth import Point, distance
from .geojson import (
    MAX_EXTENT,
    MAX_VERTICES,
    GeofenceError,
    GeofenceProblem,
    read_polygon,
    write_polygon,
)
from .polygon import Polygon

__all__ = [
    "MAX_EXTENT",
    "MAX_VERTICES",
    "Circle",
    "GeofenceError",
    "GeofenceProblem",
    "Point",
    "Polygon",
    "distance",
    "read_polygon",
    "write_polygon",
]
