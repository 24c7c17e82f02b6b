"""Travel times from whatever there is: a formula, a road engine, a server."""

from .great_circle import GreatCircle, fit_detour
from .servers import Osrm, TravelError, Valhalla

__all__ = ["GreatCircle", "Osrm", "TravelError", "Valhalla", "fit_detour"]
