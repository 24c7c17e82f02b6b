"""Stretches of time, in seconds since the midnight before the first day."""

from datetime import datetime, time


def to_seconds(moment, first):
    """Seconds by the clock on the wall since the midnight of a day.

    Parameters
    ----------
    moment : datetime
        Naive, as a clock on the wall shows it.
    first : date
    """
    passed = moment - datetime.combine(first, time.min)
    return passed.days * 86_400 + passed.seconds


def less(spans, breaks):
    """What is left of stretches when breaks are taken out.

    Parameters
    ----------
    spans, breaks : iterable of (int, int)
        In any order.

    Returns
    -------
    tuple of (int, int)
        Ascending and apart; those that touch are one.
    """
    left = []
    for begins, ends in sorted(spans):
        if left and begins <= left[-1][1]:
            left[-1] = (left[-1][0], max(ends, left[-1][1]))
        elif begins < ends:
            left.append((begins, ends))
    for pause, resume in breaks:
        cut = []
        for begins, ends in left:
            if resume <= begins or pause >= ends:
                cut.append((begins, ends))
                continue
            if begins < pause:
                cut.append((begins, pause))
            if resume < ends:
                cut.append((resume, ends))
        left = cut
    return tuple(left)


def begin_within(spans, duration, earliest, latest):
    """When something may begin that lies within spans and two bounds.

    Unlike ``model.within`` it takes spans that go past midnight.

    Parameters
    ----------
    spans : iterable of (int, int)
        Ascending.
    duration, earliest, latest : int

    Returns
    -------
    tuple of (int, int)
    """
    found = []
    for opens, closes in spans:
        first, last = max(opens, earliest), min(closes, latest) - duration
        if first <= last:
            found.append((first, last))
    return tuple(found)


def trips(hours, nights):
    """Cut working hours into shifts: days, or trips with nights away.

    Days in a row are one trip, of ``nights + 1`` days at most.

    Parameters
    ----------
    hours : sequence of (int, int)
        Ascending; a stretch belongs to the day on which it begins.
    nights : int

    Returns
    -------
    list of tuple
        The hours of each shift.
    """
    found, last_day, day_count = [], None, 0
    for begins, ends in hours:
        day = begins // 86_400
        if day == last_day:
            found[-1].append((begins, ends))
            continue
        if last_day is not None and day == last_day + 1 and day_count <= nights:
            found[-1].append((begins, ends))
            day_count += 1
        else:
            found.append([(begins, ends)])
            day_count = 1
        last_day = day
    return [tuple(shift) for shift in found]
