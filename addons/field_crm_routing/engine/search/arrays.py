"""The problem and a plan as arrays, the form in which the search works on them."""

from typing import NamedTuple

import numpy as np

FORBIDDEN = -1


class Instance(NamedTuple):
    """A routing problem as arrays; times in seconds, costs in the model's unit.

    A shift is one rep on one day; a visit is one stop to make. ``P`` profiles of travel,
    ``L`` locations, ``N`` visits, ``K`` shifts, ``D`` days, ``G`` neighbours of each visit.

    Attributes
    ----------
    cost, time, km
        ``(P, L, L)`` int32: cost, travel time and metres from one location to another.
    place, service, load, prize
        ``(N,)``: location, service time, load, and what leaving the visit out costs.
    hours
        ``(N,)``: row of the opening hours.
    first_window, window_count
        ``(rows, D)``: slice of ``opens`` and ``closes`` that a row has on a day.
    opens, closes
        Windows in which service may begin, ascending in each slice.
    slack, soonest, last
        ``(rows,)``: seconds that a row has in all, its first opening, its last closing.
    lateness
        ``(N,)``: row of ``late_cost``.
    late_cost
        ``(rows, D)``: cost of making the visit on a day.
    kind
        ``(N,)``: row of ``fit``.
    fit
        ``(kinds, reps)``: cost of a visit of that kind by a rep, ``FORBIDDEN`` for never.
    near
        ``(N, G)``: neighbours of each visit, nearest first.
    start, end, begins, ends, capacity, most_stops, most_time, most_km, fixed, rep, day,
    profile, alike
        ``(K,)``: of each shift, its first and last location (``end`` negative when it may
        end anywhere), its hours, its limits, its fixed cost, who and when, the profile of
        its travel, and a number that shifts which are exactly alike have in common.
    """

    cost: np.ndarray
    time: np.ndarray
    km: np.ndarray
    place: np.ndarray
    service: np.ndarray
    load: np.ndarray
    prize: np.ndarray
    hours: np.ndarray
    first_window: np.ndarray
    window_count: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    slack: np.ndarray
    soonest: np.ndarray
    last: np.ndarray
    lateness: np.ndarray
    late_cost: np.ndarray
    kind: np.ndarray
    fit: np.ndarray
    near: np.ndarray
    start: np.ndarray
    end: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    capacity: np.ndarray
    most_stops: np.ndarray
    most_time: np.ndarray
    most_km: np.ndarray
    fixed: np.ndarray
    rep: np.ndarray
    day: np.ndarray
    profile: np.ndarray
    alike: np.ndarray
