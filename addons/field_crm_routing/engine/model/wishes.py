"""Opening hours and frequencies as windows in which visits may begin."""

DAY = 86_400


def day_of(moment):
    """Number of the day that a moment lies in."""
    return moment // DAY


def within(opening, duration, *, first=None, last=None):
    """When a visit may begin that lies within opening hours.

    Parameters
    ----------
    opening : sequence of (int, int)
        Opening hours of all days, ascending, in seconds since the first midnight.
    duration : int
        Of the visit, in seconds.
    first, last : int, optional
        Days before and after which it may not be.

    Returns
    -------
    tuple of (int, int)
        Empty if no opening is long enough.
    """
    found = []
    for opens, closes in opening:
        day = day_of(opens)
        if (first is not None and day < first) or (last is not None and day > last):
            continue
        if closes - duration >= opens:
            found.append((opens, closes - duration))
    return tuple(found)


def spread(times, days):
    """Days in which each of several visits of one client may fall, well spread.

    The period is cut into as many parts as there are visits, and a quarter of a part is
    kept free at both its ends: two visits in a row are at least half a part from each
    other, and at most one and a half.

    Parameters
    ----------
    times : int
        Visits in the period.
    days : int
        Days of the period.

    Returns
    -------
    list of (int, int)
        First and last day of each visit; of a single one the whole period.
    """
    if times <= 1:
        return [(0, days - 1)] * times
    part = days / times
    ranges = []
    for number in range(times):
        first = round(number * part + part / 4)
        last = max(first, round((number + 1) * part - part / 4) - 1)
        ranges.append((min(first, days - 1), min(last, days - 1)))
    return ranges
