"""The search as a whole."""

import time
from dataclasses import replace

import numpy as np

from ..model.parameters import Parameters
from .anneal import Tuning, construct
from .arrays import (
    CAPACITY,
    METRES,
    MOST_STOPS,
    PER_METRE,
    PER_SECOND,
    PLACE,
    PROFILE,
    TIME,
)
from .assemble import assemble
from .budget import Budget, remaining
from .crew import Islands, Parts, make_threads
from .districts import LARGE, search_districts
from .memory import make_memory
from .partner import SHORTEST, Partners, can_hold
from .plan_arrays import (
    CARRIED,
    NOBODY,
    SHIFT,
    STOPS,
    VISIT,
    empty_plan,
    refresh,
    refresh_all,
    tour_costs,
)
from .pool import Pool
from .reasons import reason_impossible, reason_left
from .recreate import may_take
from .teller import Teller
from .translate import translate

# Up to how many visits each thread searches the whole of a problem.
SMALL = 400
# How warm a search is that goes on from a plan: hotter would first undo it.
GOING_ON = 0.1
# Shares of the limit after which the tours seen are combined, and for how much of it.
COMBINE_AT = (0.5, 0.75, 0.9)
COMBINE_FOR = 0.04
# The same with PyVRP: what each finds is the other's only when they are combined. Ours
# has cooled down by the first time, when the two are compared.
COMBINE_BOTH_AT = (0.4, 0.55, 0.7, 0.85, 0.95)
COOL_AT = COMBINE_BOTH_AT[0]
# How much better PyVRP has to be then to take over the other cores, too: some problems
# suit it so well that ours only looks on.
CLEARLY = 0.002
# Seconds between two looks at what it has found.
LOOK = 0.1


def solve(problem, parameters=None, stop=None, on_progress=None, start=None):
    """Search for a good plan.

    Parameters
    ----------
    problem : Problem
    parameters : Parameters, optional
    stop : Stop
    on_progress : callable, optional
        Called with a ``Progress`` twice a second, in this thread.
    start : dict of int to sequence of int, optional
        Visits of each shift in their order, to begin with; what of it is impossible is
        ignored.

    Returns
    -------
    Result
    """
    started = time.monotonic()
    parameters = parameters or Parameters()
    locked = {visit for order in problem.tours.values() for visit in order}
    shifts = [n for n in range(len(problem.shifts)) if n not in problem.tours]
    reasons, visits = {}, []
    for visit in range(len(problem.visits)):
        if visit in locked:
            continue
        reason = reason_impossible(problem, visit, shifts)
        if reason is None:
            visits.append(visit)
        else:
            reasons[visit] = reason
    if start:
        parameters = replace(parameters, warm=parameters.warm * GOING_ON)
    free = set(shifts)
    start = {shift: order for shift, order in (start or {}).items() if shift in free}
    teller = Teller(problem, visits, stop, on_progress, start)
    teller.started = started

    def search(parameters, stop, shifts, visits, start):
        run = Run(problem, parameters, stop, teller, shifts, visits)
        run.search(start)
        teller.take(shifts, *run.found(), run.budget.steps)

    if len(visits) > LARGE:
        search_districts(problem, parameters, stop, shifts, visits, teller, search)
    elif visits:
        search(parameters, remaining(stop, started), shifts, visits, start)
    orders = teller.orders
    made = {visit for order in orders.values() for visit in order}
    reasons.update(
        {v: reason_left(problem, v, shifts) for v in visits if v not in made}
    )
    return assemble(problem, orders, reasons, time.monotonic() - started, teller.steps)


