"""The search for tours: what it gives keeps every rule and costs what it says."""

import importlib
import itertools

import numpy as np
import pytest
from field_crm_routing.engine.check import cost_of, violations
from field_crm_routing.engine.model import (
    Matrix,
    Parameters,
    Problem,
    ProblemError,
    Reason,
    Shift,
    Stop,
    Travel,
    Visit,
    spread,
    time_tour,
    within,
)
from field_crm_routing.engine.search import districts, solve, teller
from field_crm_routing.engine.search.assemble import assemble
from hypothesis import given, settings
from hypothesis import strategies as st
from numba.core.dispatcher import Dispatcher
from routing_problems import DAY, HOUR, make_problem, problems

SHORT = Stop(steps=600)
# The module, which the function of the same name hides.
solving = importlib.import_module("field_crm_routing.engine.search.solve")


@settings(max_examples=60)
@given(problems)
def test_every_plan_keeps_the_rules(problem):
    """S0-06, S4-13, S4-29: hours, skills, limits, locks and costs, checked apart."""
    result = solve(problem, Parameters(threads=1), SHORT)
    assert violations(problem, result) == []
    assert result.cost == cost_of(problem, result)


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_tiny_problems_are_solved_to_the_optimum(seed, visits):
    """S0-46: nothing better exists among all assignments and orders."""
    problem = make_problem(seed, visits, reps=1, days=2)
    result = solve(problem, Parameters(threads=1), Stop(steps=4000))
    found = _price(problem, result)
    assert found == best_of_all(problem)


def best_of_all(problem):
    """Cheapest of all plans of a tiny problem: (mandatory left out, cost)."""
    shifts, visits = len(problem.shifts), range(len(problem.visits))
    cheapest = {}
    for shift in range(shifts):
        for size in range(1, len(visits) + 1):
            for chosen in itertools.combinations(visits, size):
                if any(problem.visits[v].place is None for v in chosen):
                    continue
                for order in itertools.permutations(chosen):
                    cost = tour_price(problem, shift, order)
                    key = shift, frozenset(chosen)
                    if cost is not None and cost < cheapest.get(key, np.inf):
                        cheapest[key] = cost
    best = None
    for places in itertools.product(range(-1, shifts), repeat=len(visits)):
        total, missing = 0, 0
        for shift in range(shifts):
            held = frozenset(v for v in visits if places[v] == shift)
            if held:
                if (shift, held) not in cheapest:
                    break
                total += cheapest[shift, held]
        else:
            for visit in visits:
                if places[visit] < 0:
                    skip = problem.visits[visit].skip_cost
                    missing += skip is None
                    total += skip or 0
            if best is None or (missing, total) < best:
                best = missing, total
    return best


def tour_price(problem, shift, order):
    """Cost of one tour, or None if it breaks a rule."""
    if time_tour(problem, shift, order) is None:
        return None
    others = [v for v in range(len(problem.visits)) if v not in order]
    result = assemble(
        problem, {shift: list(order)}, dict.fromkeys(others, Reason.NO_ROOM), 0, 0
    )
    if violations(problem, result):
        return None
    return result.cost - sum(problem.visits[v].skip_cost or 0 for v in others)


def _price(problem, result):
    out = [problem.visits[left.visit].skip_cost for left in result.left_out]
    return sum(skip is None for skip in out), result.cost


@pytest.mark.parametrize("threads", [1, 2])
def test_same_seed_same_plan(threads):
    """S0-46: by steps, a run depends on the seed alone."""
    problem = make_problem(7, 40, reps=3, days=3)
    parameters = Parameters(seed=5, threads=threads)
    one = solve(problem, parameters, Stop(steps=2000))
    two = solve(problem, parameters, Stop(steps=2000))
    assert (one.orders, one.left_out) == (two.orders, two.left_out)


def test_more_than_one_thread_searches_a_large_problem():
    """Parts of a plan that are searched side by side stay one plan."""
    problem = make_problem(11, 500, reps=6, days=3)
    one = solve(problem, Parameters(threads=2), Stop(steps=1000))
    two = solve(problem, Parameters(threads=2), Stop(steps=1000))
    assert violations(problem, one) == []
    assert one.orders == two.orders


def test_it_stops_when_asked_with_the_best_so_far():
    """A stop button: the plan found so far is whole."""
    problem = make_problem(3, 30)
    asked = iter([False, False, True])
    seen = []
    result = solve(
        problem,
        Parameters(),
        Stop(seconds=600, asked=lambda: next(asked, True)),
        on_progress=seen.append,
    )
    assert result.seconds < 60
    assert violations(problem, result) == []


def test_it_begins_with_a_given_plan():
    """S0-52: a re-run starts from the plan of before and is never worse."""
    problem = make_problem(5, 25)
    first = solve(problem, Parameters(seed=1), Stop(steps=3000))
    again = solve(
        problem, Parameters(seed=2, warm=0.001), Stop(steps=2), start=first.orders
    )
    assert again.cost <= first.cost
    assert violations(problem, again) == []


