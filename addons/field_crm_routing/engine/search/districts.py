"""Large problems in districts: a few reps and the visits around them at a time.

Ways are reckoned for one district at a time, so that memory grows with the district and
not with the country. Then the map is cut anew the other way, and each new district goes
on from the tours that it has got.
"""

from dataclasses import dataclass, replace

import numpy as np

from .budget import remaining

# Most visits of a district, and above how many a problem is cut.
MOST, LARGE = 2500, 3500
# Share of the limit for each way of cutting, and how warm each begins.
PASSES = ((0.6, 1.0), (0.4, 0.1))


@dataclass
class District:
    """Some shifts and the visits for them."""

    shifts: list
    visits: list


def cut(problem, shifts, visits, first_axis, held=None):
    """Cut the map into districts.

    The reps are halved by where they start, and the visits with them by their share of
    the reps' time; then the halves across, until none has too many visits.

    Parameters
    ----------
    problem : Problem
    shifts, visits : list of int
    first_axis : int
        Across which of the two coordinates the first cut runs.
    held : dict of int to int, optional
        Rep who makes a visit already: it stays with him.

    Returns
    -------
    list of District
    """
    held = held or {}
    of_rep = {}
    for shift in shifts:
        of_rep.setdefault(problem.shifts[shift].rep, []).append(shift)
    spots = {
        rep: np.asarray(problem.positions[problem.shifts[several[0]].start])
        for rep, several in of_rep.items()
    }
    work = {
        rep: sum(
            end - begin
            for shift in several
            for begin, end in problem.shifts[shift].hours
        )
        for rep, several in of_rep.items()
    }
    bound = {visit: _bound(problem, visit, held) for visit in visits}
    districts, waiting = [], [(sorted(of_rep), list(visits), first_axis)]
    while waiting:
        reps, inside, axis = waiting.pop()
        if len(reps) == 1 or len(inside) <= MOST:
            chosen = [shift for rep in reps for shift in of_rep[rep]]
            if inside:
                districts.append(District(sorted(chosen), sorted(inside)))
            continue
        order = sorted(reps, key=lambda rep: (spots[rep][axis], rep))
        half = len(order) // 2
        low = set(order[:half])
        share = sum(work[rep] for rep in low) / sum(work[rep] for rep in order)
        mine, free = [], []
        for visit in inside:
            allowed = bound[visit]
            if allowed is None:
                free.append(visit)
            elif allowed & low:
                mine.append(visit)
        at = [problem.positions[problem.visits[visit].place][axis] for visit in free]
        count = min(max(round(share * len(inside)) - len(mine), 0), len(free))
        ranked = [free[index] for index in np.argsort(at, kind="stable")]
        mine = set(mine) | set(ranked[:count])
        waiting.append((order[:half], [v for v in inside if v in mine], 1 - axis))
        waiting.append((order[half:], [v for v in inside if v not in mine], 1 - axis))
    return districts


def _bound(problem, visit, held):
    """Reps among whom a visit must be; ``None``: any."""
    wanted = problem.visits[visit]
    if visit in held:
        return {held[visit]}
    if wanted.shift is not None:
        return {problem.shifts[wanted.shift].rep}
    return None if wanted.reps is None else set(wanted.reps)


def search_districts(problem, parameters, stop, shifts, visits, teller, search):
    """Search all districts, twice.

    Parameters
    ----------
    problem : Problem
    parameters : Parameters
    stop : Stop
    shifts, visits : list of int
    teller : Teller
        Has the tours to begin with, and gets each district's.
    search : callable
        ``search(parameters, stop, shifts, visits, start)`` searches one district.
    """
    todo = 1.0
    for axis, (share, warm) in enumerate(PASSES):
        held = {
            visit: problem.shifts[shift].rep
            for shift, order in teller.orders.items()
            for visit in order
        }
        for district in cut(problem, shifts, visits, axis, held):
            part = share * len(district.visits) / len(visits)
            limit = remaining(stop, teller.started, part / todo)
            if stop.steps is not None:
                limit = replace(limit, steps=int(stop.steps * part))
            todo = max(todo - part, part)
            mine = replace(parameters, warm=parameters.warm * warm)
            orders = teller.orders
            known = {s: orders[s] for s in district.shifts if s in orders}
            search(mine, limit, district.shifts, district.visits, known)
