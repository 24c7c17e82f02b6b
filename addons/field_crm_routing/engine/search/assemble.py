"""A result from the orders of all tours."""

from ..model.result import LeftOut, Result
from ..model.schedule import time_tour
from ..model.wishes import day_of


def assemble(problem, orders, reasons, seconds, steps):
    """A result: times, costs, and who is left out why.

    Parameters
    ----------
    problem : Problem
    orders : dict of int to sequence of int
        Visits of each shift, without the locked tours.
    reasons : dict of int to Reason
        Of the visits that nobody makes.
    seconds : float
    steps : int

    Returns
    -------
    Result
    """
    orders = {**orders, **problem.tours}
    tours = tuple(
        tour
        for shift in sorted(orders)
        if orders[shift] and (tour := time_tour(problem, shift, orders[shift]))
    )
    cost = sum(tour_cost(problem, tour) for tour in tours)
    cost += sum(problem.visits[visit].skip_cost or 0 for visit in reasons)
    left_out = tuple(LeftOut(visit, reasons[visit]) for visit in sorted(reasons))
    return Result(tours, left_out, cost, seconds, steps)


def tour_cost(problem, tour):
    """Cost of a tour: its way, its shift, whom it visits when."""
    shift = problem.shifts[tour.shift]
    cost = shift.fixed_cost
    cost += tour.metres * shift.cost_per_metre + tour.seconds * shift.cost_per_second
    day = day_of(shift.hours[0][0])
    for stop in tour.stops:
        visit = problem.visits[stop.visit]
        cost += dict(visit.rep_costs).get(shift.rep, 0)
        if visit.due is not None:
            cost += max(0, day - day_of(visit.due)) * visit.late_cost
    return cost