@pytest.mark.parametrize("large", [1000, 50])
def test_a_killed_search_goes_on_from_its_last_best(monkeypatch, large):
    """S0-46: what it told last, of the whole problem, is where the next one begins."""
    monkeypatch.setattr(teller, "REPORT_EVERY", 0)
    monkeypatch.setattr(solving, "LARGE", large)
    monkeypatch.setattr(districts, "MOST", 40)
    problem = make_problem(17, 120, reps=4, days=2)
    told = []
    solve(problem, Parameters(threads=1), Stop(steps=3000), told.append)
    # As if killed in the middle.
    last = told[len(told) // 2]
    made = [visit for order in last.best.values() for visit in order]
    assert len(made) == len(set(made)) == last.placed
    again = solve(
        problem,
        Parameters(threads=1, warm=0.001, cold=0.001),
        Stop(steps=2),
        start=last.best,
    )
    assert violations(problem, again) == []
    missing = sum(
        each.skip_cost is None
        for visit, each in enumerate(problem.visits)
        if visit not in made
    )
    # What could never have a tour is priced by the result alone.
    searched = (Reason.NO_ROOM, Reason.NOT_WORTH, Reason.TOO_FAR)
    nowhere = sum(
        problem.visits[left.visit].skip_cost or 0
        for left in again.left_out
        if left.reason not in searched
    )
    assert _price(problem, again) <= (missing, last.cost + nowhere)
    shares = [each.share for each in told]
    assert shares == sorted(shares)
    assert 0.9 < shares[-1] <= 1


def test_a_locked_tour_stays_as_it_is():
    """A locked tour keeps its visits and their order, and gets no other."""
    problem = simple(visits=6, shifts=2)
    problem = Problem(
        problem.shifts, problem.visits, problem.travel, problem.positions, {0: [4, 1]}
    )
    result = solve(problem, Parameters(threads=1), SHORT)
    assert result.orders[0] == [4, 1]
    assert violations(problem, result) == []
    assert sorted(result.orders[1]) == [0, 2, 3, 5]


def simple(visits=3, shifts=1, **changes):
    """Visits in a row, a kilometre and two minutes apart, and days of eight hours."""
    places = np.arange(visits + 1)
    metres = (abs(places[:, None] - places[None]) * 1000).astype(np.int32)
    shift = {
        "rep": 0,
        "hours": ((8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR)),
        "start": 0,
        "end": 0,
        "cost_per_metre": 1,
        **changes,
    }
    return Problem(
        shifts=tuple(Shift(**shift) for _ in range(shifts)),
        visits=tuple(
            Visit(place=n, duration=1800, windows=((0, DAY),))
            for n in range(1, visits + 1)
        ),
        travel=Matrix([Travel((metres * 0.12).astype(np.int32), metres)]),
        positions=np.stack([places, places], 1).astype(float),
    )


def changed(problem, **changes):
    """A problem whose first visit is another."""
    first = Visit(**{"place": 1, "duration": 1800, "windows": ((0, DAY),), **changes})
    return Problem(
        problem.shifts,
        (first, *problem.visits[1:]),
        problem.travel,
        problem.positions,
    )


@pytest.mark.parametrize(
    ("shift", "visit", "reason"),
    [
        ({}, {"place": None}, Reason.NO_PLACE),
        ({}, {"skills": frozenset("a")}, Reason.NO_SKILL),
        ({}, {"reps": frozenset({3})}, Reason.NO_REP),
        ({}, {"windows": ((18 * HOUR, 20 * HOUR),)}, Reason.OUTSIDE_HOURS),
        ({}, {"windows": ()}, Reason.OUTSIDE_HOURS),
        ({}, {"duration": 5 * HOUR}, Reason.TOO_LONG),
        ({"max_metres": 1500}, {}, Reason.TOO_FAR),
        ({}, {"windows": ((8 * HOUR, 8 * HOUR),)}, Reason.TOO_FAR),
        ({}, {"skip_cost": 10, "place": 3}, Reason.NOT_WORTH),
    ],
)
def test_a_visit_left_out_says_why(shift, visit, reason):
    """S0-46: each visit that has no tour has a reason."""
    problem = changed(simple(visits=3, **shift), **visit)
    if reason is Reason.NOT_WORTH:
        problem = Problem(
            problem.shifts,
            problem.visits[:1],
            problem.travel,
            problem.positions,
        )
    result = solve(problem, Parameters(threads=1), SHORT)
    assert (0, reason) in [(left.visit, left.reason) for left in result.left_out]
    assert violations(problem, result) == []


def test_no_room_is_said():
    """S0-46: what fits alone but not with the others has no room."""
    problem = simple(visits=4, max_visits=3)
    result = solve(problem, Parameters(threads=1), SHORT)
    assert [left.reason for left in result.left_out] == [Reason.NO_ROOM]


def test_nobody_at_work():
    """Without a shift every visit says so, and no search is made."""
    problem = simple(visits=3, shifts=0)
    result = solve(problem, Parameters(), SHORT)
    assert {left.reason for left in result.left_out} == {Reason.NO_SHIFT}
    assert result.tours == ()


def test_a_drive_goes_on_after_lunch():
    """Lunch interrupts a drive, and no visit lies in it."""
    problem = simple(visits=1, end=None)
    far = np.array([[0, 90_000], [90_000, 0]], np.int32)
    problem = Problem(
        problem.shifts,
        (Visit(place=1, duration=2 * HOUR, windows=((9 * HOUR, 16 * HOUR),)),),
        Matrix([Travel(far * 9 // 50, far)]),
        problem.positions,
    )
    tour = time_tour(problem, 0, [0])
    stop = tour.stops[0]
    assert stop.seconds == 4.5 * HOUR
    assert (tour.leaves, stop.arrives, stop.leaves) == (
        8 * HOUR,
        13.5 * HOUR,
        15.5 * HOUR,
    )
    assert solve(problem, Parameters(threads=1), SHORT).tours == (tour,)


def test_nights_away():
    """A trip of two days is one shift: the night interrupts the drive."""
    problem = simple(
        visits=20,
        hours=((8 * HOUR, 12 * HOUR), (DAY + 8 * HOUR, DAY + 16 * HOUR)),
    )
    visits = tuple(
        Visit(place=v.place, duration=v.duration, windows=((0, 2 * DAY),))
        for v in problem.visits
    )
    problem = Problem(problem.shifts, visits, problem.travel, problem.positions)
    result = solve(problem, Parameters(threads=1), Stop(steps=1500))
    assert violations(problem, result) == []
    assert len(result.tours[0].stops) == 20
    days = {stop.begins // DAY for stop in result.tours[0].stops}
    assert days == {0, 1}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"duration": -1}, "negative"),
        ({"windows": ((5, 4),)}, "unordered"),
        ({"place": 9}, "unknown_place"),
        ({"skip_cost": 2**60}, "too_large"),
        ({"shift": 4}, "unknown_shift"),
    ],
)
def test_what_cannot_be_meant_is_named(change, code):
    """A wrong problem names the field, the value and the limit."""
    with pytest.raises(ProblemError) as error:
        changed(simple(), **change)
    assert error.value.code == code
    assert error.value.field.startswith("visits[0]")


@given(st.integers(1, 30), st.integers(1, 60))
def test_visits_of_one_client_are_spread(times, days):
    """S0-06: three times in five weeks, well spread."""
    ranges = spread(times, days)
    assert len(ranges) == times
    assert all(0 <= first <= last < days for first, last in ranges)
    if days >= 4 * times:
        gaps = [b[0] - a[1] for a, b in itertools.pairwise(ranges)]
        assert all(gap >= days / times / 2 - 1 for gap in gaps)


def test_opening_hours_become_windows():
    """S0-06: a visit lies within the opening hours of the days allowed."""
    opening = [
        (day * DAY + opens * HOUR, day * DAY + closes * HOUR)
        for day in range(3)
        for opens, closes in ((9, 12), (14, 15))
    ]
    found = within(opening, 2 * HOUR, first=1, last=1)
    assert found == ((DAY + 9 * HOUR, DAY + 10 * HOUR),)


def test_a_large_problem_is_searched_in_districts(monkeypatch):
    """A problem too large for one table of ways is cut, and still one plan."""
    monkeypatch.setattr(solving, "LARGE", 50)
    monkeypatch.setattr(districts, "MOST", 40)
    problem = make_problem(13, 160, reps=8, days=2, locked=True)
    one = solve(problem, Parameters(threads=1), Stop(steps=4000))
    two = solve(problem, Parameters(threads=1), Stop(steps=4000))
    assert violations(problem, one) == []
    assert one.orders == two.orders
    placed = [n for n, v in enumerate(problem.visits) if v.place is not None]
    parts = districts.cut(problem, range(16), placed, 0)
    assert len(parts) > 2
    assert sorted(v for part in parts for v in part.visits) == placed


@pytest.mark.parametrize(
    "name", ["anneal", "memory", "plan_arrays", "recreate", "ruin"]
)
def test_the_search_counts_no_references(name):
    """An atomic step for each array looked at would cost several times the search."""
    module = importlib.import_module(f"field_crm_routing.engine.search.{name}")
    functions = [f for f in vars(module).values() if isinstance(f, Dispatcher)]
    assert functions
    assert not any(f.targetoptions.get("_nrt", True) for f in functions)
