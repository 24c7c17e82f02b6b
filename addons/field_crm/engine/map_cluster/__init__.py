"""Many places on a small screen, and the places that are near another."""

from .box import Box, surround
from .cluster import Cluster, gather
from .grid import COARSE, FINE, Grid, lay_grid
from .mercator import MAX_ZOOM
from .sphere import EARTH_RADIUS, haversine, to_haversine, to_metres
from .zone import MAX_CORNERS, ZoneError, ZoneProblem, read_zone

__all__ = [
    "EARTH_RADIUS",
    "FINE",
    "MAX_CORNERS",
    "MAX_ZOOM",
    "COARSE",
    "Box",
    "Cluster",
    "Grid",
    "ZoneError",
    "ZoneProblem",
    "gather",
    "haversine",
    "lay_grid",
    "read_zone",
    "surround",
    "to_haversine",
    "to_metres",
]
