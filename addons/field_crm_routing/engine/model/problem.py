"""Shifts to fill and visits to make.

Times are whole seconds since the midnight before the first day, by the clock on the
wall: day 2 at 8 o'clock is ``2 * 86400 + 8 * 3600``, also in the week in which the
clocks change. Costs are whole numbers of one unit, whichever; a millionth of the
currency leaves room for cents a kilometre (0.30 € a km = 300 a metre).
"""

from dataclasses import dataclass, field

import numpy as np

from .errors import ProblemError
from .travel import TravelSource

MOST_SECONDS = 2**29
MOST_COST = 2**42


@dataclass(frozen=True)
class Shift:
    """One rep at work from one start to one end: a day, or several with nights away.

    Attributes
    ----------
    rep : int
        Number of the rep, from 0.
    hours : tuple of (int, int)
        When the rep works, ascending; between them is lunch, or a night away. A visit
        lies within one of them; a drive may be interrupted by a break.
    start : int
        Place where it begins.
    end : int or None
        Place where it ends; ``None``: wherever the last visit is.
    profile : int
        Speed profile of its travel.
    skills : frozenset
        What the rep and the vehicle can do.
    cost_per_metre, cost_per_second, fixed_cost : int
        Cost of the way, of the time travelled, and of the shift if it is used at all.
    max_visits, max_metres, max_travel, max_work, capacity : int or None
        Limits; ``max_travel`` of the seconds travelled, ``max_work`` of those travelled
        or spent on visits, ``capacity`` of the visits' loads.
    """

    rep: int
    hours: tuple
    start: int
    end: int | None
    profile: int = 0
    skills: frozenset = frozenset()
    cost_per_metre: int = 0
    cost_per_second: int = 0
    fixed_cost: int = 0
    max_visits: int | None = None
    max_metres: int | None = None
    max_travel: int | None = None
    max_work: int | None = None
    capacity: int | None = None


@dataclass(frozen=True)
class Visit:
    """One stop to make.

    Attributes
    ----------
    place : int or None
        ``None``: nobody knows where; it is left out.
    duration : int
        Seconds on the spot.
    windows : tuple of (int, int)
        When it may begin, ascending and apart, over all days allowed. ``within`` makes
        them of opening hours. A hard deadline is the end of the last.
    due : int or None
        Moment after whose day it is late.
    late_cost : int
        Cost of each day that it is late.
    skip_cost : int or None
        Cost of leaving it out. ``None``: it is left out only when there is no room for
        it.
    skills : frozenset
        What the rep and the vehicle must be able to do.
    reps : frozenset of int or None
        Reps who may make it; ``None``: all.
    rep_costs : tuple of (int, int)
        Cost of letting a rep make it, for those where it is not 0.
    shift : int or None
        Number of the shift in which it must be made (locked there).
    load : int
    """

    place: int | None
    duration: int
    windows: tuple
    due: int | None = None
    late_cost: int = 0
    skip_cost: int | None = None
    skills: frozenset = frozenset()
    reps: frozenset | None = None
    rep_costs: tuple = ()
    shift: int | None = None
    load: int = 0


@dataclass(frozen=True)
class Problem:
    """What to plan.

    Attributes
    ----------
    shifts : sequence of Shift
    visits : sequence of Visit
    travel : TravelSource
    positions : ndarray, shape (L, 2)
        Where the places lie, in degrees of latitude and longitude or any other plane
        coordinates: near and far, never costs, are judged by them.
    tours : dict of int to sequence of int
        Tours that are locked as they are: the visits of a shift in their order. The
        shift gets no other visit.
    """

    shifts: tuple
    visits: tuple
    travel: TravelSource
    positions: np.ndarray
    tours: dict = field(default_factory=dict)

    def __post_init__(self):
        places = len(self.positions)
        for number, shift in enumerate(self.shifts):
            name = f"shifts[{number}]"
            _check_spans(f"{name}.hours", shift.hours)
            if not shift.hours:
                raise ProblemError("empty", f"{name}.hours", shift.hours)
            _check_index("unknown_place", f"{name}.start", shift.start, places)
            if shift.end is not None:
                _check_index("unknown_place", f"{name}.end", shift.end, places)
            profiles = self.travel.profiles
            _check_index("unknown_profile", f"{name}.profile", shift.profile, profiles)
            for limit in ("rep", "cost_per_metre", "cost_per_second", "fixed_cost"):
                _check_size(f"{name}.{limit}", getattr(shift, limit), MOST_COST)
        for number, visit in enumerate(self.visits):
            name = f"visits[{number}]"
            _check_spans(f"{name}.windows", visit.windows)
            _check_size(f"{name}.duration", visit.duration, MOST_SECONDS)
            _check_size(f"{name}.load", visit.load, MOST_COST)
            _check_size(f"{name}.late_cost", visit.late_cost, MOST_COST)
            if visit.place is not None:
                _check_index("unknown_place", f"{name}.place", visit.place, places)
            if visit.skip_cost is not None:
                _check_size(f"{name}.skip_cost", visit.skip_cost, MOST_COST)
            if visit.shift is not None:
                shifts = len(self.shifts)
                _check_index("unknown_shift", f"{name}.shift", visit.shift, shifts)
        for shift, order in self.tours.items():
            _check_index("unknown_shift", "tours", shift, len(self.shifts))
            for visit in order:
                name = f"tours[{shift}]"
                _check_index("unknown_visit", name, visit, len(self.visits))


def _check_index(code, name, value, count):
    if not 0 <= value < count:
        raise ProblemError(code, name, value, count - 1)


def _check_size(name, value, most):
    if value < 0:
        raise ProblemError("negative", name, value, 0)
    if value > most:
        raise ProblemError("too_large", name, value, most)


def _check_spans(name, spans):
    last = -1
    for span in spans:
        begins, ends = span
        if not last < begins <= ends:
            raise ProblemError("unordered", name, tuple(spans))
        _check_size(name, ends, MOST_SECONDS)
        last = ends
