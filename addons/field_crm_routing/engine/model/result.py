"""What a search gives."""

from dataclasses import dataclass
from enum import Enum


class Reason(str, Enum):
    """Why a visit is left out."""

    NO_PLACE = "no_place"
    """Nobody knows where it is."""
    NO_SHIFT = "no_shift"
    """There is nobody to make any visit."""
    NO_SKILL = "no_skill"
    """No rep or vehicle can do what it needs."""
    NO_REP = "no_rep"
    """None of the reps who may make it can, or has a shift."""
    OUTSIDE_HOURS = "outside_hours"
    """Its hours lie outside everybody's working hours."""
    TOO_LONG = "too_long"
    """It lasts longer than the hours that it could be in."""
    TOO_FAR = "too_far"
    """Even alone in a shift it would break its hours, kilometres or other limits."""
    NO_ROOM = "no_room"
    """It would fit alone, but others have taken the time."""
    NOT_WORTH = "not_worth"
    """It would fit, but costs more than leaving it out."""


@dataclass(frozen=True)
class StopMade:
    """One visit in a tour.

    Attributes
    ----------
    visit : int
    arrives, begins, leaves : int
        Seconds since the midnight before the first day.
    seconds, metres : int
        Way to it from the stop before, or from the start.
    """

    visit: int
    arrives: int
    begins: int
    leaves: int
    seconds: int
    metres: int


@dataclass(frozen=True)
class Tour:
    """What one shift does.

    Attributes
    ----------
    shift : int
    stops : tuple of StopMade
    leaves, arrives : int
        When it leaves its start, as late as its first visit allows, and when it arrives
        at its end.
    seconds, metres : int
        Travelled in all, the way to the end included.
    """

    shift: int
    stops: tuple
    leaves: int
    arrives: int
    seconds: int
    metres: int


@dataclass(frozen=True)
class LeftOut:
    """A visit that nobody makes, and why."""

    visit: int
    reason: Reason


@dataclass(frozen=True)
class Result:
    """The best plan found.

    Attributes
    ----------
    tours : tuple of Tour
        Those with at least one stop, in the order of the shifts.
    left_out : tuple of LeftOut
    cost : int
        Of ways, shifts used, lateness, reps and visits left out; of those with
        ``skip_cost`` ``None`` nothing is counted.
    seconds : float
        That the search took.
    steps : int
        That it made.
    """

    tours: tuple
    left_out: tuple
    cost: int
    seconds: float
    steps: int

    @property
    def orders(self):
        """The visits of each used shift in their order: {shift: [visit]}."""
        return {tour.shift: [stop.visit for stop in tour.stops] for tour in self.tours}
