"""An independent look at a plan, before anybody sees it.

Shares no code with the search: it reads the result's times and holds each against the
rules, instead of reckoning times of its own and comparing.
"""

from dataclasses import dataclass

DAY = 24 * 3600


@dataclass(frozen=True)
class Violation:
    """A rule that a plan breaks.

    Attributes
    ----------
    code : str
        ``twice``, ``missing``, ``unknown``, ``travel``, ``window``, ``hours``,
        ``order``, ``duration``, ``skill``, ``rep``, ``locked``, ``max_visits``,
        ``max_metres``, ``max_travel``, ``max_work``, ``capacity``, ``total`` or
        ``cost``.
    shift, visit : int or None
        Where.
    found, limit
        What the plan says and what the rule says.
    """

    code: str
    shift: int | None = None
    visit: int | None = None
    found: object = None
    limit: object = None


def violations(problem, result):
    """All rules that a result breaks.

    Parameters
    ----------
    problem : Problem
    result : Result

    Returns
    -------
    list of Violation
        Empty when the plan may be shown.
    """
    found = list(_everybody_once(problem, result))
    for tour in result.tours:
        if not 0 <= tour.shift < len(problem.shifts):
            found.append(Violation("unknown", tour.shift))
            continue
        found += _times(problem, tour)
        found += _limits(problem, tour)
        found += _fits(problem, tour)
    for shift, order in problem.tours.items():
        made = [t for t in result.tours if t.shift == shift]
        is_kept = [s.visit for t in made for s in t.stops] == list(order)
        if not is_kept:
            found.append(Violation("locked", shift))
    if not found:
        cost = cost_of(problem, result)
        if cost != result.cost:
            found.append(Violation("cost", found=result.cost, limit=cost))
    return found


def cost_of(problem, result):
    """Cost of a result by the problem's prices."""
    total = 0
    for tour in result.tours:
        shift = problem.shifts[tour.shift]
        for seconds, metres in _legs(problem, tour):
            total += seconds * shift.cost_per_second + metres * shift.cost_per_metre
        total += shift.fixed_cost
        for stop in tour.stops:
            visit = problem.visits[stop.visit]
            total += sum(cost for rep, cost in visit.rep_costs if rep == shift.rep)
            if visit.due is not None:
                late = shift.hours[0][0] // DAY - visit.due // DAY
                total += visit.late_cost * late if late > 0 else 0
    for left in result.left_out:
        if problem.visits[left.visit].skip_cost is not None:
            total += problem.visits[left.visit].skip_cost
    return total


def _everybody_once(problem, result):
    seen = {}
    for tour in result.tours:
        for stop in tour.stops:
            seen[stop.visit] = seen.get(stop.visit, 0) + 1
    for left in result.left_out:
        seen[left.visit] = seen.get(left.visit, 0) + 1
    for visit in range(len(problem.visits)):
        times = seen.pop(visit, 0)
        if times != 1:
            yield Violation("twice" if times else "missing", visit=visit, found=times)
    for visit in seen:
        yield Violation("unknown", visit=visit)
    shifts = [tour.shift for tour in result.tours]
    for shift in {shift for shift in shifts if shifts.count(shift) > 1}:
        yield Violation("twice", shift)


def _legs(problem, tour):
    """Seconds and metres from place to place, by the problem's own travel."""
    shift = problem.shifts[tour.shift]
    places = [shift.start]
    places += [problem.visits[stop.visit].place for stop in tour.stops]
    if shift.end is not None:
        places.append(shift.end)
    legs = []
    for here, there in zip(places, places[1:], strict=False):
        if here == there:
            legs.append((0, 0))
            continue
        way = problem.travel.between(shift.profile, [here, there])
        legs.append((int(way.seconds[0][1]), int(way.metres[0][1])))
    return legs


def _worked(hours, one, two):
    """Seconds between two moments that lie in working hours."""
    return sum(max(0, min(two, end) - max(one, begin)) for begin, end in hours)


def _times(problem, tour):
    shift = problem.shifts[tour.shift]
    legs = _legs(problem, tour)
    moment = tour.leaves
    if moment < shift.hours[0][0]:
        yield Violation("hours", tour.shift, None, moment, shift.hours[0][0])
    for stop, (seconds, metres) in zip(tour.stops, legs, strict=False):
        visit = problem.visits[stop.visit]

        def wrong(code, found, limit, stop=stop):
            return Violation(code, tour.shift, stop.visit, found, limit)

        if (stop.seconds, stop.metres) != (seconds, metres):
            yield wrong("travel", (stop.seconds, stop.metres), (seconds, metres))
        if _worked(shift.hours, moment, stop.arrives) < seconds:
            yield wrong("travel", stop.arrives - moment, seconds)
        if not moment <= stop.arrives <= stop.begins <= stop.leaves:
            yield wrong("order", (stop.arrives, stop.begins, stop.leaves), moment)
        if stop.leaves - stop.begins != visit.duration:
            yield wrong("duration", stop.leaves - stop.begins, visit.duration)
        if not any(opens <= stop.begins <= closes for opens, closes in visit.windows):
            yield wrong("window", stop.begins, visit.windows)
        if not any(b <= stop.begins and stop.leaves <= e for b, e in shift.hours):
            yield wrong("hours", (stop.begins, stop.leaves), shift.hours)
        moment = stop.leaves
    home = legs[-1][0] if shift.end is not None else 0
    if tour.arrives < moment or _worked(shift.hours, moment, tour.arrives) < home:
        yield Violation("travel", tour.shift, None, tour.arrives - moment, home)
    if tour.arrives > shift.hours[-1][1]:
        yield Violation("hours", tour.shift, None, tour.arrives, shift.hours[-1][1])


def _limits(problem, tour):
    shift = problem.shifts[tour.shift]
    legs = _legs(problem, tour)
    seconds, metres = (sum(column) for column in zip(*legs, strict=True))
    if (tour.seconds, tour.metres) != (seconds, metres):
        yield Violation(
            "total", tour.shift, None, (tour.seconds, tour.metres), (seconds, metres)
        )
    visits = [problem.visits[stop.visit] for stop in tour.stops]
    work = seconds + sum(visit.duration for visit in visits)
    for code, value, limit in (
        ("max_visits", len(visits), shift.max_visits),
        ("max_metres", metres, shift.max_metres),
        ("max_travel", seconds, shift.max_travel),
        ("max_work", work, shift.max_work),
        ("capacity", sum(visit.load for visit in visits), shift.capacity),
    ):
        if limit is not None and value > limit:
            yield Violation(code, tour.shift, None, value, limit)


def _fits(problem, tour):
    shift = problem.shifts[tour.shift]
    for stop in tour.stops:
        visit = problem.visits[stop.visit]
        missing = visit.skills - shift.skills
        if missing:
            yield Violation("skill", tour.shift, stop.visit, limit=sorted(missing))
        if visit.reps is not None and shift.rep not in visit.reps:
            yield Violation("rep", tour.shift, stop.visit, shift.rep, visit.reps)
        if visit.shift is not None and visit.shift != tour.shift:
            yield Violation("locked", tour.shift, stop.visit, tour.shift, visit.shift)
