"""When a tour is where, by the clock on the wall."""

from .result import StopMade, Tour


def drive(hours, moment, seconds):
    """When a drive ends that begins at a moment: it stands still outside the hours.

    Parameters
    ----------
    hours : sequence of (int, int)
    moment, seconds : int

    Returns
    -------
    int or None
        ``None`` when the shift ends before the drive does.
    """
    for begins, ends in hours:
        moment = max(moment, begins)
        if moment <= ends:
            if seconds <= ends - moment:
                return moment + seconds
            seconds -= ends - moment
            moment = ends
    return None


def _latest_start(hours, moment, seconds):
    """Latest moment to leave for a drive to end by a moment."""
    for begins, ends in reversed(hours):
        until = min(moment, ends)
        if until >= begins:
            if seconds <= until - begins:
                return until - seconds
            seconds -= until - begins
    return hours[0][0]


def first_beginning(hours, windows, duration, moment):
    """First moment from one on when a visit may begin; ``None`` if there is none."""
    found = None
    for begins, ends in hours:
        for opens, closes in windows:
            first = max(opens, begins, moment)
            is_possible = first <= min(closes, ends - duration)
            if is_possible and (found is None or first < found):
                found = first
    return found


def time_tour(problem, number, order):
    """When a shift is where if it makes visits in an order.

    Parameters
    ----------
    problem : Problem
    number : int
        Of the shift.
    order : sequence of int
        Visits, at least one.

    Returns
    -------
    Tour or None
        ``None`` when hours do not allow it.
    """
    shift = problem.shifts[number]
    places = [shift.start, *(problem.visits[visit].place for visit in order)]
    if shift.end is not None:
        places.append(shift.end)
    ways = _ways(problem, shift.profile, places)
    moment, stops = shift.hours[0][0], []
    for visit, (seconds, metres) in zip(order, ways, strict=False):
        wanted = problem.visits[visit]
        arrives = drive(shift.hours, moment, seconds)
        if arrives is None:
            return None
        windows, duration = wanted.windows, wanted.duration
        begins = first_beginning(shift.hours, windows, duration, arrives)
        if begins is None:
            return None
        moment = begins + duration
        stops.append(StopMade(visit, arrives, begins, moment, seconds, metres))
    first = stops[0]
    leaves = _latest_start(shift.hours, first.begins, first.seconds)
    stops[0] = StopMade(
        first.visit, drive(shift.hours, leaves, first.seconds), first.begins,
        first.leaves, first.seconds, first.metres,
    )  # fmt: skip
    home = (0, 0) if shift.end is None else ways[-1]
    arrives = drive(shift.hours, moment, home[0])
    if arrives is None:
        return None
    return Tour(
        shift=number,
        stops=tuple(stops),
        leaves=leaves,
        arrives=arrives,
        seconds=sum(stop.seconds for stop in stops) + home[0],
        metres=sum(stop.metres for stop in stops) + home[1],
    )


def _ways(problem, profile, places):
    """Seconds and metres from each place to the next."""
    different = list(dict.fromkeys(places))
    travel = problem.travel.between(profile, different)
    number = {place: index for index, place in enumerate(different)}
    steps = []
    for one, two in zip(places, places[1:], strict=False):
        row, column = number[one], number[two]
        same = one == two
        steps.append(
            (
                0 if same else int(travel.seconds[row, column]),
                0 if same else int(travel.metres[row, column]),
            )
        )
    return steps
