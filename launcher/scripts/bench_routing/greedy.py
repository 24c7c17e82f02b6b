"""What a diligent person does without a solver: the nearest open client is next."""

import numpy as np
from field_crm_routing.engine.model.schedule import drive, first_beginning

# Nobody waits longer than this before a closed door, if there is another to go to.
PATIENCE = 30 * 60
NEAREST = 60


def nearest_first(problem):
    """Day by day and rep by rep: {shift: [visit]}.

    Each rep begins at home, goes to the nearest client that is open and due, and goes
    on until nobody more can be seen in time to be home at the end. Clients belong to
    the rep whose home is nearest.
    """
    starts = sorted({shift.start for shift in problem.shifts})
    visits = problem.visits
    places = np.array([visit.place for visit in visits])
    every = np.concatenate([places, starts])
    travel = problem.travel.between(0, every)
    home = {start: len(visits) + number for number, start in enumerate(starts)}
    to_homes = travel.seconds[: len(visits), len(visits) :]
    owner = np.array(starts)[to_homes.argmin(axis=1)]
    todo = np.ones(len(visits), bool)
    days = sorted(
        range(len(problem.shifts)), key=lambda n: problem.shifts[n].hours[0][0]
    )
    orders = {}
    for number in days:
        shift = problem.shifts[number]
        order = _day(problem, shift, travel, home[shift.start], todo, owner)
        if order:
            orders[number] = order
    return orders


def _day(problem, shift, travel, home, todo, owner):
    here, moment, order = home, shift.hours[0][0], []
    most = shift.max_visits or len(todo)
    while len(order) < most:
        mine = np.flatnonzero(todo & (owner == shift.start))
        near = mine[np.argsort(travel.seconds[here, mine], kind="stable")]
        for patience in (PATIENCE, None):
            found = None
            for visit in near[:NEAREST] if patience else near:
                found = _fits(
                    problem, shift, travel, here, home, moment, visit, patience
                )
                if found is not None:
                    break
            if found is not None:
                break
        if found is None:
            return order
        order.append(int(visit))
        todo[visit] = False
        here, moment = visit, found
    return order


def _fits(problem, shift, travel, here, home, moment, visit, patience):
    """When a visit made next is over; ``None`` when it cannot be, or not soon."""
    wanted = problem.visits[visit]
    arrives = drive(shift.hours, moment, int(travel.seconds[here, visit]))
    if arrives is None:
        return None
    begins = first_beginning(shift.hours, wanted.windows, wanted.duration, arrives)
    if begins is None or (patience is not None and begins - arrives > patience):
        return None
    over = begins + wanted.duration
    if drive(shift.hours, over, int(travel.seconds[visit, home])) is None:
        return None
    return over
