"""Tear strings of visits out of tours that are near each other."""

import numpy as np
from numba import njit

from .memory import copy_tour
from .plan_arrays import NOBODY, refresh, tour_cost


@njit(cache=True)
def touch(plan, memory, shift, touched):
    """Keep a tour as it is now, once in a step; returns how many are kept."""
    if memory.is_touched[shift]:
        return touched
    memory.is_touched[shift] = True
    memory.touched[touched] = shift
    copy_tour(plan, memory, shift)
    return touched + 1


@njit(cache=True)
def ruin(instance, plan, memory, mine, tuning, centre, mean_stops):
    """Tear strings out of the tours around a visit.

    Returns
    -------
    possible, saved, loose, touched
        Whether the tours are still possible (where the way by a stop is quicker than the
        way past it, they may not be), what they cost less, how many visits are loose and
        how many tours are touched.
    """
    longest = min(tuning.longest, mean_stops)
    most_strings = 4.0 * tuning.removals / (1.0 + longest) - 1.0
    strings = int(np.random.random() * most_strings + 1.0)
    possible, saved, loose, touched, ruined = True, np.int64(0), 0, 0, 0
    for rank in range(-1, instance.near.shape[1]):
        if ruined >= strings:
            break
        visit = centre if rank < 0 else instance.near[centre, rank]
        shift = plan.shift[visit]
        if shift < 0 or not mine[shift] or memory.is_ruined[shift]:
            continue
        memory.is_ruined[shift] = True
        ruined += 1
        touched = touch(plan, memory, shift, touched)
        before = tour_cost(instance, plan, shift)
        loose = _tear(instance, plan, memory, tuning, visit, shift, longest, loose)
        if not refresh(instance, plan, shift):
            possible = False
            break
        if plan.count[shift] == 0:
            memory.free[instance.alike[shift]] = shift
        saved += before - tour_cost(instance, plan, shift)
    for index in range(touched):
        memory.is_ruined[memory.touched[index]] = False
    return possible, saved, loose, touched


@njit(cache=True)
def _tear(instance, plan, memory, tuning, visit, shift, longest, loose):
    """Tear one string that contains a visit out of its tour."""
    stops = plan.count[shift]
    length = int(np.random.random() * min(float(stops), longest) + 1.0)
    length = min(length, stops)
    kept = 0
    if 1 < length < stops and np.random.random() < 0.5:
        kept = 1
        while length + kept < stops and np.random.random() > tuning.stop_keeping:
            kept += 1
    span = length + kept
    at = plan.at[visit]
    first = max(1, at - span + 1)
    first += np.random.randint(0, min(at, stops - span + 1) - first + 1)
    keep_from = first
    if kept:
        keep_from += np.random.randint(0, length + 1)
    visits = plan.visit[shift]
    stays = 0
    for here in range(1, stops + 1):
        this = visits[here]
        inside = first <= here < first + span
        if inside and not (keep_from <= here < keep_from + kept):
            memory.loose[loose] = this
            loose += 1
            plan.shift[this] = NOBODY
        else:
            stays += 1
            visits[stays] = this
    plan.count[shift] = stays
    return loose
