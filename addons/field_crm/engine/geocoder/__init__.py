"""Where an address is: offline to the town, by a provider to the street (S0-36)."""

from .gazetteer import Gazetteer
from .place import Place
from .town_name import TownName, town_name

__all__ = ["Gazetteer", "Place", "TownName", "town_name"]
