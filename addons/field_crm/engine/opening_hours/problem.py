"""What can be wrong with openings, or with the time somebody wants to come at."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from .opening import Closure, Opening


class ProblemKind(str, Enum):
    """Rule that is broken."""

    OUT_OF_DAY = "out_of_day"
    OVERLAP = "overlap"
    CLOSED = "closed"
    CLOSURE = "closure"


@dataclass(frozen=True)
class Problem:
    """One broken rule; the words are the caller's.

    Attributes
    ----------
    kind
        ``OUT_OF_DAY``, ``OVERLAP`` for openings, ``CLOSED``, ``CLOSURE`` for a time.
    opening, other
        Opening at fault, and the one that it overlaps.
    closure
        The closure that the time falls into.
    next_start
        When the place opens next for as long as is needed, if it ever does.
    """

    kind: ProblemKind
    opening: Opening | None = None
    other: Opening | None = None
    closure: Closure | None = None
    next_start: datetime | None = None
