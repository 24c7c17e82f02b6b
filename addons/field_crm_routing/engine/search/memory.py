"""What a step of the search may undo."""

from typing import NamedTuple

import numpy as np

from .arrays import ALIKE
from .compiled import compiled
from .plan_arrays import COLUMNS, NOBODY, POSITION, SHIFT, STOPS

# Columns of `marks`: the tour was copied, it was torn at, its number among the copied.
IS_TOUCHED, IS_TORN, TOUCHED = range(3)

# Columns of `queue`: visits without a tour, visits left out, where one stands there.
LOOSE, LEFT_OUT, LEFT_OUT_AT = range(3)


class Memory(NamedTuple):
    """Tours as they were before a step, and room to work in.

    Attributes
    ----------
    tours, totals
        As in the plan; valid for the tours that are touched.
    marks
        ``(K, 3)`` int32.
    queue
        ``(N, 3)`` int32.
    keys
        ``(N,)``: what the loose visits are sorted by.
    free
        For each group of shifts that are alike, an empty one of them or ``NOBODY``.
    seen
        ``(N + K + 1,)``: number of the last look at the place after each visit, then
        after the start of each shift; at the end the number of the present look.
    """

    tours: np.ndarray
    totals: np.ndarray
    marks: np.ndarray
    queue: np.ndarray
    keys: np.ndarray
    free: np.ndarray
    seen: np.ndarray


def make_memory(instance, plan):
    """Room for one search.

    Parameters
    ----------
    instance : Instance
    plan : PlanArrays
    """
    shifts, visits = len(plan.totals), len(plan.spots)
    queue = np.zeros((visits, 3), np.int32)
    queue[:, LEFT_OUT_AT] = -1
    groups = int(instance.shifts[:, ALIKE].max()) + 1
    return Memory(
        tours=plan.tours.copy(),
        totals=plan.totals.copy(),
        marks=np.zeros((shifts, 3), np.int32),
        queue=queue,
        keys=np.zeros(visits, np.float64),
        free=np.full(groups, NOBODY, np.int32),
        seen=np.zeros(visits + shifts + 1, np.int64),
    )


@compiled()
def copy_tour(source, target, shift):
    """Copy a tour from a plan, or a memory, to another."""
    for here in range(source.totals[shift, STOPS] + 2):
        for column in range(COLUMNS):
            target.tours[shift, here, column] = source.tours[shift, here, column]
    for column in range(5):
        target.totals[shift, column] = source.totals[shift, column]


@compiled()
def copy_plan(source, target):
    """Copy all tours of a plan to another."""
    for shift in range(len(source.totals)):
        copy_tour(source, target, shift)
    for visit in range(len(source.spots)):
        target.spots[visit, SHIFT] = source.spots[visit, SHIFT]
        target.spots[visit, POSITION] = source.spots[visit, POSITION]
