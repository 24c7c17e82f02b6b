"""From a problem as people say it to one of arrays."""

from typing import NamedTuple

import numpy as np

from ..model.wishes import day_of
from .arrays import (
    ALIKE,
    ANYWHERE,
    BEGINS,
    CALENDAR,
    CAPACITY,
    END,
    ENDS,
    FIXED,
    FORBIDDEN,
    HOURS,
    KIND,
    LATENESS,
    LOAD,
    METRES,
    METRES_BACK,
    MOST_METRES,
    MOST_STOPS,
    MOST_TRAVEL,
    MOST_WORK,
    NEVER_SKIP,
    PER_METRE,
    PER_SECOND,
    PLACE,
    PRIZE,
    PROFILE,
    REP,
    SERVICE,
    START,
    TIME,
    TIME_BACK,
    UNLIMITED,
    Instance,
)
from .clock import working_end, working_windows
from .curve import along_curve
from .near import near_visits


class Part(NamedTuple):
    """Some shifts and visits of a problem, as arrays.

    Attributes
    ----------
    instance : Instance
    shifts, visits : ndarray of int
        What number ``k`` of the instance is in the problem.
    room : int
        Most stops that a tour can have.
    """

    instance: Instance
    shifts: np.ndarray
    visits: np.ndarray
    room: int


def translate(problem, shifts, visits, neighbours):
    """Arrays of a part of a problem.

    Parameters
    ----------
    problem : Problem
    shifts, visits : sequence of int
        Numbers in the problem; at least one of each, the visits with places.
    neighbours : int

    Returns
    -------
    Part
    """
    shifts, visits = np.asarray(shifts), np.asarray(visits)
    spots = [problem.visits[visit].place for visit in visits]
    visits = visits[along_curve(np.asarray(problem.positions)[spots])]
    places, number_of = _places(problem, shifts, visits)
    chosen = [problem.shifts[shift] for shift in shifts]
    wanted = [problem.visits[visit] for visit in visits]
    calendars = _numbered(shift.hours for shift in chosen)
    reps = _numbered((shift.rep, shift.skills) for shift in chosen)
    profiles = _numbered(shift.profile for shift in chosen)
    rows = np.array(
        [_shift_row(shift, number_of, calendars, reps, profiles) for shift in chosen],
        np.int64,
    )
    tables = _visit_tables(problem, wanted, shifts, calendars, reps, number_of)
    ways = np.empty((len(profiles), len(places), len(places), 4), np.int32)
    for profile, layer in profiles.items():
        travel = problem.travel.between(profile, places)
        ways[layer, :, :, TIME] = travel.seconds
        ways[layer, :, :, METRES] = travel.metres
        ways[layer, :, :, TIME_BACK] = travel.seconds.T
        ways[layer, :, :, METRES_BACK] = travel.metres.T
        ways[layer, range(len(places)), range(len(places))] = 0
    room = _room(rows, tables["visits"])
    rows[:, MOST_STOPS] = np.minimum(rows[:, MOST_STOPS], room)
    rows[:, ALIKE] = np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)
    near = near_visits(
        ways, rows, tables["visits"], tables["hours"], tables["keys"], tables["fit"],
        neighbours,
    )  # fmt: skip
    return Part(
        Instance(ways=ways, shifts=rows, near=near, **tables), shifts, visits, room
    )


def _places(problem, shifts, visits):
    """Places of the visits in their order, then those of the shifts."""
    used = dict.fromkeys(problem.visits[visit].place for visit in visits)
    for shift in shifts:
        used[problem.shifts[shift].start] = None
        used[problem.shifts[shift].end] = None
    used.pop(None, None)
    places = np.array(list(used), np.int64)
    return places, {place: number for number, place in enumerate(used)}


def _numbered(values):
    """Each different value with a number, in the order of their first appearance."""
    numbers = {}
    for value in values:
        numbers.setdefault(value, len(numbers))
    return numbers


