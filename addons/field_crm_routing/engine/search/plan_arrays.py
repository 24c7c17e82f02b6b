"""A plan as arrays: who visits what, in which order and how early and late."""

from typing import NamedTuple

import numpy as np
from numba import njit

from .arrays import (
    ANYWHERE,
    BEGINS,
    CLOSES,
    COST,
    COUNT,
    DAY,
    END,
    ENDS,
    FIRST,
    FIXED,
    HOURS,
    KIND,
    KM,
    LATENESS,
    LOAD,
    OPENS,
    PLACE,
    PRIZE,
    PROFILE,
    REP,
    SERVICE,
    START,
    TIME,
)

NOBODY = -1
NEVER = 2**30

# Columns of `tours`.
VISIT, AT_PLACE, EARLIEST, LATEST = range(4)

# Columns of `totals`.
STOPS, CARRIED, TRAVEL, METRES = range(4)

# Columns of `spots`.
SHIFT, POSITION = range(2)


class PlanArrays(NamedTuple):
    """Tours of ``K`` shifts with ``M`` positions each, of ``N`` visits.

    Position 0 of a tour is where the shift starts, the one after its last stop where it
    ends; there the visit is negative.

    Attributes
    ----------
    tours
        ``(K, M, 4)`` int32: visit, location, and when service can begin at the earliest
        and must at the latest for the rest of the tour to stay possible.
    totals
        ``(K, 4)`` int64: stops, load, travel time and metres of each tour.
    spots
        ``(N, 2)`` int32: shift of each visit (``NOBODY``: left out) and its position.
    """

    tours: np.ndarray
    totals: np.ndarray
    spots: np.ndarray


def empty_plan(instance, room):
    """A plan in which nobody goes anywhere.

    Parameters
    ----------
    instance : Instance
    room : int
        Most stops of a tour.
    """
    shifts, visits = len(instance.shifts), len(instance.visits)
    plan = PlanArrays(
        tours=np.zeros((shifts, room + 2, 4), np.int32),
        totals=np.zeros((shifts, 4), np.int64),
        spots=np.full((visits, 2), NOBODY, np.int32),
    )
    for shift in range(shifts):
        refresh(instance, plan, shift)
    return plan


@njit(cache=True)
def next_opening(instance, row, day, moment):
    """First moment from `moment` on at which service may begin; ``NEVER`` if none."""
    first = instance.hours[row, day, FIRST]
    for window in range(first, first + instance.hours[row, day, COUNT]):
        if moment <= instance.windows[window, CLOSES]:
            return max(moment, np.int64(instance.windows[window, OPENS]))
    return np.int64(NEVER)


@njit(cache=True)
def last_opening(instance, row, day, moment):
    """Last moment up to `moment` at which service may begin; negative if none."""
    first = instance.hours[row, day, FIRST]
    for window in range(first + instance.hours[row, day, COUNT] - 1, first - 1, -1):
        if moment >= instance.windows[window, OPENS]:
            return min(moment, np.int64(instance.windows[window, CLOSES]))
    return np.int64(-1)


@njit(cache=True)
def leaves_at(instance, stop):
    """When a stop of a tour is left at the earliest."""
    moment = np.int64(stop[EARLIEST])
    if stop[VISIT] >= 0:
        moment += instance.visits[stop[VISIT], SERVICE]
    return moment


@njit(cache=True)
def look_forward(instance, plan, shift, position):
    """Reckon the earliest times from a position on; whether all are possible."""
    row = instance.shifts[shift]
    times = instance.ways[row[PROFILE], TIME]
    tour = plan.tours[shift]
    stops = plan.totals[shift, STOPS]
    for here in range(position, stops + 1):
        arrives = leaves_at(instance, tour[here - 1])
        arrives += times[tour[here - 1, AT_PLACE], tour[here, AT_PLACE]]
        hours = instance.visits[tour[here, VISIT], HOURS]
        begins = next_opening(instance, hours, row[DAY], arrives)
        if begins == NEVER:
            return False
        tour[here, EARLIEST] = begins
    arrives = leaves_at(instance, tour[stops])
    arrives += times[tour[stops, AT_PLACE], tour[stops + 1, AT_PLACE]]
    tour[stops + 1, EARLIEST] = arrives
    return arrives <= row[ENDS]


