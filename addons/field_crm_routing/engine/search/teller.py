"""Telling how far a search is, of the problem as a whole."""

import time

from ..model.progress import Progress
from ..model.schedule import time_tour
from .assemble import tour_cost

REPORT_EVERY = 0.5


class Teller:
    """Knows the tours of all parts of a problem, searched or still to be.

    Parameters
    ----------
    problem : Problem
    visits : sequence of int
        Those that may have a tour.
    stop : Stop
    on_progress : callable or None
    start : dict of int to sequence of int
        What the search begins with.
    """

    def __init__(self, problem, visits, stop, on_progress, start):
        self.problem = problem
        self.visits = visits
        self.stop = stop
        self.on_progress = on_progress
        self.started = self._told = time.monotonic()
        self.steps = 0
        self.orders, self.costs = {}, {}
        for shift, order in start.items():
            tour = time_tour(problem, shift, order) if order else None
            if tour is not None:
                self.orders[shift] = list(order)
                self.costs[shift] = tour_cost(problem, tour)

    def take(self, shifts, orders, costs, steps):
        """Keep what came out of a part.

        Parameters
        ----------
        shifts : iterable of int
            All shifts of the part.
        orders, costs : dict
            Visits and cost of those that are used, by shift.
        steps : int
            Made in the part.
        """
        self.orders, self.costs = self._with(shifts, orders, costs)
        self.steps += steps

    @property
    def is_due(self):
        """Whether somebody waits for word."""
        waited = time.monotonic() - self._told
        return self.on_progress is not None and waited >= REPORT_EVERY

    def tell(self, shifts, orders, costs, steps):
        """Say how far the search is while a part is under way; as for ``take``."""
        self._told = time.monotonic()
        seconds = self._told - self.started
        best, costs = self._with(shifts, orders, costs)
        steps += self.steps
        made = {visit for order in best.values() for visit in order}
        skipped = (self.problem.visits[v] for v in self.visits if v not in made)
        cost = sum(costs.values()) + sum(visit.skip_cost or 0 for visit in skipped)
        share = 0.0
        if self.stop.seconds is not None:
            share = seconds / max(self.stop.seconds, 1e-9)
        if self.stop.steps is not None:
            share = max(share, steps / max(self.stop.steps, 1))
        self.on_progress(
            Progress(
                share=min(share, 1.0),
                seconds=seconds,
                steps=steps,
                cost=int(cost),
                placed=len(made),
                visits=len(self.visits),
                best=best,
            )
        )

    def _with(self, shifts, orders, costs):
        shifts = set(shifts)
        return (
            {**{s: o for s, o in self.orders.items() if s not in shifts}, **orders},
            {**{s: c for s, c in self.costs.items() if s not in shifts}, **costs},
        )