class Run:
    """One search over some shifts and visits of a problem."""

    def __init__(self, problem, parameters, stop, teller, shifts, visits):
        started = time.monotonic()
        self.problem = problem
        self.parameters = parameters
        self.teller = teller
        self.part = translate(problem, shifts, visits, parameters.neighbours)
        self.instance = self.part.instance
        self.budget = Budget(stop, parameters.threads, started)
        self.best = None
        self.partners = None

    def search(self, start):
        """Search until the limit; ``found`` tells what."""
        instance, parameters = self.instance, self.parameters
        plan = self._first_plan(start)
        tuning = Tuning(removals=parameters.removals, longest=parameters.longest)
        if len(instance.visits) <= SMALL:
            self.partners = self._call_partners()
            threads = parameters.threads - bool(self.partners)
            self.budget.threads = threads
            crew = Islands(instance, plan, tuning, threads)
        else:
            crew = Parts(instance, plan, tuning, parameters.threads, self._positions())
        try:
            self._search(crew)
        finally:
            if self.partners:
                self.partners.close()

    def _search(self, crew):
        instance, parameters = self.instance, self.parameters
        pool = Pool(instance)
        combine_at = list(COMBINE_BOTH_AT if self.partners else COMBINE_AT)
        unit = mean_step(instance)
        number = 0
        with make_threads(parameters.threads) as threads:
            while steps := self.budget.next_steps():
                if self.budget.is_asked:
                    break
                share = self.budget.share()
                heats = [
                    unit * self._heat(at) for at in (share, self.budget.share(steps))
                ]
                if self.partners and self.partners.working == parameters.threads:
                    time.sleep(min(LOOK, (1 - share) * self.budget.stop.seconds))
                else:
                    seeds = self._seeds(number)
                    seconds = crew.work(threads, steps, heats, seeds, share)
                    self.budget.used(steps, seconds)
                    number += 1
                    for present in crew.present():
                        pool.add(present)
                self.best, _cost = self._best_of_both(crew, pool)
                if parameters.combining and combine_at and share >= combine_at[0]:
                    if self.partners and combine_at[0] == COOL_AT:
                        self._share_cores(crew)
                    combine_at.pop(0)
                    self._combine(crew, pool, self.best)
                if self.teller.is_due:
                    shifts = self.part.shifts.tolist()
                    self.teller.tell(shifts, *self.found(), self.budget.steps)
        self.best, _cost = self._best_of_both(crew, pool)

    def _patience(self):
        """How long the combination of tours may take: (deterministic, by the clock)."""
        patience, limit = self.parameters.combining, self.budget.stop.seconds
        if limit is None:
            return patience, None
        return patience, min(patience, COMBINE_FOR * limit)

    def _call_partners(self):
        """PyVRP on one of the cores, if the problem and the limit allow."""
        stop, parameters = self.budget.stop, self.parameters
        if stop.seconds is None or stop.steps is not None or parameters.threads < 2:
            return None
        seconds = stop.seconds - self.budget.seconds
        if seconds < SHORTEST or not can_hold(self.part):
            return None
        partners = Partners(self.part, parameters.seed)
        partners.call(seconds)
        return partners

    def _best_of_both(self, crew, pool):
        """The best plan so far, ours or PyVRP's, and its cost."""
        ours = crew.best()
        theirs = self.partners and self.partners.hear(pool)
        return min(ours, theirs or ours, key=lambda found: found[1])

    def _share_cores(self, crew):
        """Give PyVRP the other cores as well where it is clearly ahead."""
        left = self.budget.stop.seconds - self.budget.seconds
        theirs = self.partners.best
        _plan, cost = crew.best()
        if theirs and theirs[1] < cost * (1 - CLEARLY) and left > SHORTEST:
            while len(self.partners.all) < self.parameters.threads:
                self.partners.call(left)

    def _combine(self, crew, pool, plan):
        """Let the searches go on from the best combination of all tours so far."""
        pool.add(plan)
        plan, cost = pool.combine(plan, *self._patience())
        crew.take(plan, cost)
        if self.partners:
            self.partners.offer(plan, cost)

    def _heat(self, share):
        warm, cold = self.parameters.warm, self.parameters.cold
        if self.partners:
            # Cold when the two are compared, and lukewarm again for what they combine.
            if share < COOL_AT:
                share /= COOL_AT
            else:
                warm *= GOING_ON
                share = (share - COOL_AT) / (1 - COOL_AT)
        return warm * (cold / warm) ** share

    def _seeds(self, number):
        first = self.parameters.seed * 1_000_003 + number * self.parameters.threads
        return [(first + thread) % 2**32 for thread in range(self.parameters.threads)]

    def _positions(self):
        """Where the places of the instance lie."""
        known = np.zeros((self.instance.ways.shape[1], 2))
        for number, visit in enumerate(self.part.visits):
            place = self.instance.visits[number, PLACE]
            known[place] = self.problem.positions[self.problem.visits[visit].place]
        return known

    def _first_plan(self, start):
        instance = self.instance
        plan = empty_plan(instance, self.part.room)
        number_of = {visit: n for n, visit in enumerate(self.part.visits.tolist())}
        for row, shift in enumerate(self.part.shifts.tolist()):
            order = [number_of[v] for v in start.get(shift, ()) if v in number_of]
            if not 0 < len(order) <= self.part.room:
                continue
            plan.tours[row, 1 : len(order) + 1, VISIT] = order
            plan.totals[row, STOPS] = len(order)
            if not self._keeps(plan, row, order):
                plan.totals[row, STOPS] = 0
                plan.spots[order, SHIFT] = NOBODY
                refresh(instance, plan, row)
        refresh_all(instance, plan)
        mine = np.ones(len(instance.shifts), np.bool_)
        centres = np.arange(len(instance.visits), dtype=np.int32)
        memory = make_memory(instance, plan)
        seed = self.parameters.seed % 2**32
        construct(instance, plan, memory, mine, centres, seed)
        return plan

    def _keeps(self, plan, row, order):
        possible = refresh(self.instance, plan, row)
        totals = plan.totals[row].copy()
        plan.totals[row, [STOPS, CARRIED]] = 0
        fits = all(may_take(self.instance, plan, visit, row) for visit in order)
        plan.totals[row] = totals
        limits = self.instance.shifts[row]
        return (
            possible
            and fits
            and totals[CARRIED] <= limits[CAPACITY]
            and totals[STOPS] <= limits[MOST_STOPS]
        )

    def found(self):
        """The best plan so far: ({shift: [visit]}, {shift: cost})."""
        plan, orders, costs = self.best, {}, {}
        prices = tour_costs(self.instance, plan)
        for row in np.flatnonzero(plan.totals[:, STOPS]):
            visits = plan.tours[row, 1 : plan.totals[row, STOPS] + 1, VISIT]
            shift = int(self.part.shifts[row])
            orders[shift] = self.part.visits[visits].tolist()
            costs[shift] = int(prices[row])
        return orders, costs


def mean_step(instance):
    """Mean cost of the way to a near neighbour."""
    shift = instance.shifts[0]
    ways = instance.ways[shift[PROFILE]]
    here = instance.visits[:, PLACE]
    there = here[instance.near[:, : min(5, instance.near.shape[1])]]
    pairs = ways[here[:, None], there]
    costs = pairs[..., METRES] * shift[PER_METRE] + pairs[..., TIME] * shift[PER_SECOND]
    return max(float(costs.mean()), 1.0)
