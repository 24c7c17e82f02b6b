"""Where a visit fits into a plan, and at what cost."""

import numpy as np

from .arrays import (
    ANYWHERE,
    CALENDAR,
    CAPACITY,
    COUNT,
    END,
    FIXED,
    HOURS,
    KIND,
    LOAD,
    METRES,
    METRES_BACK,
    MOST_METRES,
    MOST_STOPS,
    MOST_TRAVEL,
    MOST_WORK,
    PER_METRE,
    PER_SECOND,
    PLACE,
    PROFILE,
    REP,
    SERVICE,
    START,
    TIME,
    TIME_BACK,
)
from .compiled import compiled
from .plan_arrays import (
    AT_PLACE,
    CARRIED,
    COLUMNS,
    DISTANCE,
    LATEST,
    LEG_METRES,
    LEG_TIME,
    NOBODY,
    POSITION,
    READY,
    SHIFT,
    STOPS,
    TRAVEL,
    VISIT,
    WORK,
    look_backward,
    look_forward,
    next_opening,
    visit_cost,
)

FAR = 2**60
# Empty tours of other kinds that are looked at for one visit when it has a place.
EMPTY = 4


@compiled()
def may_take(instance, plan, visit, shift):
    """Whether a tour as a whole can take one visit more."""
    visits, shifts, totals = instance.visits, instance.shifts, plan.totals
    kind, hours = visits[visit, KIND], visits[visit, HOURS]
    return (
        totals[shift, CARRIED] + visits[visit, LOAD] <= shifts[shift, CAPACITY]
        and totals[shift, STOPS] < shifts[shift, MOST_STOPS]
        and instance.fit[kind, shifts[shift, REP]] >= 0
        and instance.hours[hours, shifts[shift, CALENDAR], COUNT] > 0
    )


@compiled()
def detour(instance, plan, visit, shift, position, bound):
    """Cost of the way to a visit after a position of a tour.

    ``FAR`` if it is impossible, or not below ``bound``. What holds for the tour as a
    whole is for ``may_take``. Whole indices only: a part of an array would be counted
    as one more reference to it, which costs more than the rest.
    """
    shifts, tours, totals = instance.shifts, plan.tours, plan.totals
    ways, visits = instance.ways, instance.visits
    before = tours[shift, position, AT_PLACE]
    after = tours[shift, position + 1, AT_PLACE]
    here = visits[visit, PLACE]
    profile = shifts[shift, PROFILE]
    is_end = shifts[shift, END] == ANYWHERE and position == totals[shift, STOPS]
    on = here if is_end else np.int64(after)
    # Both ways from where the visit is: they lie side by side.
    time_to = np.int64(ways[profile, here, before, TIME_BACK])
    time_on = np.int64(ways[profile, here, on, TIME])
    travel = time_to + time_on - tours[shift, position + 1, LEG_TIME]
    metres = np.int64(ways[profile, here, before, METRES_BACK])
    metres += ways[profile, here, on, METRES]
    metres -= tours[shift, position + 1, LEG_METRES]
    cost = metres * shifts[shift, PER_METRE] + travel * shifts[shift, PER_SECOND]
    if cost >= bound:
        return np.int64(FAR)
    arrives = np.int64(tours[shift, position, READY]) + time_to
    hours, calendar = visits[visit, HOURS], shifts[shift, CALENDAR]
    begins = next_opening(instance, hours, calendar, arrives)
    service = visits[visit, SERVICE]
    if begins + service + time_on > tours[shift, position + 1, LATEST]:
        return np.int64(FAR)
    if (
        totals[shift, TRAVEL] + travel > shifts[shift, MOST_TRAVEL]
        or totals[shift, WORK] + travel + service > shifts[shift, MOST_WORK]
        or totals[shift, DISTANCE] + metres > shifts[shift, MOST_METRES]
    ):
        return np.int64(FAR)
    return cost


