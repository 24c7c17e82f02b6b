"""Tours whose order somebody has made: timed at any rate, and what they break."""

from ..check import violations
from ..model import Result, StopMade, Tour, time_tour


def time_orders(problem, orders):
    """Time tours in a given order, also those that break rules.

    A tour that its hours do not allow goes on all the same: who comes too late is
    served at once, and the violations say so.

    Parameters
    ----------
    problem : Problem
        With the visits of these tours alone: any other one is missing.
    orders : dict of int to sequence of int
        Visits of each shift, at least one.

    Returns
    -------
    tuple of (list of Tour, dict of int to list of Violation)
        Violations by shift.
    """
    tours = [
        time_tour(problem, shift, order) or _go_on(problem, shift, order)
        for shift, order in sorted(orders.items())
    ]
    found = {}
    for each in violations(problem, Result(tuple(tours), (), 0, 0.0, 0)):
        if each.shift is not None:
            found.setdefault(each.shift, []).append(each)
    return tours, found


def _go_on(problem, number, order):
    """Times of a tour by the clock alone: hours are waited for, never forbidding."""
    shift = problem.shifts[number]
    visits = [problem.visits[visit] for visit in order]
    places = [shift.start, *(visit.place for visit in visits)]
    if shift.end is not None:
        places.append(shift.end)
    legs = [
        _leg(problem, shift.profile, *pair)
        for pair in zip(places, places[1:], strict=False)
    ]
    moment, made = shift.hours[0][0], []
    for visit, wanted, (seconds, metres) in zip(order, visits, legs, strict=False):
        arrives = moment + seconds
        begins = _begin(shift, wanted, arrives)
        moment = begins + wanted.duration
        made.append(StopMade(visit, arrives, begins, moment, seconds, metres))
    home = legs[-1] if shift.end is not None else (0, 0)
    return Tour(
        shift=number,
        stops=tuple(made),
        leaves=shift.hours[0][0],
        arrives=moment + home[0],
        seconds=sum(stop.seconds for stop in made) + home[0],
        metres=sum(stop.metres for stop in made) + home[1],
    )


def _leg(problem, profile, here, there):
    if here == there:
        return 0, 0
    way = problem.travel.between(profile, [here, there])
    return int(way.seconds[0][1]), int(way.metres[0][1])


def _begin(shift, wanted, arrives):
    """First good moment from the arrival on; the arrival itself if there is none."""
    good = [
        max(opens, begins, arrives)
        for begins, ends in shift.hours
        for opens, closes in wanted.windows
        if max(opens, begins, arrives) <= min(closes, ends - wanted.duration)
    ]
    return min(good, default=arrives)