def _shift_row(shift, number_of, calendars, reps, profiles):
    def limit(value):
        return UNLIMITED if value is None else value

    row = [0] * 16
    row[START] = number_of[shift.start]
    row[END] = ANYWHERE if shift.end is None else number_of[shift.end]
    row[BEGINS] = shift.hours[0][0]
    row[ENDS] = working_end(shift.hours)
    row[CAPACITY] = limit(shift.capacity)
    row[MOST_STOPS] = limit(shift.max_visits)
    row[MOST_TRAVEL] = limit(shift.max_travel)
    row[MOST_WORK] = limit(shift.max_work)
    row[MOST_METRES] = limit(shift.max_metres)
    row[FIXED] = shift.fixed_cost
    row[PER_METRE] = shift.cost_per_metre
    row[PER_SECOND] = shift.cost_per_second
    row[REP] = reps[shift.rep, shift.skills]
    row[CALENDAR] = calendars[shift.hours]
    row[PROFILE] = profiles[shift.profile]
    return row


def _visit_tables(problem, wanted, shifts, calendars, reps, number_of):
    """What the instance knows of the visits, row by row; alike rows are kept once."""
    hours, lateness, kinds = {}, {}, {}
    rows = np.zeros((len(wanted), 7), np.int64)
    position = {shift: number for number, shift in enumerate(shifts.tolist())}
    for number, visit in enumerate(wanted):
        locked = None
        if visit.shift is not None and visit.shift in position:
            locked = problem.shifts[visit.shift]
        windows = visit.windows
        if locked is not None:
            begins, ends = locked.hours[0][0], locked.hours[-1][1]
            windows = tuple(
                (max(opens, begins), min(closes, ends))
                for opens, closes in windows
                if opens <= ends and closes >= begins
            )
        only = None if locked is None else (locked.rep, locked.skills)
        late = (visit.due, visit.late_cost) if visit.due is not None else None
        kind = (visit.skills, visit.reps, visit.rep_costs, only)
        rows[number, PLACE] = number_of[visit.place]
        rows[number, SERVICE] = visit.duration
        rows[number, LOAD] = visit.load
        rows[number, PRIZE] = NEVER_SKIP if visit.skip_cost is None else visit.skip_cost
        rows[number, HOURS] = hours.setdefault((windows, visit.duration), len(hours))
        rows[number, LATENESS] = lateness.setdefault(late, len(lateness))
        rows[number, KIND] = kinds.setdefault(kind, len(kinds))
    table, windows, keys = _hours_table(hours, calendars)
    return {
        "visits": rows,
        "hours": table,
        "windows": windows,
        "keys": keys,
        "late_cost": _late_table(lateness, calendars),
        "fit": _fit_table(kinds, reps),
    }


def _hours_table(hours, calendars):
    table = np.zeros((len(hours), len(calendars), 4), np.int32)
    keys = np.zeros((len(hours), 3), np.int64)
    more = []
    spans = [(cal, work[0][0], work[-1][1], work) for work, cal in calendars.items()]
    for (windows, duration), row in hours.items():
        keys[row] = (
            sum(closes - opens for opens, closes in windows),
            windows[0][0] if windows else 0,
            windows[-1][1] if windows else 0,
        )
        for calendar, begins, ends, work in spans:
            here = [w for w in windows if w[1] >= begins and w[0] <= ends]
            found = working_windows(work, here, duration) if here else ()
            if found:
                table[row, calendar] = (len(found), *found[0], len(more))
                more += found[1:]
    return table, np.array(more or [(0, 0)], np.int32), keys


def _late_table(lateness, calendars):
    table = np.zeros((len(lateness), len(calendars)), np.int64)
    for late, row in lateness.items():
        if late is not None:
            due, cost = late
            for work, calendar in calendars.items():
                days = day_of(work[0][0]) - day_of(due)
                table[row, calendar] = max(0, days) * cost
    return table


def _fit_table(kinds, reps):
    table = np.zeros((len(kinds), len(reps)), np.int64)
    for (skills, allowed, costs, only), row in kinds.items():
        costs = dict(costs)
        for (rep, has), column in reps.items():
            fits = skills <= has and (allowed is None or rep in allowed)
            fits = fits and only in (None, (rep, has))
            table[row, column] = costs.get(rep, 0) if fits else FORBIDDEN
    return table


def _room(shifts, visits):
    """Most stops that any tour can have."""
    room = min(len(visits), int(shifts[:, MOST_STOPS].max()))
    shortest, lightest = int(visits[:, SERVICE].min()), int(visits[:, LOAD].min())
    if shortest:
        longest = int((shifts[:, ENDS] - shifts[:, BEGINS]).max())
        room = min(room, longest // shortest)
    if lightest:
        room = min(room, int(shifts[:, CAPACITY].max()) // lightest)
    return max(room, 1)
