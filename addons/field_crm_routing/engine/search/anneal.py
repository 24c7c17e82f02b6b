"""Slack induction by string removals under simulated annealing.

Christiaens and Vanden Berghe, « Slack Induction by String Removals for Vehicle Routing
Problems », Transportation Science 54(2), 2020. Beyond the paper: visits are put back
beside near neighbours only, have hours on each day, may fit a rep more or less, and may
be left out at a price.
"""

import math
from typing import NamedTuple

import numpy as np

from .arrays import ALIKE, HOURS, LOAD, METRES, NEVER_SKIP, PLACE, PRIZE, START
from .compiled import compiled
from .memory import (
    IS_TOUCHED,
    LEFT_OUT,
    LEFT_OUT_AT,
    LOOSE,
    TOUCHED,
    copy_plan,
    copy_tour,
)
from .plan_arrays import NOBODY, POSITION, SHIFT, STOPS, VISIT
from .recreate import FAR, best_place, insert
from .ruin import ruin, touch


class Tuning(NamedTuple):
    """How much is torn out of a plan at a time, and how it is put back.

    Attributes
    ----------
    removals
        Visits torn out, on average.
    longest
        Longest string torn out of one tour.
    stop_keeping
        Chance that the stretch kept inside a split string ends at each of its stops.
    blink
        Chance to overlook a place for a visit.
    tries
        Left-out visits that are tried again, at most.
    everywhere
        Chance that a left-out visit without room beside its neighbours is tried in all
        tours.
    opening
        Chance that a step makes a new tour look cheaper than it is to its first visit:
        no single visit is worth a tour that several are.
    """

    removals: float = 10.0
    longest: float = 10.0
    stop_keeping: float = 0.01
    blink: float = 0.01
    tries: int = 5
    everywhere: float = 0.05
    opening: float = 0.1


@compiled()
def anneal(
    instance, plan, best, memory, mine, centres, tuning, costs, steps, warm, cold, seed
):
    """Improve a part of a plan.

    Parameters
    ----------
    instance : Instance
    plan, best : PlanArrays
        The present plan, changed in place, and the best one so far.
    memory : Memory
    mine : ndarray of bool, shape (K,)
        Tours that this search may touch; those of others stay as they are.
    centres : ndarray of int32
        Visits that this search may take up.
    tuning : Tuning
    costs : tuple of int64
        Cost of the present plan and of the best one.
    steps : int
    warm, cold : float
        Temperatures of the first and the last step, in units of cost.
    seed : int

    Returns
    -------
    tuple of int64
        Cost of the present plan and of the best one.
    """
    np.random.seed(seed)
    present, record = costs
    left_out = _find_left_out(plan, memory, centres)
    for group in range(len(memory.free)):
        memory.free[group] = NOBODY
    stops, tours = 0, 0
    for shift in range(len(mine)):
        if mine[shift] and plan.totals[shift, STOPS]:
            stops += plan.totals[shift, STOPS]
            tours += 1
        elif mine[shift]:
            memory.free[instance.shifts[shift, ALIKE]] = shift
    mean_stops = max(stops / max(tours, 1), 1.0)
    cooling = (cold / warm) ** (1.0 / max(steps, 1))
    heat = warm
    for _step in range(steps):
        centre = centres[np.random.randint(0, len(centres))]
        possible, saved, torn, touched = ruin(
            instance, plan, memory, mine, tuning, centre, mean_stops
        )
        loose = _add_left_out(memory, torn, left_out, tuning.tries)
        change = np.int64(0)
        if possible:
            _sort(instance, memory, loose)
            change, touched = _recreate(
                instance, plan, memory, mine, tuning, loose, touched, heat
            )
            change -= saved
        if possible and change < -heat * math.log(1.0 - np.random.random()):
            present += change
            left_out = _settle(plan, memory, loose, left_out)
            if present < record:
                record = present
                copy_plan(plan, best)
        else:
            _undo(instance, plan, memory, mine, loose, touched)
        for index in range(touched):
            memory.marks[memory.marks[index, TOUCHED], IS_TOUCHED] = False
        heat *= cooling
    for index in range(left_out):
        memory.queue[memory.queue[index, LEFT_OUT], LEFT_OUT_AT] = -1
    return present, record


@compiled()
def construct(instance, plan, memory, mine, centres, seed):
    """Put the visits that nobody makes where they cost least, one after the other.

    Parameters
    ----------
    instance, plan, memory, mine, centres
        As for ``anneal``.
    seed : int

    ``centres`` ends up in another order.
    """
    np.random.seed(seed)
    for group in range(len(memory.free)):
        memory.free[group] = _find_free(instance, plan, mine, group)
    _shuffle(centres)
    for visit in centres:
        if plan.spots[visit, SHIFT] != NOBODY:
            continue
        prize = instance.visits[visit, PRIZE]
        cost, shift, position = best_place(
            instance, plan, memory, mine, visit, 0.0, prize, True, 1.0
        )
        if cost != FAR:
            insert(instance, plan, visit, shift, position)
            group = instance.shifts[shift, ALIKE]
            if memory.free[group] == shift:
                memory.free[group] = _find_free(instance, plan, mine, group)


@compiled()
def _shuffle(visits):
    for index in range(len(visits) - 1, 0, -1):
        other = np.random.randint(0, index + 1)
        visits[index], visits[other] = visits[other], visits[index]


