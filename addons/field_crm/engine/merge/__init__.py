"""Merging records without losing anything, and back again (S1-14 … S1-18)."""

from .choice import (
    Candidate,
    differs,
    is_blank,
    lost_values,
    propose_survivor,
    propose_values,
)
from .journal import ColumnChange, Journal, LinkChange
from .units import OWN, UNITS, UNSEEN, unit_of

__all__ = [
    "OWN",
    "UNITS",
    "UNSEEN",
    "Candidate",
    "ColumnChange",
    "Journal",
    "LinkChange",
    "differs",
    "is_blank",
    "lost_values",
    "propose_survivor",
    "propose_values",
    "unit_of",
]
