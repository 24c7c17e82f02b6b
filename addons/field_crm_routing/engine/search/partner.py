"""PyVRP as a second opinion on problems that it can hold.

Its search looks at whole tours where ours looks at strings: on small problems the best
tours of both together are better than either. It gets one of the cores.
"""

import contextlib
import importlib.util
import pickle
import subprocess
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import numpy as np

from .arrays import (
    ALIKE,
    ANYWHERE,
    BEGINS,
    CAPACITY,
    CLOSES,
    COUNT,
    END,
    ENDS,
    FIXED,
    HOURS,
    LOAD,
    METRES,
    MOST_METRES,
    MOST_STOPS,
    MOST_TRAVEL,
    MOST_WORK,
    NEVER_SKIP,
    OPENS,
    PER_METRE,
    PER_SECOND,
    PLACE,
    PRIZE,
    PROFILE,
    SERVICE,
    START,
    TIME,
    UNLIMITED,
)
from .plan_arrays import STOPS, VISIT, empty_plan, plan_cost, refresh_all

SCRIPT = Path(__file__).with_name("partner_process.py")
# Below this many seconds it would hardly have started.
SHORTEST = 3.0


def can_hold(part):
    """Whether PyVRP knows all rules of a problem.

    One kind of shift, one window for each visit, no limit but the load.
    """
    instance = part.instance
    shifts = instance.shifts
    first = shifts[0]
    return (
        importlib.util.find_spec("pyvrp") is not None
        and not shifts[:, ALIKE].any()
        and first[END] != ANYWHERE
        and first[MOST_STOPS] >= part.room
        and (first[[MOST_TRAVEL, MOST_WORK, MOST_METRES]] == UNLIMITED).all()
        and (instance.hours[:, :, COUNT] == 1).all()
        and not instance.fit.any()
        and not instance.late_cost.any()
    )


class Partner:
    """PyVRP at work beside our search; each goes on from what both have found.

    Parameters
    ----------
    part : Part
    seconds : float
    seed : int
    """

    def __init__(self, part, seconds, seed):
        self.part = part
        self.cost = None
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._heard = SimpleQueue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        self._send(_asked(part.instance, seconds, seed))

    def hear(self, pool):
        """Put what it has found since last time into a pool of tours.

        Parameters
        ----------
        pool : Pool

        Returns
        -------
        PlanArrays, int or None
            Its best plan and that one's cost, when it is better than its last.
        """
        best = None
        while not self._heard.empty():
            tours, found = self._heard.get()
            room = len(self.part.shifts)
            for first in range(0, len(tours), room):
                plan = self._plan_of(tours[first : first + room])
                if plan is not None:
                    pool.add(plan)
            best = found or best
        plan = self._plan_of(best) if best else None
        if plan is None:
            return None
        pool.add(plan)
        cost = int(plan_cost(self.part.instance, plan))
        if self.cost is not None and cost >= self.cost:
            return None
        self.cost = cost
        return plan, cost

    def offer(self, plan, cost):
        """Let it go on from a plan, when that is better than its own."""
        if self.cost is None or cost < self.cost:
            self.cost = cost
            stops = plan.totals[:, STOPS]
            self._send(
                [
                    plan.tours[shift, 1 : stops[shift] + 1, VISIT].tolist()
                    for shift in np.flatnonzero(stops)
                ]
            )

    def close(self):
        """End it, wherever it is."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        self.process.stdout.close()

    def _read(self):
        with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):
            while True:
                self._heard.put(pickle.load(self.process.stdout))

    def _send(self, what):
        # It may have died: the search goes on alone.
        with contextlib.suppress(OSError):
            pickle.dump(what, self.process.stdin)
            self.process.stdin.flush()

    def _plan_of(self, tours):
        """Tours as a plan, or ``None`` when ours says that one is impossible."""
        if len(tours) > len(self.part.shifts):
            return None
        plan = empty_plan(self.part.instance, self.part.room)
        for shift, order in enumerate(tours):
            plan.tours[shift, 1 : len(order) + 1, VISIT] = order
            plan.totals[shift, STOPS] = len(order)
        return plan if refresh_all(self.part.instance, plan) else None


class Partners:
    """One or several searches of PyVRP, and the best plan of theirs.

    Parameters
    ----------
    part : Part
    seed : int
    """

    def __init__(self, part, seed):
        self.part = part
        self.seed = seed
        self.all = []
        self.best = None

    @property
    def working(self):
        """How many are at work."""
        return sum(partner.process.poll() is None for partner in self.all)

    def call(self, seconds):
        """One more, for so many seconds; it begins where the others have come to."""
        partner = Partner(self.part, seconds, self.seed + len(self.all))
        self.all.append(partner)
        if self.best:
            partner.offer(*self.best)

    def hear(self, pool):
        """The best plan of theirs and its cost, ``None`` before the first one."""
        for partner in self.all:
            heard = partner.hear(pool)
            if heard and (self.best is None or heard[1] < self.best[1]):
                self.best = heard
        return self.best

    def offer(self, plan, cost):
        """Let those go on from a plan that have none as good."""
        for partner in self.all:
            partner.offer(plan, cost)

    def close(self):
        """End them, wherever they are."""
        for partner in self.all:
            partner.close()


def _asked(instance, seconds, seed):
    """The problem in PyVRP's words."""
    shift = instance.shifts[0]
    ways = instance.ways[shift[PROFILE]].astype(np.int64)
    hours = instance.hours[:, 0]
    clients = []
    for visit in instance.visits:
        opens, closes = hours[visit[HOURS], [OPENS, CLOSES]]
        required = bool(visit[PRIZE] == NEVER_SKIP)
        clients.append(
            {
                "location": int(visit[PLACE]),
                "delivery": [int(visit[LOAD])],
                "service_duration": int(visit[SERVICE]),
                "tw_early": int(opens),
                "tw_late": int(closes),
                "required": required,
                "prize": 0 if required else int(visit[PRIZE]),
            }
        )
    return {
        "cost": ways[..., METRES] * shift[PER_METRE]
        + ways[..., TIME] * shift[PER_SECOND],
        "time": np.ascontiguousarray(ways[..., TIME]),
        # It reads coordinates for drawings only.
        "positions": [(0.0, 0.0)] * len(ways),
        "clients": clients,
        "start": int(shift[START]),
        "end": int(shift[END]),
        "shifts": len(instance.shifts),
        "capacity": int(min(shift[CAPACITY], UNLIMITED)),
        "fixed_cost": int(shift[FIXED]),
        "begins": int(shift[BEGINS]),
        "ends": int(shift[ENDS]),
        "seconds": seconds,
        "seed": seed,
    }
