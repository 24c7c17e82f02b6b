"""A French region: thousands of clients with hours and frequencies, reps for weeks."""

import resource
import time

import numpy as np
from field_crm_routing.engine.check import routing_model, violations
from field_crm_routing.engine.check.routing_model import refused
from field_crm_routing.engine.model import (
    Parameters,
    Problem,
    Shift,
    Stop,
    Visit,
    spread,
    within,
)
from field_crm_routing.engine.search import solve
from field_crm_routing.engine.travel import GreatCircle
from greedy import nearest_first

HOUR, DAY = 3600, 86_400
# Rennes; the region is some 150 km across.
MIDDLE, ACROSS = (48.1, -1.7), 75_000
DAYS = 20
DURATIONS = (15, 20, 30)
# Opening hours by kind of client: weekdays closed, morning, afternoon.
KINDS = (
    ((), (8.5, 12), (13.5, 18)),
    ((0,), (9, 12), (14, 18.5)),
    ((0,), (9.5, 11.5), (14.5, 17.5)),
    ((2,), (8, 12), (13.5, 16.5)),
    ((), (8, 12), (13, 18)),
)
# Share of the clients and visits in the four weeks; the rest are seen every 16 weeks.
FREQUENCIES = ((0.015, 4), (0.045, 2), (0.18, 1))
RARELY = 0.25
SKIP_COST = 10**9


def make(clients, reps, seed=1):
    """A region as a problem.

    Parameters
    ----------
    clients, reps : int
    seed : int

    Returns
    -------
    Problem
    """
    chance = np.random.default_rng(seed)
    towns = chance.uniform(-1, 1, (max(clients // 60, 8), 2)) * ACROSS
    size = chance.pareto(1.1, len(towns)) + 0.3
    town = chance.choice(len(towns), clients, p=size / size.sum())
    wide = 600 + 500 * np.sqrt(size)[town]
    at = towns[town] + chance.normal(0, 1, (clients, 2)) * wide[:, None]
    homes = towns[np.argsort(-size)[:reps]] + chance.normal(0, 4000, (reps, 2))
    metres = np.concatenate([at, homes])
    north = MIDDLE[0] + metres[:, 1] / 111_200
    east = MIDDLE[1] + metres[:, 0] / (111_200 * np.cos(np.radians(MIDDLE[0])))
    positions = np.stack([north, east], 1)
    dates = [week * 7 + day for week in range(DAYS // 5) for day in range(5)]
    visits = []
    for client in range(clients):
        visits += _visits_of(chance, client, dates)
    shifts = tuple(
        Shift(
            rep=rep,
            hours=(
                (date * DAY + 8 * HOUR, date * DAY + 12 * HOUR),
                (date * DAY + 13 * HOUR, date * DAY + 18 * HOUR),
            ),
            start=clients + rep,
            end=clients + rep,
            cost_per_metre=300,
            cost_per_second=5000,
            max_visits=25,
        )
        for rep in range(reps)
        for date in dates
    )
    return Problem(shifts, tuple(visits), GreatCircle(positions), positions)


def _visits_of(chance, client, dates):
    """Visits that one client is due in the period."""
    drawn, times = chance.random(), 0
    for share, often in FREQUENCIES:
        if drawn < share:
            times = often
            break
        drawn -= share
    if not times and chance.random() < RARELY:
        times = 1
    duration = int(chance.choice(DURATIONS)) * 60
    closed, *halves = KINDS[chance.integers(len(KINDS))]
    opening = [
        (int(date * DAY + opens * HOUR), int(date * DAY + closes * HOUR))
        for date in dates
        if date % 7 not in closed
        for opens, closes in halves
    ]
    for first, last in spread(times, len(dates)):
        windows = within(opening, duration, first=dates[first], last=dates[last])
        if windows:
            yield Visit(client, duration, windows, skip_cost=SKIP_COST)


def measure(wanted, say):
    """Travel of ours, greedy's and OR-Tools' plans, and what each leaves out.

    OR-Tools is let off the lunch breaks and begins with greedy's plan: left to itself
    it puts a few hundred visits into a plan in that time.
    """
    problem = make(5000, 10, wanted["seed"])
    seconds = wanted["seconds"] or 120
    say(f"region: {len(problem.visits)} visits, {seconds} s each")
    result = solve(problem, Parameters(seed=wanted["seed"]), Stop(seconds=seconds))
    found = {"ours": summary(problem, result.orders)}
    found["ours"]["seconds"] = round(result.seconds, 1)
    wrong = len(violations(problem, result)) + len(refused(problem, result))
    greedy = nearest_first(problem)
    found["greedy"] = summary(problem, greedy)
    say(f"region: OR-Tools, {seconds} s")
    model = routing_model.build(
        problem, range(len(problem.shifts)), range(len(problem.visits)), breaks=False
    )
    found["ortools"] = summary(
        problem, routing_model.search(model, seconds, greedy) or {}
    )
    found["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "region_gain_greedy": gain(found["ours"], found["greedy"]),
        "region_gain_ortools": gain(found["ours"], found["ortools"]),
        "region_violations": wrong,
        "details": {"region": found},
    }


def summary(problem, orders):
    """Hours and kilometres travelled and visits made by a plan."""
    seconds = metres = 0
    for number, order in orders.items():
        shift = problem.shifts[number]
        places = [shift.start, *(problem.visits[v].place for v in order), shift.end]
        way = problem.travel.between(shift.profile, np.array(places))
        steps = np.arange(len(places) - 1)
        seconds += int(way.seconds[steps, steps + 1].sum())
        metres += int(way.metres[steps, steps + 1].sum())
    return {
        "hours": round(seconds / HOUR, 1),
        "km": round(metres / 1000),
        "visits": sum(map(len, orders.values())),
        "of": len(problem.visits),
        "shifts": len(orders),
    }


def gain(one, other):
    """How much less one travels than the other for each visit made, in per cent."""
    if not other["visits"]:
        return None
    mine, theirs = one["hours"] / one["visits"], other["hours"] / other["visits"]
    return round(100 * (1 - mine / theirs), 1)


def timed(problem, stop, seed=1):
    """A search and what it took: (result, seconds, megabytes at most)."""
    started = time.monotonic()
    result = solve(problem, Parameters(seed=seed), stop)
    taken = time.monotonic() - started
    return result, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
