"""Tear strings of visits out of tours that are near each other."""

import numpy as np

from .arrays import ALIKE
from .compiled import compiled
from .memory import IS_TORN, IS_TOUCHED, LOOSE, TOUCHED, copy_tour
from .plan_arrays import (
    NOBODY,
    POSITION,
    SHIFT,
    STOPS,
    VISIT,
    refresh,
    visit_cost,
    way_cost,
)


@compiled()
def touch(plan, memory, shift, touched):
    """Keep a tour as it is now, once in a step; returns how many are kept."""
    if memory.marks[shift, IS_TOUCHED]:
        return touched
    memory.marks[shift, IS_TOUCHED] = True
    memory.marks[touched, TOUCHED] = shift
    copy_tour(plan, memory, shift)
    return touched + 1


@compiled()
def ruin(instance, plan, memory, mine, tuning, centre, mean_stops):
    """Tear strings out of the tours around a visit.

    Returns
    -------
    possible, saved, loose, touched
        Whether the tours are still possible (where the way by a stop is quicker than
        the way past it, they may not be), what they cost less, how many visits are
        loose and how many tours are touched.
    """
    longest = min(tuning.longest, mean_stops)
    most_strings = 4.0 * tuning.removals / (1.0 + longest) - 1.0
    strings = int(np.random.random() * most_strings + 1.0)
    possible, saved, loose, touched, ruined = True, np.int64(0), 0, 0, 0
    for rank in range(-1, instance.near.shape[1]):
        if ruined >= strings:
            break
        visit = centre if rank < 0 else instance.near[centre, rank]
        shift = plan.spots[visit, SHIFT]
        if shift == NOBODY or not mine[shift] or memory.marks[shift, IS_TORN]:
            continue
        memory.marks[shift, IS_TORN] = True
        ruined += 1
        touched = touch(plan, memory, shift, touched)
        saved += way_cost(instance, plan, shift)
        torn = loose
        loose = _tear(plan, memory, tuning, visit, shift, longest, loose)
        for index in range(torn, loose):
            saved += visit_cost(instance, memory.queue[index, LOOSE], shift)
        if not refresh(instance, plan, shift):
            possible = False
            break
        if plan.totals[shift, STOPS] == 0:
            memory.free[instance.shifts[shift, ALIKE]] = shift
        saved -= way_cost(instance, plan, shift)
    for index in range(touched):
        memory.marks[memory.marks[index, TOUCHED], IS_TORN] = False
    return possible, saved, loose, touched


@compiled()
def _tear(plan, memory, tuning, visit, shift, longest, loose):
    """Tear one string that contains a visit out of its tour."""
    stops = plan.totals[shift, STOPS]
    length = int(np.random.random() * min(float(stops), longest) + 1.0)
    length = min(length, stops)
    kept = 0
    if 1 < length < stops and np.random.random() < 0.5:
        kept = 1
        while length + kept < stops and np.random.random() > tuning.stop_keeping:
            kept += 1
    span = length + kept
    at = plan.spots[visit, POSITION]
    first = max(1, at - span + 1)
    first += np.random.randint(0, min(at, stops - span + 1) - first + 1)
    keep_from = first
    if kept:
        keep_from += np.random.randint(0, length + 1)
    tours = plan.tours
    stays = 0
    for here in range(1, stops + 1):
        this = tours[shift, here, VISIT]
        inside = first <= here < first + span
        if inside and not (keep_from <= here < keep_from + kept):
            memory.queue[loose, LOOSE] = this
            loose += 1
            plan.spots[this, SHIFT] = NOBODY
        else:
            stays += 1
            tours[shift, stays, VISIT] = this
    plan.totals[shift, STOPS] = stays
    return loose
