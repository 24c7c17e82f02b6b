"""The tours of all good plans, and the best combination of them.

Each tour is a column of a set-partitioning model: every visit in one tour or left out
at its price, no more tours of a kind of shift than there are shifts.
"""

import numpy as np

from .arrays import ALIKE, PRIZE
from .memory import copy_plan
from .partition import choose
from .plan_arrays import (
    STOPS,
    VISIT,
    empty_plan,
    plan_cost,
    refresh_all,
    tour_costs,
)

MOST_TOURS = 20_000


class Pool:
    """Tours seen so far: of each kind of shift and set of visits the cheapest."""

    def __init__(self, instance):
        self.instance = instance
        self.tours = {}
        self.fresh = 0

    def add(self, plan):
        """Keep the tours of a plan."""
        costs = tour_costs(self.instance, plan)
        for shift in np.flatnonzero(plan.totals[:, STOPS]):
            stops = plan.totals[shift, STOPS]
            order = plan.tours[shift, 1 : stops + 1, VISIT]
            kind = int(self.instance.shifts[shift, ALIKE])
            key = kind, np.sort(order).tobytes()
            cost = int(costs[shift])
            known = self.tours.pop(key, None)
            if known is None or cost < known[0]:
                self.fresh += 1
                known = (cost, order.copy())
            # Last seen last: the oldest are forgotten first.
            self.tours[key] = known
        while len(self.tours) > MOST_TOURS:
            del self.tours[next(iter(self.tours))]

    def combine(self, plan, patience, seconds=None):
        """The best plan of known tours that the model finds.

        Parameters
        ----------
        plan : PlanArrays
            A plan made of tours of this pool, to begin with.
        patience : float
            Deterministic seconds of the model: the same work each time.
        seconds : float, optional
            By the clock, at most.

        Returns
        -------
        PlanArrays, int
            The plan and its cost.
        """
        cost = int(plan_cost(self.instance, plan))
        if not self.tours:
            return plan, cost
        keys = list(self.tours)
        used = self._keys_of(plan)
        chosen = choose(
            orders=[self.tours[key][1] for key in keys],
            costs=np.array([self.tours[key][0] for key in keys], np.int64),
            kinds=np.array([kind for kind, _visits in keys]),
            shifts=np.bincount(self.instance.shifts[:, ALIKE]),
            prizes=self.instance.visits[:, PRIZE],
            known=np.array([key in used for key in keys]),
            patience=patience,
            seconds=seconds,
        )
        if chosen is None:
            return plan, cost
        return self._plan_of(plan, [keys[tour] for tour in chosen])

    def _keys_of(self, plan):
        keys = set()
        for shift in np.flatnonzero(plan.totals[:, STOPS]):
            order = plan.tours[shift, 1 : plan.totals[shift, STOPS] + 1, VISIT]
            kind = int(self.instance.shifts[shift, ALIKE])
            keys.add((kind, np.sort(order).tobytes()))
        return keys

    def _plan_of(self, plan, chosen):
        new = empty_plan(self.instance, plan.tours.shape[1] - 3)
        free = {}
        for shift, kind in enumerate(self.instance.shifts[:, ALIKE].tolist()):
            free.setdefault(kind, []).append(shift)
        for kind, visits in chosen:
            order = self.tours[kind, visits][1]
            shift = free[kind].pop(0)
            new.tours[shift, 1 : len(order) + 1, VISIT] = order
            new.totals[shift, STOPS] = len(order)
        refresh_all(self.instance, new)
        cost = int(plan_cost(self.instance, new))
        old = int(plan_cost(self.instance, plan))
        if cost >= old:
            copy_plan(plan, new)
            cost = old
        return new, cost