@compiled()
def _find_left_out(plan, memory, centres):
    """List the visits that are left out; returns how many there are."""
    found = 0
    for visit in centres:
        if plan.spots[visit, SHIFT] == NOBODY:
            memory.queue[found, LEFT_OUT] = visit
            memory.queue[visit, LEFT_OUT_AT] = found
            found += 1
    return found


@compiled()
def _add_left_out(memory, loose, left_out, tries):
    """Take up some of the visits left out; returns how many visits are loose."""
    for index in range(min(tries, left_out)):
        other = np.random.randint(index, left_out)
        one, two = memory.queue[index, LEFT_OUT], memory.queue[other, LEFT_OUT]
        memory.queue[index, LEFT_OUT], memory.queue[other, LEFT_OUT] = two, one
        memory.queue[two, LEFT_OUT_AT], memory.queue[one, LEFT_OUT_AT] = index, other
        memory.queue[loose, LOOSE] = two
        loose += 1
    return loose


@compiled()
def _sort(instance, memory, loose):
    """Order the loose visits by chance or by what makes them hard to place."""
    choice = np.random.random() * 11.0
    for index in range(loose):
        visit = memory.queue[index, LOOSE]
        row = instance.visits[visit, HOURS]
        if choice < 4.0:
            key = np.random.random()
        elif choice < 6.0:
            key = -float(instance.visits[visit, LOAD])
        elif choice < 7.0:
            key = -_remoteness(instance, visit)
        elif choice < 8.0:
            key = _remoteness(instance, visit)
        elif choice < 9.0:
            key = float(instance.keys[row, 0])
        elif choice < 10.0:
            key = float(instance.keys[row, 1])
        else:
            key = -float(instance.keys[row, 2])
        place = index - 1
        while place >= 0 and memory.keys[place] > key:
            memory.keys[place + 1] = memory.keys[place]
            memory.queue[place + 1, LOOSE] = memory.queue[place, LOOSE]
            place -= 1
        memory.keys[place + 1] = key
        memory.queue[place + 1, LOOSE] = visit


@compiled()
def _remoteness(instance, visit):
    start = instance.shifts[0, START]
    return float(instance.ways[0, start, instance.visits[visit, PLACE], METRES])


@compiled()
def _recreate(instance, plan, memory, mine, tuning, loose, touched, heat):
    """Put the loose visits back, or leave them out when that is cheaper.

    A little dearer is taken, too: two visits may be worth a way that one is not.
    """
    spent = np.int64(0)
    opening = 1.0
    if np.random.random() < tuning.opening:
        opening = np.random.random()
    for index in range(loose):
        visit = memory.queue[index, LOOSE]
        prize = instance.visits[visit, PRIZE]
        was_out = memory.queue[visit, LEFT_OUT_AT] >= 0
        # Whoever found no room a moment ago is not looked for everywhere each time.
        everywhere = not was_out or np.random.random() < tuning.everywhere
        if was_out:
            spent -= prize
        bound = prize
        if prize < NEVER_SKIP:
            bound += np.int64(-10.0 * heat * math.log(1.0 - np.random.random()))
        cost, shift, position = best_place(
            instance,
            plan,
            memory,
            mine,
            visit,
            tuning.blink,
            bound,
            everywhere,
            opening,
        )
        if cost == FAR:
            spent += prize
            continue
        touched = touch(plan, memory, shift, touched)
        insert(instance, plan, visit, shift, position)
        spent += cost
        group = instance.shifts[shift, ALIKE]
        if memory.free[group] == shift:
            memory.free[group] = _find_free(instance, plan, mine, group)
            opening = 1.0
    return spent, touched


@compiled()
def _find_free(instance, plan, mine, group):
    for shift in range(len(mine)):
        if (
            mine[shift]
            and not plan.totals[shift, STOPS]
            and instance.shifts[shift, ALIKE] == group
        ):
            return shift
    return NOBODY


@compiled()
def _settle(plan, memory, loose, left_out):
    """Bring the list of visits left out up to date; returns how many there are."""
    for index in range(loose):
        visit = memory.queue[index, LOOSE]
        at = memory.queue[visit, LEFT_OUT_AT]
        if plan.spots[visit, SHIFT] == NOBODY and at < 0:
            memory.queue[left_out, LEFT_OUT] = visit
            memory.queue[visit, LEFT_OUT_AT] = left_out
            left_out += 1
        elif plan.spots[visit, SHIFT] != NOBODY and at >= 0:
            left_out -= 1
            last = memory.queue[left_out, LEFT_OUT]
            memory.queue[at, LEFT_OUT] = last
            memory.queue[last, LEFT_OUT_AT] = at
            memory.queue[visit, LEFT_OUT_AT] = -1
    return left_out


@compiled()
def _undo(instance, plan, memory, mine, loose, touched):
    """Put the touched tours back as they were."""
    for index in range(loose):
        plan.spots[memory.queue[index, LOOSE], SHIFT] = NOBODY
    for index in range(touched):
        shift = memory.marks[index, TOUCHED]
        copy_tour(memory, plan, shift)
        for here in range(1, plan.totals[shift, STOPS] + 1):
            visit = plan.tours[shift, here, VISIT]
            plan.spots[visit, SHIFT] = shift
            plan.spots[visit, POSITION] = here
        group = instance.shifts[shift, ALIKE]
        if plan.totals[shift, STOPS] == 0:
            memory.free[group] = shift
        elif memory.free[group] == shift:
            memory.free[group] = _find_free(instance, plan, mine, group)