@njit(cache=True)
def look_backward(instance, plan, shift, position):
    """Reckon the latest times from a position back to the start."""
    row = instance.shifts[shift]
    times = instance.ways[row[PROFILE], TIME]
    tour = plan.tours[shift]
    for here in range(position, 0, -1):
        visit = tour[here, VISIT]
        until = np.int64(tour[here + 1, LATEST])
        until -= times[tour[here, AT_PLACE], tour[here + 1, AT_PLACE]]
        until -= instance.visits[visit, SERVICE]
        hours = instance.visits[visit, HOURS]
        tour[here, LATEST] = last_opening(instance, hours, row[DAY], until)
    tour[0, LATEST] = tour[1, LATEST] - times[tour[0, AT_PLACE], tour[1, AT_PLACE]]


@njit(cache=True)
def refresh(instance, plan, shift):
    """Reckon what follows from a tour's order; whether its times are possible."""
    row = instance.shifts[shift]
    tour = plan.tours[shift]
    stops = plan.totals[shift, STOPS]
    tour[0, VISIT] = tour[stops + 1, VISIT] = NOBODY
    tour[0, AT_PLACE] = row[START]
    tour[0, EARLIEST] = row[BEGINS]
    tour[stops + 1, LATEST] = row[ENDS]
    load = np.int64(0)
    for here in range(1, stops + 1):
        visit = tour[here, VISIT]
        tour[here, AT_PLACE] = instance.visits[visit, PLACE]
        load += instance.visits[visit, LOAD]
        plan.spots[visit, SHIFT] = shift
        plan.spots[visit, POSITION] = here
    end = row[END]
    tour[stops + 1, AT_PLACE] = tour[stops, AT_PLACE] if end == ANYWHERE else end
    ways = instance.ways[row[PROFILE]]
    travel, metres = np.int64(0), np.int64(0)
    for here in range(stops + 1):
        one, two = tour[here, AT_PLACE], tour[here + 1, AT_PLACE]
        travel += ways[TIME, one, two]
        metres += ways[KM, one, two]
    plan.totals[shift, CARRIED] = load
    plan.totals[shift, TRAVEL] = travel
    plan.totals[shift, METRES] = metres
    possible = look_forward(instance, plan, shift, 1)
    look_backward(instance, plan, shift, stops)
    return possible


@njit(cache=True)
def visit_cost(instance, visit, shift):
    """What a visit costs beside the way: a rep not preferred, a day that is late."""
    row = instance.visits[visit]
    return np.int64(
        instance.fit[row[KIND], instance.shifts[shift, REP]]
        + instance.late_cost[row[LATENESS], instance.shifts[shift, DAY]]
    )


@njit(cache=True)
def tour_cost(instance, plan, shift):
    """Cost of a tour: its way, its shift, and whom it visits when."""
    stops = plan.totals[shift, STOPS]
    if stops == 0:
        return np.int64(0)
    costs = instance.ways[instance.shifts[shift, PROFILE], COST]
    tour = plan.tours[shift]
    total = instance.shifts[shift, FIXED]
    for here in range(stops + 1):
        total += costs[tour[here, AT_PLACE], tour[here + 1, AT_PLACE]]
    for here in range(1, stops + 1):
        total += visit_cost(instance, tour[here, VISIT], shift)
    return total


@njit(cache=True)
def plan_cost(instance, plan):
    """Cost of all tours and of the visits left out."""
    total = np.int64(0)
    for shift in range(len(plan.totals)):
        total += tour_cost(instance, plan, shift)
    for visit in range(len(plan.spots)):
        if plan.spots[visit, SHIFT] == NOBODY:
            total += instance.visits[visit, PRIZE]
    return total
