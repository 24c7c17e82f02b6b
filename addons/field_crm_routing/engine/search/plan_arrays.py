"""A plan as arrays: who visits what in which order, and when at the earliest and latest."""

from typing import NamedTuple

import numpy as np
from numba import njit

NOBODY = -1
NEVER = np.int32(2**30)


class PlanArrays(NamedTuple):
    """Tours of ``K`` shifts with room for ``M`` positions each, of ``N`` visits.

    Position 0 of a tour is where the shift starts, position ``count + 1`` where it ends.

    Attributes
    ----------
    visit, place
        ``(K, M)``: visit (negative at both ends) and location at each position.
    earliest, latest
        ``(K, M)``: when service can begin at the earliest, and must at the latest for
        the rest of the tour to stay possible.
    count, load, travel, metres
        ``(K,)``: stops, load, travel time and way of each tour.
    shift, at
        ``(N,)``: tour of each visit (``NOBODY`` when it is left out) and its position.
    """

    visit: np.ndarray
    place: np.ndarray
    earliest: np.ndarray
    latest: np.ndarray
    count: np.ndarray
    load: np.ndarray
    travel: np.ndarray
    metres: np.ndarray
    shift: np.ndarray
    at: np.ndarray


def empty_plan(instance, room):
    """A plan in which nobody goes anywhere.

    Parameters
    ----------
    instance : Instance
    room : int
        Most stops of a tour.
    """
    shifts, visits = len(instance.start), len(instance.place)
    width = room + 2
    plan = PlanArrays(
        visit=np.full((shifts, width), -1, np.int32),
        place=np.zeros((shifts, width), np.int32),
        earliest=np.zeros((shifts, width), np.int32),
        latest=np.zeros((shifts, width), np.int32),
        count=np.zeros(shifts, np.int32),
        load=np.zeros(shifts, np.int64),
        travel=np.zeros(shifts, np.int64),
        metres=np.zeros(shifts, np.int64),
        shift=np.full(visits, NOBODY, np.int32),
        at=np.zeros(visits, np.int32),
    )
    for shift in range(shifts):
        refresh(instance, plan, shift)
    return plan


@njit(cache=True)
def next_opening(instance, row, day, moment):
    """First moment from `moment` on at which service may begin; ``NEVER`` if none."""
    first = instance.first_window[row, day]
    for window in range(first, first + instance.window_count[row, day]):
        if moment <= instance.closes[window]:
            return max(moment, instance.opens[window])
    return NEVER


@njit(cache=True)
def last_opening(instance, row, day, moment):
    """Last moment up to `moment` at which service may begin; negative if none."""
    first = instance.first_window[row, day]
    for window in range(first + instance.window_count[row, day] - 1, first - 1, -1):
        if moment >= instance.opens[window]:
            return min(moment, instance.closes[window])
    return np.int32(-1)


@njit(cache=True)
def look_forward(instance, plan, shift, position):
    """Reckon the earliest times from a position to the end; whether all are possible."""
    times = instance.time[instance.profile[shift]]
    day = instance.day[shift]
    visit, place, earliest = plan.visit[shift], plan.place[shift], plan.earliest[shift]
    stops = plan.count[shift]
    for here in range(position, stops + 1):
        before = visit[here - 1]
        leaves = earliest[here - 1]
        if before >= 0:
            leaves += instance.service[before]
        arrives = leaves + times[place[here - 1], place[here]]
        begins = next_opening(instance, instance.hours[visit[here]], day, arrives)
        if begins == NEVER:
            return False
        earliest[here] = begins
    last = visit[stops]
    leaves = earliest[stops]
    if last >= 0:
        leaves += instance.service[last]
    if instance.end[shift] < 0:
        place[stops + 1] = place[stops]
    earliest[stops + 1] = leaves + times[place[stops], place[stops + 1]]
    return earliest[stops + 1] <= instance.ends[shift]


@njit(cache=True)
def look_backward(instance, plan, shift, position):
    """Reckon the latest times from a position back to the start."""
    times = instance.time[instance.profile[shift]]
    day = instance.day[shift]
    visit, place, latest = plan.visit[shift], plan.place[shift], plan.latest[shift]
    for here in range(position, 0, -1):
        this = visit[here]
        until = latest[here + 1] - times[place[here], place[here + 1]]
        until -= instance.service[this]
        latest[here] = last_opening(instance, instance.hours[this], day, until)
    latest[0] = latest[1] - times[place[0], place[1]]


@njit(cache=True)
def refresh(instance, plan, shift):
    """Reckon all that follows from the order of a tour; whether its times are possible."""
    stops = plan.count[shift]
    profile = instance.profile[shift]
    visit, place = plan.visit[shift], plan.place[shift]
    visit[0] = -1
    visit[stops + 1] = -1
    place[0] = instance.start[shift]
    load = 0
    for here in range(1, stops + 1):
        this = visit[here]
        place[here] = instance.place[this]
        load += instance.load[this]
        plan.shift[this] = shift
        plan.at[this] = here
    end = instance.end[shift]
    place[stops + 1] = end if end >= 0 else place[stops]
    plan.earliest[shift, 0] = instance.begins[shift]
    plan.latest[shift, stops + 1] = instance.ends[shift]
    plan.load[shift] = load
    travel, metres = 0, 0
    for here in range(stops + 1):
        travel += instance.time[profile, place[here], place[here + 1]]
        metres += instance.km[profile, place[here], place[here + 1]]
    plan.travel[shift] = travel
    plan.metres[shift] = metres
    possible = look_forward(instance, plan, shift, 1)
    look_backward(instance, plan, shift, stops)
    return possible


@njit(cache=True)
def tour_cost(instance, plan, shift):
    """Cost of a tour: its way, its shift, and whom it visits when."""
    stops = plan.count[shift]
    if stops == 0:
        return np.int64(0)
    costs = instance.cost[instance.profile[shift]]
    place = plan.place[shift]
    total = np.int64(instance.fixed[shift])
    for here in range(stops + 1):
        total += costs[place[here], place[here + 1]]
    for here in range(1, stops + 1):
        total += visit_cost(instance, plan.visit[shift, here], shift)
    return total


@njit(cache=True)
def visit_cost(instance, visit, shift):
    """What a visit costs beside the way: a rep not preferred, a day that is late."""
    return (
        instance.fit[instance.kind[visit], instance.rep[shift]]
        + instance.late_cost[instance.lateness[visit], instance.day[shift]]
    )


@njit(cache=True)
def plan_cost(instance, plan):
    """Cost of all tours and of the visits left out."""
    total = np.int64(0)
    for shift in range(len(plan.count)):
        total += tour_cost(instance, plan, shift)
    for visit in range(len(plan.shift)):
        if plan.shift[visit] == NOBODY:
            total += instance.prize[visit]
    return total
