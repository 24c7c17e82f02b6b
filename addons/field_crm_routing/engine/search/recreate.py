"""Where a visit fits into a plan, and at what cost."""

import numpy as np
from numba import njit

from .arrays import (
    ANYWHERE,
    CAPACITY,
    COST,
    COUNT,
    DAY,
    END,
    FIXED,
    HOURS,
    KIND,
    KM,
    LOAD,
    MOST_KM,
    MOST_STOPS,
    MOST_TIME,
    PLACE,
    PROFILE,
    REP,
    SERVICE,
    START,
    TIME,
)
from .plan_arrays import (
    AT_PLACE,
    CARRIED,
    LATEST,
    METRES,
    NEVER,
    NOBODY,
    POSITION,
    SHIFT,
    STOPS,
    TRAVEL,
    VISIT,
    leaves_at,
    look_backward,
    look_forward,
    next_opening,
    visit_cost,
)

FAR = 2**60


@njit(cache=True)
def may_take(instance, plan, visit, shift):
    """Whether a tour as a whole can take one visit more."""
    row, limits = instance.visits[visit], instance.shifts[shift]
    return (
        plan.totals[shift, STOPS] < limits[MOST_STOPS]
        and plan.totals[shift, CARRIED] + row[LOAD] <= limits[CAPACITY]
        and instance.fit[row[KIND], limits[REP]] >= 0
        and instance.hours[row[HOURS], limits[DAY], COUNT] > 0
    )


@njit(cache=True)
def _more(way, before, here, after, is_end):
    """How much longer a way becomes by a place on it."""
    more = np.int64(way[before, here])
    if not is_end:
        more += way[here, after]
        more -= way[before, after]
    return more


@njit(cache=True)
def detour(instance, plan, visit, shift, position):
    """Cost of the way to a visit after a position of a tour; ``FAR``: impossible.

    What holds for the tour as a whole is for ``may_take``.
    """
    limits = instance.shifts[shift]
    tour = plan.tours[shift]
    ways = instance.ways[limits[PROFILE]]
    before, after = tour[position, AT_PLACE], tour[position + 1, AT_PLACE]
    here = instance.visits[visit, PLACE]
    is_end = limits[END] == ANYWHERE and position == plan.totals[shift, STOPS]
    arrives = leaves_at(instance, tour[position]) + ways[TIME, before, here]
    hours = instance.visits[visit, HOURS]
    begins = next_opening(instance, hours, limits[DAY], arrives)
    if begins == NEVER:
        return np.int64(FAR)
    leaves = begins + instance.visits[visit, SERVICE]
    if not is_end:
        leaves += ways[TIME, here, after]
    if leaves > tour[position + 1, LATEST]:
        return np.int64(FAR)
    travel = _more(ways[TIME], before, here, after, is_end)
    if plan.totals[shift, TRAVEL] + travel > limits[MOST_TIME]:
        return np.int64(FAR)
    metres = _more(ways[KM], before, here, after, is_end)
    if plan.totals[shift, METRES] + metres > limits[MOST_KM]:
        return np.int64(FAR)
    return _more(ways[COST], before, here, after, is_end)


@njit(cache=True)
def insert(instance, plan, visit, shift, position):
    """Put a visit after a position of a tour, and reckon the tour anew."""
    limits = instance.shifts[shift]
    tour, totals = plan.tours[shift], plan.totals[shift]
    ways = instance.ways[limits[PROFILE]]
    stops = totals[STOPS]
    place = instance.visits[visit, PLACE]
    before, after = tour[position, AT_PLACE], tour[position + 1, AT_PLACE]
    is_end = limits[END] == ANYWHERE and position == stops
    totals[TRAVEL] += _more(ways[TIME], before, place, after, is_end)
    totals[METRES] += _more(ways[KM], before, place, after, is_end)
    totals[CARRIED] += instance.visits[visit, LOAD]
    totals[STOPS] = stops + 1
    for here in range(stops + 1, position, -1):
        for column in range(4):
            tour[here + 1, column] = tour[here, column]
        if tour[here, VISIT] >= 0:
            plan.spots[tour[here, VISIT], POSITION] = here + 1
    tour[position + 1, VISIT] = visit
    tour[position + 1, AT_PLACE] = place
    if is_end:
        tour[position + 2, AT_PLACE] = place
    plan.spots[visit, SHIFT] = shift
    plan.spots[visit, POSITION] = position + 1
    look_forward(instance, plan, shift, position + 1)
    look_backward(instance, plan, shift, position + 1)


@njit(cache=True)
def best_place(instance, plan, memory, mine, visit, blink):
    """The cheapest place for a visit: (cost, shift, position); ``FAR`` when none.

    Looks beside the near neighbours of the visit; only if none is possible, everywhere.
    """
    best, best_shift, best_position = np.int64(FAR), -1, -1
    for neighbour in instance.near[visit]:
        shift = plan.spots[neighbour, SHIFT]
        if shift == NOBODY or not mine[shift]:
            continue
        if not may_take(instance, plan, visit, shift):
            continue
        extra = visit_cost(instance, visit, shift)
        at = plan.spots[neighbour, POSITION]
        for position in range(at - 1, at + 1):
            cost = detour(instance, plan, visit, shift, position)
            if cost + extra < best and np.random.random() >= blink:
                best, best_shift, best_position = cost + extra, shift, position
    if best_shift < 0:
        best, best_shift, best_position = _anywhere(instance, plan, mine, visit)
    for shift in memory.free:
        if shift == NOBODY or not may_take(instance, plan, visit, shift):
            continue
        cost = detour(instance, plan, visit, shift, 0)
        if cost == FAR:
            continue
        limits = instance.shifts[shift]
        cost += limits[FIXED] + visit_cost(instance, visit, shift)
        if limits[END] != ANYWHERE:
            # The detour was reckoned from a way that nobody makes.
            cost += instance.ways[limits[PROFILE], COST, limits[START], limits[END]]
        if cost < best:
            best, best_shift, best_position = cost, np.int64(shift), 0
    return best, best_shift, best_position


@njit(cache=True)
def _anywhere(instance, plan, mine, visit):
    best, best_shift, best_position = np.int64(FAR), -1, -1
    for shift in range(len(mine)):
        stops = plan.totals[shift, STOPS]
        if not mine[shift] or not stops or not may_take(instance, plan, visit, shift):
            continue
        extra = visit_cost(instance, visit, shift)
        for position in range(stops + 1):
            cost = detour(instance, plan, visit, shift, position)
            if cost + extra < best:
                best, best_shift, best_position = cost + extra, shift, position
    return best, best_shift, best_position
