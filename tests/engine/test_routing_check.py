"""The verifier of tours finds what is wrong."""

from dataclasses import replace

import pytest
from field_crm_routing.engine.check import violations
from field_crm_routing.engine.check.routing_model import build, refused, search
from field_crm_routing.engine.model import Parameters, Stop
from field_crm_routing.engine.search import solve
from hypothesis import given, settings
from routing_problems import problems
from test_routing_search import simple


@pytest.fixture(scope="module")
def planned():
    problem = simple(visits=4)
    return problem, solve(problem, Parameters(threads=1), Stop(steps=300))


def spoilt(result, **changes):
    """A result whose second stop says something else."""
    tour = result.tours[0]
    stops = list(tour.stops)
    stops[1] = replace(stops[1], **changes)
    return replace(result, tours=(replace(tour, stops=tuple(stops)),))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"arrives": 8 * 3600}, "travel"),
        ({"seconds": 1}, "travel"),
        ({"begins": 12 * 3600, "leaves": 12 * 3600 + 1800}, "hours"),
        ({"leaves": 9 * 3600}, "duration"),
        ({"visit": 0}, "twice"),
    ],
)
def test_spoilt_times_are_found(planned, changes, code):
    """A time that cannot be, a way made shorter, a visit in the break."""
    problem, result = planned
    assert violations(problem, result) == []
    found = violations(problem, spoilt(result, **changes))
    assert code in {violation.code for violation in found}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"max_visits": 3}, "max_visits"),
        ({"max_metres": 10}, "max_metres"),
        ({"max_travel": 10}, "max_travel"),
        ({"max_work": 10}, "max_work"),
        ({"hours": ((8 * 3600, 9 * 3600),)}, "hours"),
        ({"cost_per_metre": 2}, "cost"),
    ],
)
def test_broken_limits_are_found(planned, changes, code):
    """A plan made for other limits than today's."""
    problem, result = planned
    stricter = replace(
        problem, shifts=tuple(replace(s, **changes) for s in problem.shifts)
    )
    found = violations(stricter, result)
    assert code in {violation.code for violation in found}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"skills": frozenset("a")}, "skill"),
        ({"reps": frozenset({4})}, "rep"),
        ({"windows": ((0, 1),)}, "window"),
    ],
)
def test_visits_that_do_not_fit_are_found(planned, changes, code):
    """A visit by somebody who may not make it, or when it is closed."""
    problem, result = planned
    visits = (replace(problem.visits[0], **changes), *problem.visits[1:])
    found = violations(replace(problem, visits=visits), result)
    assert code in {violation.code for violation in found}


def test_a_forgotten_visit_is_found(planned):
    """Nobody may get lost between the plan and those left out."""
    problem, result = planned
    tour = result.tours[0]
    short = replace(result, tours=(replace(tour, stops=tour.stops[:-1]),))
    assert "missing" in {violation.code for violation in violations(problem, short)}


@settings(max_examples=60)
@given(problems)
def test_two_verifiers_agree(problem):
    """The rules written a third time, as OR-Tools knows them, refuse no plan either."""
    result = solve(problem, Parameters(threads=1), Stop(steps=300))
    assert violations(problem, result) == []
    assert refused(problem, result) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"max_visits": 3},
        {"max_metres": 10},
        {"max_travel": 10},
        {"max_work": 10},
        {"capacity": 3},
        {"hours": ((8 * 3600, 9 * 3600),)},
        {"hours": ((8 * 3600, 8 * 3600 + 60), (10 * 3600, 10 * 3600 + 3600))},
    ],
)
def test_or_tools_refuses_what_is_impossible(planned, changes):
    """Each limit alone makes the model refuse the tour."""
    problem, result = planned
    stricter = replace(
        problem,
        shifts=tuple(replace(s, **changes) for s in problem.shifts),
        visits=tuple(replace(v, load=1) for v in problem.visits),
    )
    assert refused(stricter, result) == [0]


@pytest.mark.parametrize(
    "changes",
    [{"skills": frozenset("a")}, {"reps": frozenset({4})}, {"windows": ((0, 1),)}],
)
def test_or_tools_refuses_visits_that_do_not_fit(planned, changes):
    """Skills, reps and windows of one visit."""
    problem, result = planned
    visits = (replace(problem.visits[0], **changes), *problem.visits[1:])
    assert refused(replace(problem, visits=visits), result) == [0]


def test_or_tools_plans_too(planned):
    """The same model searches, for comparison and from a given plan."""
    problem, result = planned
    visits = range(len(problem.visits))
    alone = search(build(problem, [0], visits), 0.3)
    assert sorted(alone[0]) == sorted(visits)
    warm = search(build(problem, [0], visits), 0.3, start=result.orders)
    assert sorted(warm[0]) == sorted(visits)
