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
from .plan_arrays import STOPS, VISIT, empty_plan, refresh_all

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
    """PyVRP at work beside our search.

    Parameters
    ----------
    part : Part
    seconds : float
    seed : int
    """

    def __init__(self, part, seconds, seed):
        self.part = part
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        asked = _asked(part.instance, seconds, seed)
        with contextlib.suppress(OSError):
            self.process.stdin.write(pickle.dumps(asked))
            self.process.stdin.close()

    def plan(self, patience):
        """The plan that it found, or ``None``; it is not needed any more.

        Parameters
        ----------
        patience : float
            Seconds to wait for it at most.
        """
        try:
            self.process.wait(patience)
            routes = pickle.loads(self.process.stdout.read())
        except (subprocess.TimeoutExpired, EOFError, pickle.UnpicklingError):
            routes = []
        finally:
            self.close()
        if not 0 < len(routes) <= len(self.part.shifts):
            return None
        plan = empty_plan(self.part.instance, self.part.room)
        for shift, route in enumerate(routes):
            plan.tours[shift, 1 : len(route) + 1, VISIT] = route
            plan.totals[shift, STOPS] = len(route)
        # Ours to say whether it is possible.
        return plan if refresh_all(self.part.instance, plan) else None

    def close(self):
        """End it, wherever it is."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


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
