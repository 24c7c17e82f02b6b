"""PyVRP in a process of its own: a problem comes in, tours go out as they are found.

Started as a script, so that it has a core of its own and stops without harm. Each way
is a row of pickles: the problem and then plans to go on from come in, ``(tours, best)``
goes out.
"""

import os
import pickle
import sys
import threading
import time

from pyvrp import (
    Client,
    Depot,
    IteratedLocalSearchParams,
    Location,
    ProblemData,
    Solution,
    SolveParams,
    VehicleType,
    solve,
)
from pyvrp.IteratedLocalSearch import IteratedLocalSearchCallbacks

# Seconds between two messages, and every how many steps tours are taken note of.
PAUSE, SAMPLE = 0.3, 10


def main():
    """Read what is asked and search until the time is over."""
    asked = pickle.load(sys.stdin.buffer)
    search(asked, Talk(sys.stdin.buffer, sys.stdout.buffer))


class Talk(IteratedLocalSearchCallbacks):
    """What is heard from the other search, and what it is told."""

    def __init__(self, inbox, outbox):
        self.inbox = inbox
        self.outbox = outbox
        self.offered = None
        self.known = set()
        self.fresh = []
        self.best = None
        self.steps = 0
        self.told_at = 0.0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        try:
            while True:
                self.offered = pickle.load(self.inbox)
        except (EOFError, OSError, pickle.UnpicklingError):
            # Whoever asked is gone, killed perhaps: nobody waits for an answer.
            os._exit(0)

    def on_start(self, ils):
        """What it begins with may be as good as it gets: a small problem's best."""
        self.on_best(ils.initial_solution)

    def on_best(self, best):
        """Keep the new best plan for the next message."""
        if best.is_feasible():
            self.best = best

    def on_iteration(self, current, candidate, best, cost_evaluator):
        """Take note of tours now and then, and tell of them."""
        self.steps += 1
        if self.steps % SAMPLE == 0:
            for route in candidate.routes():
                self._note(route)
            if time.monotonic() - self.told_at > PAUSE:
                self.tell()

    def _note(self, route):
        if route.is_feasible():
            order = order_of(route)
            if order not in self.known:
                self.known.add(order)
                self.fresh.append(order)

    def tell(self):
        """Send what is new."""
        best = self.best and [order_of(route) for route in self.best.routes()]
        self.best = None
        self.told_at = time.monotonic()
        pickle.dump((self.fresh, best), self.outbox)
        self.outbox.flush()
        self.fresh = []


def order_of(route):
    """Clients of a route in their order."""
    return tuple(activity.idx for activity in route if activity.is_client())


def search(asked, talk):
    """Search until the time is over; begin anew from each better plan that comes."""
    data = problem(asked)
    params = SolveParams(ils=IteratedLocalSearchParams(callbacks=talk))
    ends = time.monotonic() + asked["seconds"]

    def stop(_best_cost):
        return talk.offered is not None or time.monotonic() >= ends

    seed, start = asked["seed"], None
    while time.monotonic() < ends:
        if talk.offered is not None:
            start, talk.offered = Solution(data, talk.offered), None
        result = solve(
            data, stop, seed, collect_stats=False, display=False, params=params,
            initial_solution=start,
        )  # fmt: skip
        start = result.best if result.is_feasible() else None
        seed += 1
    talk.tell()


def problem(asked):
    """The problem in PyVRP's objects."""
    ends = asked["start"], asked["end"]
    return ProblemData(
        locations=[Location(*spot) for spot in asked["positions"]],
        clients=[Client(**client) for client in asked["clients"]],
        depots=[Depot(location=place) for place in ends],
        vehicle_types=[
            VehicleType(
                num_available=asked["shifts"],
                capacity=[asked["capacity"]],
                start_depot=0,
                end_depot=1,
                fixed_cost=asked["fixed_cost"],
                tw_early=asked["begins"],
                tw_late=asked["ends"],
            )
        ],
        distance_matrices=[asked["cost"]],
        duration_matrices=[asked["time"]],
    )


if __name__ == "__main__":
    main()
