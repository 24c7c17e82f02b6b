"""A clock that stands still in breaks.

The search reckons in seconds of working time: the morning ends where the afternoon
begins. A drive that is under way at noon goes on after lunch, and a visit lies within
one stretch of work because its windows are cut that way.
"""


def working_end(hours):
    """End of a shift on its own clock; it begins as on the wall."""
    return hours[0][0] + sum(ends - begins for begins, ends in hours)


def working_windows(hours, windows, duration):
    """When a visit may begin in a shift, on the shift's clock.

    Parameters
    ----------
    hours : sequence of (int, int)
        Working hours of the shift.
    windows : sequence of (int, int)
        When the visit may begin, by the clock on the wall.
    duration : int
        Of the visit.

    Returns
    -------
    list of (int, int)
        Ascending.
    """
    found = []
    worked = hours[0][0]
    for begins, ends in hours:
        for opens, closes in windows:
            first, last = max(opens, begins), min(closes, ends - duration)
            if first <= last:
                found.append((worked + first - begins, worked + last - begins))
        worked += ends - begins
    return found
