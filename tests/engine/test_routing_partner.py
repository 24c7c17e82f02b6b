"""PyVRP beside our search, where it knows the rules."""

import importlib.util
import time
from dataclasses import replace

import pytest
from field_crm_routing.engine.check import violations
from field_crm_routing.engine.model import Parameters, Stop
from field_crm_routing.engine.search import solve
from field_crm_routing.engine.search.partner import Partner, Partners, can_hold
from field_crm_routing.engine.search.plan_arrays import STOPS, empty_plan, plan_cost
from field_crm_routing.engine.search.pool import Pool
from field_crm_routing.engine.search.solve import Run
from field_crm_routing.engine.search.translate import translate
from test_routing_search import HOUR, simple

# PyVRP needs Python 3.11.
HAS_PYVRP = importlib.util.find_spec("pyvrp") is not None
needs_pyvrp = pytest.mark.skipif(not HAS_PYVRP, reason="PyVRP needs Python 3.11")


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


def first_plan(partner, pool, patience=60):
    """What it finds first: (plan, cost)."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if heard := partner.hear(pool):
            return heard
        time.sleep(0.1)
    return None


@pytest.fixture
def working():
    """A partner at work, and the pool that it tells."""
    part = part_of(plain(capacity=4))
    partner = Partner(part, 30, seed=1)
    yield partner, Pool(part.instance)
    partner.close()


@needs_pyvrp
def test_its_plan_is_one_of_ours(working):
    """What it finds is possible by our own reckoning, and its tours are kept."""
    partner, pool = working
    plan, cost = first_plan(partner, pool)
    assert plan.totals[:, STOPS].sum() == 8
    assert cost == plan_cost(partner.part.instance, plan)
    assert pool.combine(plan, 1.0)[1] <= cost


@needs_pyvrp
def test_it_goes_on_from_a_plan_that_is_offered(working):
    """It takes what is better than its own, and only then tells of better ones."""
    partner, pool = working
    plan, cost = first_plan(partner, pool)
    partner.offer(plan, cost - 1)
    assert partner.cost == cost - 1
    partner.offer(plan, cost)
    assert partner.cost == cost - 1
    assert first_plan(partner, pool, patience=2) is None
    assert partner.process.poll() is None


@needs_pyvrp
def test_nobody_is_left_behind(working):
    """It ends by itself when whoever called it was killed."""
    partner, pool = working
    assert first_plan(partner, pool)
    partner.process.stdin.close()
    assert partner.process.wait(10) == 0


def test_a_partner_that_dies_is_no_harm(working):
    """The search goes on alone."""
    partner, pool = working
    partner.process.kill()
    partner.process.wait()
    plan = empty_plan(partner.part.instance, partner.part.room)
    partner.offer(plan, 10)
    partner.hear(pool)
    assert partner.hear(pool) is None


class Crew:
    """Our search, with a best plan of some cost."""

    def __init__(self, cost):
        self.cost = cost

    def best(self):
        return None, self.cost


@needs_pyvrp
def test_it_gets_the_other_core_where_it_is_clearly_ahead():
    """And ours goes on when one of them has died."""
    problem = plain(capacity=4)
    shifts, visits = range(len(problem.shifts)), range(len(problem.visits))
    run = Run(problem, Parameters(), Stop(seconds=60), None, shifts, visits)
    run.partners = Partners(run.part, seed=1)
    try:
        run.partners.call(60)
        _plan, cost = first_plan(run.partners, Pool(run.instance))
        run._share_cores(Crew(cost))
        assert run.partners.working == 1
        run._share_cores(Crew(2 * cost))
        assert run.partners.working == 2
        run.partners.all[0].process.kill()
        run.partners.all[0].process.wait()
        assert run.partners.working == 1
    finally:
        run.partners.close()


@pytest.mark.slow
def test_both_together_keep_the_rules():
    """A run by the clock on two cores."""
    problem = plain(capacity=4)
    result = solve(problem, Parameters(), Stop(seconds=8))
    assert violations(problem, result) == []
    assert result.left_out == ()
