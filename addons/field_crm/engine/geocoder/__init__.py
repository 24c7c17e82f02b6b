"""Where an address is: offline to the town, by a provider to the street (S0-36)."""

from .address import Address
from .answer import Answer, Verdict, judge
from .breaker import PATIENCE, pause_after
from .gazetteer import FRENCH, Gazetteer
from .place import Place
from .provider import KINDS, ProviderError
from .town_name import TownName, town_name

__all__ = [
    "FRENCH",
    "KINDS",
    "PATIENCE",
    "Address",
    "Answer",
    "Gazetteer",
    "Place",
    "ProviderError",
    "TownName",
    "Verdict",
    "judge",
    "pause_after",
    "town_name",
]
