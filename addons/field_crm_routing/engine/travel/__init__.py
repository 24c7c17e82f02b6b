"""Travel times from whatever there is: a formula, a road engine, a server."""

from .errors import TravelError
from .great_circle import GreatCircle, fit_areas, fit_detour
from .known import KnownWays
from .servers import Osrm, Valhalla
from .tiles import Tiles, describe_tiles
from .traffic import Slowed, slowdown

__all__ = [
    "GreatCircle",
    "KnownWays",
    "Osrm",
    "Slowed",
    "Tiles",
    "TravelError",
    "Valhalla",
    "describe_tiles",
    "fit_areas",
    "fit_detour",
    "slowdown",
]
