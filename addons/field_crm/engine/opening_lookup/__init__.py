"""Opening hours of companies as Google Places knows them (S4-03)."""

from .answer import FoundPlace, read_answer
from .places import HOST, PlaceSearch
from .problem import LookupFailed, LookupProblem

__all__ = [
    "HOST",
    "FoundPlace",
    "LookupFailed",
    "LookupProblem",
    "PlaceSearch",
    "read_answer",
]
