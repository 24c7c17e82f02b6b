"""PyVRP beside our search, where it knows the rules."""

import importlib.util
from dataclasses import replace

import pytest
from field_crm_routing.engine.check import violations
from field_crm_routing.engine.model import Parameters, Stop
from field_crm_routing.engine.search import solve
from field_crm_routing.engine.search.partner import Partner, can_hold
from field_crm_routing.engine.search.plan_arrays import STOPS
from field_crm_routing.engine.search.translate import translate
from test_routing_search import HOUR, simple

# PyVRP needs Python 3.11.
HAS_PYVRP = importlib.util.find_spec("pyvrp") is not None


def part_of(problem):
    shifts, visits = range(len(problem.shifts)), range(len(problem.visits))
    return translate(problem, shifts, visits, 10)


def plain(**changes):
    """One window for each visit, and no limit but the load."""
    return simple(visits=8, shifts=3, hours=((8 * HOUR, 17 * HOUR),), **changes)


def test_it_is_asked_only_where_it_knows_the_rules():
    """Breaks, limits and different shifts are ours alone."""
    assert can_hold(part_of(plain())) == HAS_PYVRP
    assert not can_hold(part_of(simple(visits=8)))
    assert not can_hold(part_of(plain(max_metres=5000)))
    assert not can_hold(part_of(plain(end=None)))
    problem = plain()
    other = replace(problem.shifts[0], rep=1, cost_per_metre=2)
    assert not can_hold(part_of(replace(problem, shifts=(*problem.shifts, other))))


@pytest.mark.skipif(not HAS_PYVRP, reason="PyVRP needs Python 3.11")
def test_its_plan_is_one_of_ours():
    """What it finds is possible by our own reckoning."""
    part = part_of(plain(capacity=4))
    plan = Partner(part, 0.5, seed=1).plan(patience=60)
    assert plan.totals[:, STOPS].sum() == 8


def test_a_partner_that_dies_is_no_harm():
    """The search goes on alone."""
    part = part_of(plain())
    partner = Partner(part, 30, seed=1)
    partner.process.kill()
    assert partner.plan(patience=5) is None


@pytest.mark.slow
def test_both_together_keep_the_rules():
    """A run by the clock on two cores."""
    problem = plain(capacity=4)
    result = solve(problem, Parameters(), Stop(seconds=8))
    assert violations(problem, result) == []
    assert result.left_out == ()
