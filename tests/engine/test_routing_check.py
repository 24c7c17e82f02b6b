"""The verifier of tours finds what is wrong."""

from dataclasses import replace

import pytest
from field_crm_routing.engine.check import violations
from field_crm_routing.engine.model import Parameters, Stop
from field_crm_routing.engine.search import solve
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
