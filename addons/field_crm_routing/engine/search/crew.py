"""Several searches side by side, one in each thread.

The compiled search lets other threads run, so that each has a core of its own.
"""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from .anneal import anneal
from .arrays import PLACE
from .memory import copy_plan, make_memory
from .plan_arrays import AT_PLACE, NOBODY, SHIFT, STOPS, empty_plan, plan_cost

# Below every cost: the search keeps no record of its own.
NO_RECORD = -(2**61)
# Every how many rounds islands compare, and from which share of the limit on.
EXCHANGE, EXCHANGE_FROM = 8, 0.4


def copy_of(instance, plan):
    """A plan with arrays of its own."""
    new = empty_plan(instance, plan.tours.shape[1] - 3)
    copy_plan(plan, new)
    return new


class Islands:
    """Searches over the whole of a small problem, from different seeds.

    Parameters
    ----------
    instance : Instance
    plan : PlanArrays
    tuning : Tuning
    threads : int
    """

    def __init__(self, instance, plan, tuning, threads):
        self.instance = instance
        self.tuning = tuning
        self.plans = [copy_of(instance, plan) for _ in range(threads)]
        self.bests = [copy_of(instance, plan) for _ in range(threads)]
        self.memories = [make_memory(instance, plan) for _ in range(threads)]
        self.costs = [(plan_cost(instance, plan),) * 2] * threads
        self.mine = np.ones(len(instance.shifts), np.bool_)
        self.centres = np.arange(len(instance.visits), dtype=np.int32)
        self.rounds = 0

    def work(self, pool, steps, heats, seeds, share):
        """One round; returns its seconds."""
        started = time.monotonic()

        def one(number):
            return anneal(
                self.instance, self.plans[number], self.bests[number],
                self.memories[number], self.mine, self.centres, self.tuning,
                self.costs[number], steps, *heats, seeds[number],
            )  # fmt: skip

        self.costs = list(pool.map(one, range(len(self.plans))))
        self.rounds += 1
        if self.rounds % EXCHANGE == 0 and share >= EXCHANGE_FROM:
            self._exchange()
        return time.monotonic() - started

    def _exchange(self):
        """Let the worst search go on from where the best one is."""
        present = [cost for cost, _record in self.costs]
        worst, best = int(np.argmax(present)), int(np.argmin(present))
        copy_plan(self.plans[best], self.plans[worst])
        self.costs[worst] = (present[best], self.costs[worst][1])

    def present(self):
        """Plans as they are now."""
        return self.plans

    def best(self):
        """The best plan so far and its cost."""
        records = [record for _cost, record in self.costs]
        number = int(np.argmin(records))
        return self.bests[number], records[number]

    def take(self, plan, cost):
        """Go on from a plan."""
        for number, (_present, record) in enumerate(self.costs):
            copy_plan(plan, self.plans[number])
            if cost < record:
                copy_plan(plan, self.bests[number])
            self.costs[number] = (cost, min(cost, record))


class Parts:
    """Searches over parts of one plan, which are cut anew along other lines each round.

    Parameters
    ----------
    instance : Instance
    plan : PlanArrays
    tuning : Tuning
    threads : int
    positions : ndarray, shape (L, 2)
        Where the places of the instance lie.
    """

    def __init__(self, instance, plan, tuning, threads, positions):
        self.instance = instance
        self.tuning = tuning
        self.plan = copy_of(instance, plan)
        self.record_plan = copy_of(instance, plan)
        self.cost = self.record = plan_cost(instance, plan)
        self.memories = [make_memory(instance, plan) for _ in range(threads)]
        self.positions = np.asarray(positions, float)
        self.at = self.positions[instance.visits[:, PLACE]]

    def work(self, pool, steps, heats, seeds, share):
        """One round; returns its seconds."""
        started = time.monotonic()
        parts = self._cut(seeds[0])

        def one(number):
            mine, centres = parts[number]
            if not len(centres):
                return 0
            cost, _record = anneal(
                self.instance, self.plan, self.plan, self.memories[number], mine,
                centres, self.tuning, (0, NO_RECORD), steps, *heats, seeds[number],
            )  # fmt: skip
            return cost

        self.cost += sum(pool.map(one, range(len(parts))))
        if self.cost < self.record:
            self.record = self.cost
            copy_plan(self.plan, self.record_plan)
        return time.monotonic() - started

    def _cut(self, seed):
        """Tours and visits of each thread: they lie beside each other."""
        chance = np.random.default_rng(seed)
        angle = chance.uniform(0, np.pi)
        line = np.array([np.cos(angle), np.sin(angle)])
        stops = self.plan.totals[:, STOPS]
        used = np.flatnonzero(stops)
        middles = np.array(
            [
                self.positions[self.plan.tours[k, 1 : stops[k] + 1, AT_PLACE]].mean(0)
                for k in used
            ]
        ).reshape(-1, 2)
        order = used[np.argsort(middles @ line, kind="stable")]
        # Equal numbers of visits, not of tours.
        weight = np.cumsum(stops[order])
        cuts = stops.sum() * np.arange(1, len(self.memories)) / len(self.memories)
        groups = np.split(order, np.searchsorted(weight, cuts))
        free = np.flatnonzero(stops == 0)
        left_out = np.flatnonzero(self.plan.spots[:, SHIFT] == NOBODY)
        by_line = left_out[np.argsort(self.at[left_out] @ line, kind="stable")]
        outs = np.array_split(by_line, len(groups))
        parts = []
        for number, group in enumerate(groups):
            mine = np.zeros(len(stops), np.bool_)
            mine[group] = True
            mine[free[number :: len(groups)]] = True
            shift_of = self.plan.spots[:, SHIFT]
            held = np.flatnonzero((shift_of != NOBODY) & mine[shift_of])
            centres = np.concatenate([held, outs[number]]).astype(np.int32)
            parts.append((mine, centres))
        return parts

    def present(self):
        """Plans as they are now."""
        return [self.plan]

    def best(self):
        """The best plan so far and its cost."""
        return self.record_plan, self.record

    def take(self, plan, cost):
        """Go on from a plan."""
        copy_plan(plan, self.plan)
        self.cost = cost
        if cost < self.record:
            self.record = cost
            copy_plan(plan, self.record_plan)


def make_threads(threads):
    """Threads for a crew."""
    return ThreadPoolExecutor(threads, thread_name_prefix="tours")
