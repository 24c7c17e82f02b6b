"""Where a visit fits into a plan, and at what cost."""

import numpy as np
from numba import njit

from .plan_arrays import (
    NEVER,
    look_backward,
    look_forward,
    next_opening,
    visit_cost,
)

FAR = np.int64(2**60)


@njit(cache=True)
def detour(instance, plan, visit, shift, position):
    """Cost of making a visit after a position of a tour; ``FAR`` when it is impossible.

    What holds for the tour as a whole (rep, day, load, number of stops) is not looked at.
    """
    profile = instance.profile[shift]
    before = plan.place[shift, position]
    here = instance.place[visit]
    after = plan.place[shift, position + 1]
    if position == plan.count[shift] and instance.end[shift] < 0:
        after = here
        old = np.int64(0)
        old_time = np.int64(0)
        old_km = np.int64(0)
    else:
        old = np.int64(instance.cost[profile, before, after])
        old_time = np.int64(instance.time[profile, before, after])
        old_km = np.int64(instance.km[profile, before, after])
    times = instance.time[profile]
    leaves = plan.earliest[shift, position]
    previous = plan.visit[shift, position]
    if previous >= 0:
        leaves += instance.service[previous]
    begins = next_opening(
        instance,
        instance.hours[visit],
        instance.day[shift],
        leaves + times[before, here],
    )
    if begins == NEVER:
        return FAR
    arrives = begins + instance.service[visit] + times[here, after]
    if arrives > plan.latest[shift, position + 1]:
        return FAR
    more_time = np.int64(times[before, here]) + times[here, after] - old_time
    if plan.travel[shift] + more_time > instance.most_time[shift]:
        return FAR
    way = instance.km[profile]
    more_km = np.int64(way[before, here]) + way[here, after] - old_km
    if plan.metres[shift] + more_km > instance.most_km[shift]:
        return FAR
    costs = instance.cost[profile]
    return np.int64(costs[before, here]) + costs[here, after] - old


@njit(cache=True)
def may_take(instance, plan, visit, shift):
    """Whether a tour as a whole can take one visit more."""
    return (
        plan.count[shift] < instance.most_stops[shift]
        and plan.load[shift] + instance.load[visit] <= instance.capacity[shift]
        and instance.fit[instance.kind[visit], instance.rep[shift]] >= 0
        and instance.window_count[instance.hours[visit], instance.day[shift]] > 0
    )


@njit(cache=True)
def insert(instance, plan, visit, shift, position):
    """Put a visit after a position of a tour, and reckon the tour anew."""
    stops = plan.count[shift]
    visits, places = plan.visit[shift], plan.place[shift]
    latest = plan.latest[shift]
    profile = instance.profile[shift]
    place = instance.place[visit]
    before, after = places[position], places[position + 1]
    if position == stops and instance.end[shift] < 0:
        after = before
    for here in range(stops + 1, position, -1):
        visits[here + 1] = visits[here]
        places[here + 1] = places[here]
        latest[here + 1] = latest[here]
        if visits[here] >= 0:
            plan.at[visits[here]] = here + 1
    visits[position + 1] = visit
    places[position + 1] = place
    plan.shift[visit] = shift
    plan.at[visit] = position + 1
    plan.count[shift] = stops + 1
    plan.load[shift] += instance.load[visit]
    if position == stops and instance.end[shift] < 0:
        places[position + 2] = place
        after = place
        plan.travel[shift] += instance.time[profile, before, place]
        plan.metres[shift] += instance.km[profile, before, place]
    else:
        plan.travel[shift] += (
            np.int64(instance.time[profile, before, place])
            + instance.time[profile, place, after]
            - instance.time[profile, before, after]
        )
        plan.metres[shift] += (
            np.int64(instance.km[profile, before, place])
            + instance.km[profile, place, after]
            - instance.km[profile, before, after]
        )
    look_forward(instance, plan, shift, position + 1)
    look_backward(instance, plan, shift, position + 1)


@njit(cache=True)
def best_place(instance, plan, memory, mine, visit, blink):
    """The cheapest place for a visit: (cost, shift, position); cost ``FAR`` for none.

    Looks beside the visit's near neighbours; only if there is nothing, everywhere.
    """
    best, best_shift, best_position = FAR, -1, -1
    for neighbour in instance.near[visit]:
        shift = plan.shift[neighbour]
        if shift < 0 or not mine[shift]:
            continue
        if not may_take(instance, plan, visit, shift):
            continue
        extra = visit_cost(instance, visit, shift)
        at = plan.at[neighbour]
        for position in range(at - 1, at + 1):
            cost = detour(instance, plan, visit, shift, position)
            if cost < FAR and cost + extra < best:
                if np.random.random() >= blink:
                    best, best_shift, best_position = cost + extra, shift, position
    if best_shift < 0:
        best, best_shift, best_position = _anywhere(instance, plan, mine, visit)
    for group in range(len(memory.free)):
        shift = memory.free[group]
        if shift < 0 or not may_take(instance, plan, visit, shift):
            continue
        cost = detour(instance, plan, visit, shift, 0)
        if cost < FAR:
            cost += instance.fixed[shift] + visit_cost(instance, visit, shift)
            cost += _empty_way(instance, shift)
            if cost < best:
                best, best_shift, best_position = cost, shift, 0
    return best, best_shift, best_position


@njit(cache=True)
def _empty_way(instance, shift):
    """A tour that nobody makes costs no way; the detour was reckoned from one."""
    end = instance.end[shift]
    if end < 0:
        return np.int64(0)
    return np.int64(instance.cost[instance.profile[shift], instance.start[shift], end])


@njit(cache=True)
def _anywhere(instance, plan, mine, visit):
    best, best_shift, best_position = FAR, -1, -1
    for shift in range(len(plan.count)):
        if not mine[shift] or plan.count[shift] == 0:
            continue
        if not may_take(instance, plan, visit, shift):
            continue
        extra = visit_cost(instance, visit, shift)
        for position in range(plan.count[shift] + 1):
            cost = detour(instance, plan, visit, shift, position)
            if cost < FAR and cost + extra < best:
                best, best_shift, best_position = cost + extra, shift, position
    return best, best_shift, best_position
