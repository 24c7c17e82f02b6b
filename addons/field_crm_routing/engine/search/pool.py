"""The tours of all good plans, and the best combination of them.

Each tour is a column of a set-partitioning model: every visit in one tour or left out
at its price, no more tours of a kind of shift than there are shifts.
"""

import warnings

import numpy as np

with warnings.catch_warnings():
    # Its enumerations are built in a way that Python 3.13 complains of.
    warnings.simplefilter("ignore", DeprecationWarning)
    from ortools.sat.python import cp_model

from .arrays import ALIKE, PRIZE
from .memory import copy_plan
from .plan_arrays import (
    NOBODY,
    SHIFT,
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
        keys = list(self.tours)
        model = cp_model.CpModel()
        takes = [model.new_bool_var("") for _ in keys]
        prizes = self.instance.visits[:, PRIZE].tolist()
        skips = [model.new_bool_var("") for _ in prizes]
        covers = [[skip] for skip in skips]
        kinds = {}
        for take, key in zip(takes, keys, strict=True):
            for visit in self.tours[key][1]:
                covers[visit].append(take)
            kinds.setdefault(key[0], []).append(take)
        for cover in covers:
            model.add_exactly_one(cover)
        shifts = np.bincount(self.instance.shifts[:, ALIKE])
        for kind, several in kinds.items():
            if shifts[kind] < len(several):
                model.add(sum(several) <= int(shifts[kind]))
        costs = [self.tours[key][0] for key in keys]
        model.minimize(
            cp_model.LinearExpr.weighted_sum([*takes, *skips], [*costs, *prizes])
        )
        self._hint(model, plan, keys, takes, skips)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = patience
        if seconds is not None:
            solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return plan, int(plan_cost(self.instance, plan))
        chosen = [
            key for key, take in zip(keys, takes, strict=True) if solver.value(take)
        ]
        return self._plan_of(plan, chosen)

    def _hint(self, model, plan, keys, takes, skips):
        used = set()
        for shift in np.flatnonzero(plan.totals[:, STOPS]):
            order = plan.tours[shift, 1 : plan.totals[shift, STOPS] + 1, VISIT]
            kind = int(self.instance.shifts[shift, ALIKE])
            used.add((kind, np.sort(order).tobytes()))
        for take, key in zip(takes, keys, strict=True):
            model.add_hint(take, key in used)
        for visit, skip in enumerate(skips):
            model.add_hint(skip, bool(plan.spots[visit, SHIFT] == NOBODY))

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
