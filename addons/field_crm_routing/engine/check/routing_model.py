"""The same rules a second time, as a model of OR-Tools.

It holds every constraint of a problem: hours with breaks, windows, limits, skills,
locks, costs and what leaving out costs. ``refused`` puts each tour of a plan to it.
"""

from typing import NamedTuple

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

DAY = 86_400
# Cost of a visit that must be made, below the model's largest.
MUST = 10**13


class RoutingModel(NamedTuple):
    """A model and what its numbers mean.

    Attributes
    ----------
    routing : RoutingModel of OR-Tools
    manager : RoutingIndexManager
    shifts, visits : list of int
        Vehicle ``k`` is shift ``shifts[k]``, node ``n`` is visit ``visits[n]``; behind
        the visits come the shifts' starts and ends.
    """

    routing: object
    manager: object
    shifts: list
    visits: list


def build(problem, shifts, visits, *, breaks=True):
    """A model of some shifts and visits of a problem.

    Parameters
    ----------
    problem : Problem
    shifts, visits : sequence of int
        The visits have places.
    breaks : bool
        Whether breaks are held; without them the model is easier, and searches better.

    Returns
    -------
    RoutingModel
    """
    shifts, visits = list(shifts), list(visits)
    count = len(visits)
    ends = [(problem.shifts[s].start, problem.shifts[s].end) for s in shifts]
    points = {end: count + n for n, end in enumerate(dict.fromkeys(sum(ends, ())))}
    places = [problem.visits[visit].place for visit in visits] + list(points)
    manager = pywrapcp.RoutingIndexManager(
        len(places),
        len(shifts),
        [points[start] for start, _end in ends],
        [points[end] for _start, end in ends],
    )
    routing = pywrapcp.RoutingModel(manager)
    tables = _Tables(problem, routing, places, visits)
    for vehicle, number in enumerate(shifts):
        shift = problem.shifts[number]
        routing.SetArcCostEvaluatorOfVehicle(tables.cost(shift), vehicle)
        routing.SetFixedCostOfVehicle(shift.fixed_cost, vehicle)
    _add_clock(problem, routing, manager, tables, shifts, visits, breaks)
    _add_limits(problem, routing, tables, shifts)
    for node, number in enumerate(visits):
        visit, index = problem.visits[number], manager.NodeToIndex(node)
        allowed = [
            vehicle
            for vehicle, shift in enumerate(shifts)
            if _may(problem.shifts[shift], shift, visit)
        ]
        # -1 is nobody: left out.
        routing.VehicleVar(index).SetValues([-1, *allowed])
        skip = MUST if visit.skip_cost is None else visit.skip_cost
        routing.AddDisjunction([index], skip)
    return RoutingModel(routing, manager, shifts, visits)


def refused(problem, result):
    """Tours of a plan that the model refuses.

    Returns
    -------
    list of int
        Shifts of the tours; empty when the model holds the plan to be possible.
    """
    found = []
    for tour in result.tours:
        visits = [stop.visit for stop in tour.stops]
        model = build(problem, [tour.shift], visits)
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        model.routing.CloseModelWithParameters(parameters)
        order = [list(range(len(visits)))]
        if model.routing.ReadAssignmentFromRoutes(order, True) is None:
            found.append(tour.shift)
    return found


def search(model, seconds, start=None):
    """Plan with OR-Tools alone: cheapest insertion, then guided local search.

    Parameters
    ----------
    model : RoutingModel
    seconds : float
    start : dict of int to sequence of int, optional
        Visits of each shift to begin with.

    Returns
    -------
    dict of int to list of int, or None
        Visits of each used shift.
    """
    routing, manager = model.routing, model.manager
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = (
        routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    )
    parameters.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    parameters.time_limit.FromMilliseconds(int(seconds * 1000))
    routing.CloseModelWithParameters(parameters)
    if start is None:
        solution = routing.SolveWithParameters(parameters)
    else:
        node_of = {visit: node for node, visit in enumerate(model.visits)}
        routes = [[node_of[v] for v in start.get(s, ())] for s in model.shifts]
        first = routing.ReadAssignmentFromRoutes(routes, True)
        solution = routing.SolveFromAssignmentWithParameters(first, parameters)
    if solution is None:
        return None
    orders = {}
    for vehicle, shift in enumerate(model.shifts):
        index = solution.Value(routing.NextVar(routing.Start(vehicle)))
        order = []
        while not routing.IsEnd(index):
            order.append(model.visits[manager.IndexToNode(index)])
            index = solution.Value(routing.NextVar(index))
        if order:
            orders[shift] = order
    return orders


