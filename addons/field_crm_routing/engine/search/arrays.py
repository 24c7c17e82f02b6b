"""The problem as arrays, the form in which the search works on it.

Few arrays with named columns instead of many: numba compiles each array argument anew,
and what belongs to one visit or shift lies side by side in memory.
"""

from typing import NamedTuple

import numpy as np

FORBIDDEN = -1
ANYWHERE = -1
UNLIMITED = 2**40

# Columns of `visits`.
PLACE, SERVICE, LOAD, PRIZE, HOURS, LATENESS, KIND = range(7)

# Columns of `shifts`.
(
    START,
    END,
    BEGINS,
    ENDS,
    CAPACITY,
    MOST_STOPS,
    MOST_TIME,
    MOST_KM,
    FIXED,
    REP,
    DAY,
    PROFILE,
    ALIKE,
) = range(13)

# Columns of `windows`, and of `hours`.
OPENS, CLOSES = range(2)
FIRST, COUNT = range(2)

# Layers of `ways`.
COST, TIME, KM = range(3)


class Instance(NamedTuple):
    """A routing problem as arrays; times in seconds, costs in the model's unit.

    A shift is one rep on one day, a visit one stop to make. ``P`` profiles of travel,
    ``L`` locations, ``N`` visits, ``K`` shifts, ``D`` days, ``G`` neighbours.

    Attributes
    ----------
    ways
        ``(P, 3, L, L)`` int32: cost, travel time and metres between two locations.
    visits
        ``(N, 7)`` int64: location, service time, load, what leaving it out costs, rows
        of its hours, of its lateness and of its kind.
    hours
        ``(rows, D, 2)`` int32: first of the ``windows`` of a day, and how many.
    windows
        ``(W, 2)`` int32: when service may begin, ascending within a day.
    late_cost
        ``(rows, D)`` int32: cost of making a visit on a day.
    fit
        ``(kinds, reps)`` int32: cost of a visit of a kind by a rep, or ``FORBIDDEN``.
    keys
        ``(rows, 3)`` int32 of the hours: seconds open in all, first opening, last
        closing.
    near
        ``(N, G)`` int32: neighbours of each visit, nearest first.
    shifts
        ``(K, 13)`` int64: first and last location (``ANYWHERE``: it ends at its last
        visit), its hours, its limits of load, stops, travel time and metres, its fixed
        cost, its rep, its day, the profile of its travel, and a number that shifts
        which are exactly alike have in common.
    """

    ways: np.ndarray
    visits: np.ndarray
    hours: np.ndarray
    windows: np.ndarray
    late_cost: np.ndarray
    fit: np.ndarray
    keys: np.ndarray
    near: np.ndarray
    shifts: np.ndarray
