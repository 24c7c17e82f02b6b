"""A plan as arrays: who visits what, in which order and how early and late."""

from typing import NamedTuple

import numpy as np

from .arrays import (
    ANYWHERE,
    BEGINS,
    CALENDAR,
    CLOSES,
    COUNT,
    END,
    ENDS,
    FIXED,
    HOURS,
    KIND,
    LATENESS,
    LOAD,
    METRES,
    MORE,
    MOST_METRES,
    MOST_TRAVEL,
    MOST_WORK,
    OPENS,
    PER_METRE,
    PER_SECOND,
    PLACE,
    PRIZE,
    PROFILE,
    REP,
    SERVICE,
    START,
    TIME,
)
from .compiled import compiled

NOBODY = -1
NEVER = 2**30

# Columns of `tours`.
VISIT, AT_PLACE, EARLIEST, LATEST, READY, LEG_TIME, LEG_METRES = range(7)
COLUMNS = 8

# Columns of `totals`.
STOPS, CARRIED, TRAVEL, WORK, DISTANCE = range(5)

# Columns of `spots`.
SHIFT, POSITION = range(2)


class PlanArrays(NamedTuple):
    """Tours of ``K`` shifts with ``M`` positions each, of ``N`` visits.

    Position 0 of a tour is where the shift starts, the one after its last stop where it
    ends; there the visit is negative.

    Attributes
    ----------
    tours
        ``(K, M, 8)`` int32: visit, place, when service can begin at the earliest and
        must at the latest for the rest of the tour to stay possible, when it is ready
        to go on, time and metres from the position before; the last is unused.
    totals
        ``(K, 5)`` int64: stops, load, travel time, work and metres of each tour.
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
    shifts = len(instance.shifts)
    plan = PlanArrays(
        tours=np.full((shifts, room + 3, COLUMNS), NOBODY, np.int32),
        totals=np.zeros((shifts, 5), np.int64),
        spots=np.full((len(instance.visits), 2), NOBODY, np.int32),
    )
    refresh_all(instance, plan)
    return plan


@compiled()
def refresh_all(instance, plan):
    """Reckon all tours anew; whether all are possible."""
    possible = True
    for shift in range(len(plan.totals)):
        possible &= refresh(instance, plan, shift)
    return possible


@compiled()
def next_opening(instance, row, calendar, moment):
    """First moment from `moment` on when service may begin; ``NEVER`` if none."""
    hours, windows = instance.hours, instance.windows
    count = hours[row, calendar, COUNT]
    if count == 0:
        return np.int64(NEVER)
    if moment <= hours[row, calendar, CLOSES]:
        return max(moment, np.int64(hours[row, calendar, OPENS]))
    if count > 1:
        first = hours[row, calendar, MORE]
        for window in range(first, first + count - 1):
            if moment <= windows[window, 1]:
                return max(moment, np.int64(windows[window, 0]))
    return np.int64(NEVER)


@compiled()
def last_opening(instance, row, calendar, moment):
    """Last moment up to `moment` when service may begin; negative if none."""
    hours, windows = instance.hours, instance.windows
    count = hours[row, calendar, COUNT]
    if count > 1:
        first = hours[row, calendar, MORE]
        for window in range(first + count - 2, first - 1, -1):
            if moment >= windows[window, 0]:
                return min(moment, np.int64(windows[window, 1]))
    if count and moment >= hours[row, calendar, OPENS]:
        return min(moment, np.int64(hours[row, calendar, CLOSES]))
    return np.int64(-1)


@compiled()
def look_forward(instance, plan, shift, position, changed):
    """Reckon the earliest times from a position on; whether all are possible.

    Beyond position ``changed`` it ends where a time is as it was.
    """
    shifts, visits, tours = instance.shifts, instance.visits, plan.tours
    calendar = shifts[shift, CALENDAR]
    stops = plan.totals[shift, STOPS]
    moment = np.int64(tours[shift, position - 1, READY])
    for here in range(position, stops + 1):
        visit = tours[shift, here, VISIT]
        moment += tours[shift, here, LEG_TIME]
        moment = next_opening(instance, visits[visit, HOURS], calendar, moment)
        if moment == NEVER:
            return False
        if here > changed and moment == tours[shift, here, EARLIEST]:
            return True
        tours[shift, here, EARLIEST] = moment
        moment += visits[visit, SERVICE]
        tours[shift, here, READY] = moment
    moment += tours[shift, stops + 1, LEG_TIME]
    tours[shift, stops + 1, EARLIEST] = moment
    return moment <= shifts[shift, ENDS]


@compiled()
def look_backward(instance, plan, shift, position, changed):
    """Reckon the latest times from a position back to the start.

    Before position ``changed`` it ends where a time is as it was.
    """
    visits, tours = instance.visits, plan.tours
    calendar = instance.shifts[shift, CALENDAR]
    moment = np.int64(tours[shift, position + 1, LATEST])
    for here in range(position, 0, -1):
        visit = tours[shift, here, VISIT]
        moment -= tours[shift, here + 1, LEG_TIME] + visits[visit, SERVICE]
        moment = last_opening(instance, visits[visit, HOURS], calendar, moment)
        if here < changed and moment == tours[shift, here, LATEST]:
            return
        tours[shift, here, LATEST] = moment
    tours[shift, 0, LATEST] = moment - tours[shift, 1, LEG_TIME]


@compiled()
def refresh(instance, plan, shift):
    """Reckon what follows from a tour's order; whether the tour is possible."""
    shifts, tours, totals = instance.shifts, plan.tours, plan.totals
    visits, ways, spots = instance.visits, instance.ways, plan.spots
    stops = totals[shift, STOPS]
    tours[shift, 0, VISIT] = tours[shift, stops + 1, VISIT] = NOBODY
    tours[shift, 0, AT_PLACE] = shifts[shift, START]
    tours[shift, 0, EARLIEST] = tours[shift, 0, READY] = shifts[shift, BEGINS]
    tours[shift, stops + 1, LATEST] = shifts[shift, ENDS]
    load, work = np.int64(0), np.int64(0)
    for here in range(1, stops + 1):
        visit = tours[shift, here, VISIT]
        tours[shift, here, AT_PLACE] = visits[visit, PLACE]
        load += visits[visit, LOAD]
        work += visits[visit, SERVICE]
        spots[visit, SHIFT] = shift
        spots[visit, POSITION] = here
    end = shifts[shift, END]
    if end == ANYWHERE:
        end = np.int64(tours[shift, stops, AT_PLACE])
    tours[shift, stops + 1, AT_PLACE] = end
    profile = shifts[shift, PROFILE]
    travel, metres = np.int64(0), np.int64(0)
    for here in range(stops + 1):
        one, two = tours[shift, here, AT_PLACE], tours[shift, here + 1, AT_PLACE]
        tours[shift, here + 1, LEG_TIME] = ways[profile, one, two, TIME]
        tours[shift, here + 1, LEG_METRES] = ways[profile, one, two, METRES]
        travel += ways[profile, one, two, TIME]
        metres += ways[profile, one, two, METRES]
    totals[shift, CARRIED] = load
    totals[shift, TRAVEL] = travel
    totals[shift, WORK] = work + travel
    totals[shift, DISTANCE] = metres
    possible = look_forward(instance, plan, shift, 1, stops)
    look_backward(instance, plan, shift, stops, 0)
    return possible and (
        stops == 0
        or (
            travel <= shifts[shift, MOST_TRAVEL]
            and totals[shift, WORK] <= shifts[shift, MOST_WORK]
            and metres <= shifts[shift, MOST_METRES]
        )
    )


