"""Other open engines, each as its own documentation says, on one public instance."""

import sys
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def run(name, path, seconds, seed):
    """Cost that a peer finds, in a process of its own."""
    if "field_crm_routing" not in sys.modules:
        package = types.ModuleType("field_crm_routing")
        package.__path__ = [str(ROOT / "addons" / "field_crm_routing")]
        sys.modules["field_crm_routing"] = package
    from public import read

    return {"pyvrp": pyvrp, "ortools": ortools}[name](read(path), seconds, seed)


def pyvrp(instance, seconds, seed):
    """PyVRP's own ``solve`` with its defaults; ``None`` without a possible plan."""
    from pyvrp import read, solve
    from pyvrp.stop import MaxRuntime

    data = read(instance.path, round_func=instance.rounding)
    result = solve(data, stop=MaxRuntime(seconds), seed=seed, display=False)
    return result.cost() if result.is_feasible() else None


def vroom(instance, seconds):
    """VROOM at its most thorough, on two threads."""
    import numpy as np
    import vroom as library

    asked = library.Input()
    ways = instance.ways.astype(np.uint32)
    times = ways if instance.windows is not None else np.zeros_like(ways)
    asked.set_durations_matrix(profile="car", matrix_input=times)
    asked.set_costs_matrix(profile="car", matrix_input=ways)
    day = {}
    if instance.windows is not None:
        day = {"time_window": tuple(instance.windows[0].tolist())}
    asked.add_vehicle(
        [
            library.Vehicle(number, start=0, end=0, capacity=[instance.capacity], **day)
            for number in range(instance.vehicles)
        ]
    )
    jobs = []
    for number in range(1, len(ways)):
        hours = {}
        if instance.windows is not None:
            hours = {"time_windows": [tuple(instance.windows[number].tolist())]}
        jobs.append(
            library.Job(
                number,
                location=number,
                delivery=[int(instance.demands[number])],
                default_service=int(instance.services[number]),
                **hours,
            )
        )
    asked.add_job(jobs)
    import datetime

    solution = asked.solve(
        exploration_level=5,
        nb_threads=2,
        timeout=datetime.timedelta(seconds=seconds),
    )
    return None if solution.summary.unassigned else solution.summary.cost


def ortools(instance, seconds, _seed):
    """OR-Tools: parallel cheapest insertion, guided local search."""
    from field_crm_routing.engine.check import routing_model
    from public import problem

    asked = problem(instance)
    model = routing_model.build(
        asked, range(len(asked.shifts)), range(len(asked.visits))
    )
    orders = routing_model.search(model, seconds)
    if orders is None or sum(map(len, orders.values())) < len(asked.visits):
        return None
    ways = instance.ways
    return sum(
        int(ways[one, two])
        for order in orders.values()
        for one, two in zip(
            [0, *(v + 1 for v in order)], [*(v + 1 for v in order), 0], strict=True
        )
    )