@compiled()
def insert(instance, plan, visit, shift, position):
    """Put a visit after a position of a tour, and reckon the tour anew."""
    shifts, tours, totals = instance.shifts, plan.tours, plan.totals
    ways, visits, spots = instance.ways, instance.visits, plan.spots
    profile, stops = shifts[shift, PROFILE], totals[shift, STOPS]
    place = visits[visit, PLACE]
    before = tours[shift, position, AT_PLACE]
    after = tours[shift, position + 1, AT_PLACE]
    is_end = shifts[shift, END] == ANYWHERE and position == stops
    on = place if is_end else np.int64(after)
    time_to = ways[profile, place, before, TIME_BACK]
    time_on = ways[profile, place, on, TIME]
    metres_to = ways[profile, place, before, METRES_BACK]
    metres_on = ways[profile, place, on, METRES]
    travel = np.int64(time_to) + time_on - tours[shift, position + 1, LEG_TIME]
    metres = np.int64(metres_to) + metres_on - tours[shift, position + 1, LEG_METRES]
    totals[shift, TRAVEL] += travel
    totals[shift, WORK] += travel + visits[visit, SERVICE]
    totals[shift, DISTANCE] += metres
    totals[shift, CARRIED] += visits[visit, LOAD]
    totals[shift, STOPS] = stops + 1
    for here in range(stops + 1, position, -1):
        for column in range(COLUMNS):
            tours[shift, here + 1, column] = tours[shift, here, column]
        if tours[shift, here, VISIT] >= 0:
            spots[tours[shift, here, VISIT], POSITION] = here + 1
    tours[shift, position + 1, VISIT] = visit
    tours[shift, position + 1, AT_PLACE] = place
    tours[shift, position + 1, LEG_TIME] = time_to
    tours[shift, position + 1, LEG_METRES] = metres_to
    tours[shift, position + 2, LEG_TIME] = time_on
    tours[shift, position + 2, LEG_METRES] = metres_on
    if is_end:
        tours[shift, position + 2, AT_PLACE] = place
    spots[visit, SHIFT] = shift
    spots[visit, POSITION] = position + 1
    look_forward(instance, plan, shift, position + 1, position + 1)
    look_backward(instance, plan, shift, position + 1, position + 1)


@compiled()
def best_place(instance, plan, memory, mine, visit, blink, bound, everywhere, opening):
    """The cheapest place for a visit: (cost, shift, position).

    Looks beside the near neighbours of the visit; only if none is possible, everywhere,
    and in some empty tours of different kinds, of whose cost only the share ``opening``
    is compared. ``FAR`` when there is none below ``bound``.
    """
    best, best_shift, best_position = np.int64(bound), -1, -1
    last, last_takes, extra = -1, False, np.int64(0)
    near, seen = instance.near, memory.seen
    count = len(near)
    seen[-1] += 1
    look = seen[-1]
    for rank in range(near.shape[1]):
        neighbour = near[visit, rank]
        shift = plan.spots[neighbour, SHIFT]
        if shift == NOBODY or not mine[shift]:
            continue
        if shift != last:
            last, last_takes = shift, may_take(instance, plan, visit, shift)
            extra = visit_cost(instance, visit, shift)
        if not last_takes:
            continue
        at = plan.spots[neighbour, POSITION]
        for position in range(at - 1, at + 1):
            slot = plan.tours[shift, position, VISIT] if position else count + shift
            if seen[slot] == look:
                continue
            seen[slot] = look
            cost = detour(instance, plan, visit, shift, position, best - extra)
            if cost != FAR and np.random.random() >= blink:
                best, best_shift, best_position = cost + extra, shift, position
    if best_shift < 0 and everywhere:
        best, best_shift, best_position = _anywhere(instance, plan, mine, visit, bound)
    groups = len(memory.free)
    first, looked = np.random.randint(0, groups), 0
    for step in range(groups):
        shift = memory.free[(first + step) % groups]
        if shift == NOBODY or not may_take(instance, plan, visit, shift):
            continue
        cost = start_cost(instance, plan, visit, shift)
        if cost < bound and cost * opening < best:
            best, best_shift, best_position = cost, np.int64(shift), 0
        looked += 1
        if looked == EMPTY and best_shift >= 0:
            break
    if best_shift < 0:
        best = np.int64(FAR)
    return best, best_shift, best_position


@compiled()
def start_cost(instance, plan, visit, shift):
    """Cost of a visit as the only one of an empty shift that may take it."""
    cost = detour(instance, plan, visit, shift, 0, FAR)
    if cost == FAR:
        return cost
    limits = instance.shifts[shift]
    cost += limits[FIXED] + visit_cost(instance, visit, shift)
    if limits[END] != ANYWHERE:
        # The detour was reckoned from a way that nobody makes.
        unused = instance.ways[limits[PROFILE], limits[START], limits[END]]
        cost += unused[METRES] * limits[PER_METRE]
        cost += unused[TIME] * limits[PER_SECOND]
    return cost


@compiled()
def _anywhere(instance, plan, mine, visit, bound):
    best, best_shift, best_position = np.int64(bound), -1, -1
    for shift in range(len(mine)):
        stops = plan.totals[shift, STOPS]
        if not mine[shift] or not stops or not may_take(instance, plan, visit, shift):
            continue
        extra = visit_cost(instance, visit, shift)
        for position in range(stops + 1):
            cost = detour(instance, plan, visit, shift, position, best - extra)
            if cost != FAR:
                best, best_shift, best_position = cost + extra, shift, position
    return best, best_shift, best_position