class _Tables:
    """Transit matrices, each registered once."""

    def __init__(self, problem, routing, places, visits):
        self.problem = problem
        self.routing = routing
        self.visits = [problem.visits[visit] for visit in visits]
        self.places = places
        self.known = {}
        # An open end is a place that is reached at once, from anywhere.
        self.real = np.array([place is not None for place in places])
        self.durations = np.zeros(len(places), np.int64)
        self.durations[: len(visits)] = [visit.duration for visit in self.visits]
        self.travels = {}

    def travel(self, profile):
        """Seconds and metres between all nodes."""
        if profile not in self.travels:
            real = np.flatnonzero(self.real)
            places = np.array([self.places[node] for node in real])
            way = self.problem.travel.between(profile, places)
            layers = []
            same = places[:, None] == places[None]
            for layer in (way.seconds, way.metres):
                whole = np.zeros((len(self.places),) * 2, np.int64)
                whole[np.ix_(real, real)] = np.where(same, 0, layer)
                layers.append(whole)
            self.travels[profile] = layers
        return self.travels[profile]

    def register(self, key, make):
        """Number of a transit matrix."""
        if key not in self.known:
            self.known[key] = self.routing.RegisterTransitMatrix(make().tolist())
        return self.known[key]

    def cost(self, shift):
        """Cost of the way, and of whom it leads to."""
        day = shift.hours[0][0] // DAY
        extra = np.zeros(len(self.places), np.int64)
        for node, visit in enumerate(self.visits):
            extra[node] = dict(visit.rep_costs).get(shift.rep, 0)
            if visit.due is not None:
                extra[node] += max(0, day - visit.due // DAY) * visit.late_cost
        rates = shift.cost_per_metre, shift.cost_per_second

        def make():
            seconds, metres = self.travel(shift.profile)
            return metres * rates[0] + seconds * rates[1] + extra[None, :]

        return self.register(("cost", shift.profile, *rates, extra.tobytes()), make)

    def seconds(self, shift):
        """Seconds travelled."""
        profile = shift.profile
        return self.register(("s", profile), lambda: self.travel(profile)[0])

    def metres(self, shift):
        """Metres travelled."""
        profile = shift.profile
        return self.register(("m", profile), lambda: self.travel(profile)[1])

    def work(self, shift):
        """Seconds spent on a visit and on the way to the next."""
        profile = shift.profile
        return self.register(
            ("w", profile), lambda: self.travel(profile)[0] + self.durations[:, None]
        )


def _may(shift, number, visit):
    return (
        visit.skills <= shift.skills
        and (visit.reps is None or shift.rep in visit.reps)
        and visit.shift in (None, number)
    )


def _add_clock(problem, routing, manager, tables, shifts, visits, has_breaks):
    """Windows, working hours and breaks."""
    works = [tables.work(problem.shifts[number]) for number in shifts]
    latest = max(problem.shifts[number].hours[-1][1] for number in shifts)
    routing.AddDimensionWithVehicleTransits(works, latest, latest, False, "clock")
    clock = routing.GetDimensionOrDie("clock")
    solver = routing.solver()
    durations = np.zeros(routing.Size() + len(shifts), np.int64)
    for node, number in enumerate(visits):
        visit = problem.visits[number]
        cumul = clock.CumulVar(manager.NodeToIndex(node))
        durations[manager.NodeToIndex(node)] = visit.duration
        spans = [span for span in visit.windows if span[0] <= latest]
        if not spans:
            routing.VehicleVar(manager.NodeToIndex(node)).SetValues([-1])
            continue
        cumul.SetRange(spans[0][0], min(spans[-1][1], latest))
        closed = [
            (closes + 1, opens - 1)
            for (_, closes), (opens, _) in zip(spans, spans[1:], strict=False)
            if closes + 1 < opens
        ]
        if closed:
            # Removing them from the variable one by one takes milliseconds each.
            solver.Add(solver.NotMemberCt(cumul, *map(list, zip(*closed, strict=True))))
    for vehicle, number in enumerate(shifts):
        hours = problem.shifts[number].hours
        for index in (routing.Start(vehicle), routing.End(vehicle)):
            clock.CumulVar(index).SetRange(hours[0][0], hours[-1][1])
        breaks = [
            solver.FixedInterval(one[1], two[0] - one[1], f"break {number}")
            for one, two in zip(hours, hours[1:], strict=False)
            if two[0] > one[1]
        ]
        if breaks and has_breaks:
            clock.SetBreakIntervalsOfVehicle(breaks, vehicle, durations.tolist())


def _add_limits(problem, routing, tables, shifts):
    chosen = [problem.shifts[number] for number in shifts]
    loads = np.zeros(len(tables.places), np.int64)
    loads[: len(tables.visits)] = [visit.load for visit in tables.visits]
    ones = (np.arange(len(loads)) < len(tables.visits)).astype(np.int64)

    def from_node(name, values):
        return tables.register(name, lambda: np.repeat(values[:, None], len(values), 1))

    for name, evaluator in (
        ("max_metres", tables.metres),
        ("max_travel", tables.seconds),
        ("max_work", tables.work),
        ("max_visits", lambda shift: from_node("ones", ones)),
        ("capacity", lambda shift: from_node("loads", loads)),
    ):
        limits = [getattr(shift, name) for shift in chosen]
        if any(limit is not None for limit in limits):
            most = 2**50
            routing.AddDimensionWithVehicleTransitAndCapacity(
                [evaluator(shift) for shift in chosen],
                0,
                [most if limit is None else limit for limit in limits],
                True,
                name,
            )
