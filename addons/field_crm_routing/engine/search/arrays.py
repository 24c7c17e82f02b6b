"""The problem as arrays, the form in which the search works on it.

Few arrays with named columns instead of many: numba compiles each array argument anew,
and what belongs to one visit or shift lies side by side in memory.
"""

from typing import NamedTuple

import numpy as np

FORBIDDEN = -1
ANYWHERE = -1
UNLIMITED = 2**40
# Cost of leaving out a visit that must not be left out: above all else.
NEVER_SKIP = 10**13

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
    MOST_TRAVEL,
    MOST_WORK,
    MOST_METRES,
    FIXED,
    PER_METRE,
    PER_SECOND,
    REP,
    CALENDAR,
    PROFILE,
    ALIKE,
) = range(16)

# Columns of `hours`, and of `windows`.
COUNT, OPENS, CLOSES, MORE = range(4)

# Layers of `ways`: there, and back.
TIME, METRES, TIME_BACK, METRES_BACK = range(4)


class Instance(NamedTuple):
    """A routing problem as arrays; times in seconds of working time, see ``clock``.

    ``P`` profiles of travel, ``L`` places, ``N`` visits, ``K`` shifts, ``C`` calendars
    (kinds of working hours on certain days), ``G`` neighbours.

    Attributes
    ----------
    ways
        ``(P, L, L, 4)`` int32: travel time and metres from one place to another, then
        from the other back: all ways to and from a place lie side by side.
    visits
        ``(N, 7)`` int64: place, service time, load, what leaving it out costs, rows
        of its hours, of its lateness and of its kind.
    hours
        ``(rows, C, 4)`` int32: how many windows there are in a calendar, when the first
        opens and closes, and the row of ``windows`` where the others begin.
    windows
        ``(W, 2)`` int32: opening and closing of all windows beyond the first,
        ascending.
    late_cost
        ``(rows, C)`` int64: cost of making a visit in a calendar.
    fit
        ``(kinds, reps)`` int64: cost of a visit of a kind by a rep, or ``FORBIDDEN``.
    keys
        ``(rows, 3)`` int64 of the hours: seconds open in all, first opening, last
        closing.
    near
        ``(N, G)`` int32: neighbours of each visit, nearest first.
    shifts
        ``(K, 16)`` int64: first and last place (``ANYWHERE``: it ends at its last
        visit), its hours, its limits of load, stops, travel time, work and metres, its
        fixed cost, cost of a metre and a second, its rep, its calendar, the profile of
        its travel, and a number that shifts which are exactly alike have in common.
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
