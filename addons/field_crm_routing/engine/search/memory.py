"""What a step of the search may undo."""

from typing import NamedTuple

import numpy as np
from numba import njit

from .plan_arrays import NOBODY


class Memory(NamedTuple):
    """Tours as they were before a step, and room to work in.

    Attributes
    ----------
    visit, place, earliest, latest, count, load, travel, metres
        As in the plan; valid for the tours that are touched.
    touched, is_touched
        The tours of which a copy was made, and whether each is one.
    is_ruined
        Whether visits were torn out of a tour in this step.
    loose, key
        Visits without a tour in this step, and what they are sorted by.
    left_out, left_out_at
        Visits left out of the plan, and where each stands there (negative: it does not).
    free
        An empty shift of each group of shifts that are alike, or ``NOBODY``.
    """

    visit: np.ndarray
    place: np.ndarray
    earliest: np.ndarray
    latest: np.ndarray
    count: np.ndarray
    load: np.ndarray
    travel: np.ndarray
    metres: np.ndarray
    touched: np.ndarray
    is_touched: np.ndarray
    is_ruined: np.ndarray
    loose: np.ndarray
    key: np.ndarray
    left_out: np.ndarray
    left_out_at: np.ndarray
    free: np.ndarray


def make_memory(instance, plan):
    """Room for one search.

    Parameters
    ----------
    instance : Instance
    plan : PlanArrays
    """
    shifts, visits = len(plan.count), len(plan.shift)
    return Memory(
        visit=plan.visit.copy(),
        place=plan.place.copy(),
        earliest=plan.earliest.copy(),
        latest=plan.latest.copy(),
        count=plan.count.copy(),
        load=plan.load.copy(),
        travel=plan.travel.copy(),
        metres=plan.metres.copy(),
        touched=np.zeros(shifts, np.int32),
        is_touched=np.zeros(shifts, np.bool_),
        is_ruined=np.zeros(shifts, np.bool_),
        loose=np.zeros(visits, np.int32),
        key=np.zeros(visits, np.float64),
        left_out=np.zeros(visits, np.int32),
        left_out_at=np.full(visits, -1, np.int32),
        free=np.full(int(instance.alike.max()) + 1, NOBODY, np.int32),
    )


@njit(cache=True)
def copy_tour(source, target, shift):
    """Copy a tour from one plan, or memory, to another."""
    count = source.count[shift]
    for here in range(count + 2):
        target.visit[shift, here] = source.visit[shift, here]
        target.place[shift, here] = source.place[shift, here]
        target.earliest[shift, here] = source.earliest[shift, here]
        target.latest[shift, here] = source.latest[shift, here]
    target.count[shift] = count
    target.load[shift] = source.load[shift]
    target.travel[shift] = source.travel[shift]
    target.metres[shift] = source.metres[shift]


@njit(cache=True)
def copy_plan(source, target):
    """Copy all tours of a plan to another."""
    for shift in range(len(source.count)):
        copy_tour(source, target, shift)
    target.shift[:] = source.shift
    target.at[:] = source.at