@compiled()
def visit_cost(instance, visit, shift):
    """What a visit costs beside the way: a rep not preferred, a day that is late."""
    visits, shifts = instance.visits, instance.shifts
    fit = instance.fit[visits[visit, KIND], shifts[shift, REP]]
    calendar = shifts[shift, CALENDAR]
    return fit + instance.late_cost[visits[visit, LATENESS], calendar]


@compiled()
def way_cost(instance, plan, shift):
    """Cost of a tour's way and of using its shift."""
    totals, shifts = plan.totals, instance.shifts
    if totals[shift, STOPS] == 0:
        return np.int64(0)
    way = totals[shift, DISTANCE] * shifts[shift, PER_METRE]
    way += totals[shift, TRAVEL] * shifts[shift, PER_SECOND]
    return shifts[shift, FIXED] + way


def tour_costs(instance, plan):
    """Cost of each tour, that of whom it visits when included."""
    costs = np.empty(len(plan.totals), np.int64)
    _tour_costs(instance, plan, costs)
    return costs


@compiled()
def _tour_costs(instance, plan, costs):
    for shift in range(len(costs)):
        costs[shift] = _tour_cost(instance, plan, shift)


@compiled()
def _tour_cost(instance, plan, shift):
    cost = way_cost(instance, plan, shift)
    for here in range(1, plan.totals[shift, STOPS] + 1):
        cost += visit_cost(instance, plan.tours[shift, here, VISIT], shift)
    return cost


@compiled()
def plan_cost(instance, plan):
    """Cost of all tours and of the visits left out."""
    total = np.int64(0)
    for shift in range(len(plan.totals)):
        total += _tour_cost(instance, plan, shift)
    for visit in range(len(plan.spots)):
        if plan.spots[visit, SHIFT] == NOBODY:
            total += instance.visits[visit, PRIZE]
    return total
