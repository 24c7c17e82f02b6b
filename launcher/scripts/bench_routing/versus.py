"""Public instances: our engine beside PyVRP, VROOM and plain OR-Tools."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import peers
from public import problem, read

SECONDS = {"solomon100": 10, "homberger200": 30, "homberger1000": 60, "cvrpx": 30}
ENGINES = ("ours", "pyvrp", "vroom", "ortools")


def measure(wanted, say):
    """Gaps to the best known cost, in per cent; each engine has the same time.

    PyVRP and OR-Tools use one core each: they run side by side. Ours and VROOM use two.
    """
    if not wanted["folder"]:
        return {"details": {}}
    gaps = {}
    # A process of their own, made anew: threads of ours must not be copied into it.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for path in choose(wanted["folder"], wanted["most"]):
            instance = read(path)
            seconds = wanted["seconds"] or SECONDS[instance.family]
            say(f"{instance.name}, {seconds} s each")
            costs = {"ours": ours(instance, seconds, wanted["seed"])}
            costs["vroom"] = peers.vroom(instance, seconds)
            arguments = (path, seconds, wanted["seed"])
            both = [
                pool.submit(peers.run, name, *arguments)
                for name in ("pyvrp", "ortools")
            ]
            costs["pyvrp"], costs["ortools"] = (future.result() for future in both)
            gaps[instance.name] = {
                "family": instance.family,
                "seconds": seconds,
                **{
                    name: None if cost is None else 100 * (cost / instance.best - 1)
                    for name, cost in costs.items()
                },
            }
    return {**means(gaps), "details": {"gaps": gaps}}


def choose(folder, most):
    """Instances of a folder, at most so many of a family, spread over their names."""
    families = {}
    for path in sorted(Path(folder).rglob("*.vrp")):
        if path.with_suffix(".sol").exists():
            families.setdefault(read(path).family, []).append(path)
    chosen = []
    for paths in families.values():
        count = min(most or len(paths), len(paths))
        step = len(paths) / count
        # The middle of each stretch: not the easiest, which come first.
        chosen += [paths[int((number + 0.5) * step)] for number in range(count)]
    return chosen


def ours(instance, seconds, seed):
    """Cost that our engine finds; checked apart."""
    from field_crm_routing.engine.check import violations
    from field_crm_routing.engine.model import Parameters, Stop
    from field_crm_routing.engine.search import solve

    asked = problem(instance)
    result = solve(asked, Parameters(seed=seed), Stop(seconds=seconds))
    if result.left_out or violations(asked, result):
        return None
    return result.cost


def means(gaps):
    """Mean gap of each engine in each family; an engine without a plan has none."""
    found = {}
    for family in SECONDS:
        rows = [row for row in gaps.values() if row["family"] == family]
        for name in ENGINES:
            key = f"{family}_gap" if name == "ours" else f"{family}_gap_{name}"
            values = [row[name] for row in rows]
            if values and None not in values:
                found[key] = round(sum(values) / len(values), 3)
    return found
