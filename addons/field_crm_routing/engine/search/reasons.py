"""Why a visit is left out."""

from ..model.result import Reason
from ..model.schedule import time_tour


def reason_impossible(problem, visit, free):
    """Why nobody can make a visit whatever the other visits are.

    Parameters
    ----------
    problem : Problem
    visit : int
    free : list of int
        Shifts whose tours are not locked.

    Returns
    -------
    Reason or None
        ``None`` when it is worth searching.
    """
    wanted = problem.visits[visit]
    if wanted.place is None:
        return Reason.NO_PLACE
    shifts = free
    # Nearly always one of the first will do: of thousands none is looked at in vain.
    if any(_may(problem, number, visit) for number in shifts):
        return None
    if not shifts:
        return Reason.NO_SHIFT
    if wanted.shift is not None:
        shifts = [number for number in shifts if number == wanted.shift]
    shifts = [n for n in shifts if wanted.skills <= problem.shifts[n].skills]
    if not shifts:
        return Reason.NO_SKILL
    if wanted.reps is not None:
        shifts = [n for n in shifts if problem.shifts[n].rep in wanted.reps]
    if not shifts:
        return Reason.NO_REP
    shifts = [n for n in shifts if _meet(problem.shifts[n].hours, wanted.windows)]
    if not shifts:
        return Reason.OUTSIDE_HOURS
    shifts = [n for n in shifts if _lasts(problem.shifts[n].hours, wanted)]
    if not shifts:
        return Reason.TOO_LONG
    return None


def reason_left(problem, visit, free):
    """Why a visit that the search left out has no tour.

    Where the way by another place is quicker than the way past it, a visit may be
    possible in a tour though not alone: it is searched for, and only then too far.
    """
    wanted = problem.visits[visit]
    if not any(_fits(problem, number, visit) for number in free):
        return Reason.TOO_FAR
    return Reason.NO_ROOM if wanted.skip_cost is None else Reason.NOT_WORTH


def _may(problem, number, visit):
    shift, wanted = problem.shifts[number], problem.visits[visit]
    return (
        wanted.shift in (None, number)
        and wanted.skills <= shift.skills
        and (wanted.reps is None or shift.rep in wanted.reps)
        and _lasts(shift.hours, wanted)
    )


def _meet(hours, windows):
    return any(
        opens <= ends and closes >= begins
        for begins, ends in hours
        for opens, closes in windows
    )


def _lasts(hours, wanted):
    return any(
        max(opens, begins) <= min(closes, ends - wanted.duration)
        for begins, ends in hours
        for opens, closes in wanted.windows
    )


def _fits(problem, number, visit):
    shift, wanted = problem.shifts[number], problem.visits[visit]
    if (
        wanted.shift not in (None, number)
        or not wanted.skills <= shift.skills
        or (wanted.reps is not None and shift.rep not in wanted.reps)
    ):
        return False
    tour = time_tour(problem, number, [visit])
    if tour is None:
        return False

    def keeps(limit, value):
        return limit is None or value <= limit

    return (
        keeps(shift.max_metres, tour.metres)
        and keeps(shift.max_travel, tour.seconds)
        and keeps(shift.max_work, tour.seconds + wanted.duration)
        and keeps(shift.max_visits, 1)
        and keeps(shift.capacity, wanted.load)
    )
