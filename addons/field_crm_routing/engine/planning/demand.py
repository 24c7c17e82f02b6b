"""How many visits a client wants in a period, and when."""

from typing import NamedTuple

WEEK = 7


class Wish(NamedTuple):
    """One visit that is wanted.

    Attributes
    ----------
    number : int
        From 1, among those of its client in the period.
    first, last : int or None
        Days, from 0, outside which it may not be; ``None``: any of the period.
    due : int or None
        Day after which it is late; may lie before the period.
    """

    number: int
    first: int | None
    last: int | None
    due: int | None


def wishes(day_count, rest=0, count=0, weeks=0, last_visit=None, revisit=None):
    """Visits that a client wants in a period.

    Without a frequency it is one, with the date to see it again as its soft due date.
    With one, visits follow the last one at even distances, each within a quarter of
    that distance; who has never been visited gets them spread over the period. What
    comes after the period is not wanted in it.

    Parameters
    ----------
    day_count : int
        Days of the period.
    rest : int
        Days after it on which nobody works: from Monday to Friday is a week.
    count, weeks : int
        So many visits in so many weeks; 0: no frequency.
    last_visit, revisit : int or None
        Day of the last visit, usually negative, and the day to see it again.

    Returns
    -------
    list of Wish
        Empty when none falls into the period.
    """
    if not count or not weeks:
        return [Wish(1, None, None, revisit)]
    gap = weeks * WEEK / count
    if last_visit is None:
        return _spread(day_count, max(1, round((day_count + rest) / gap)), revisit)
    due = last_visit + gap if revisit is None else revisit
    # What is overdue is wanted at once, and the next visits count from there.
    due = max(due, 0)
    slack = gap / 4 if gap >= 4 else gap >= 3
    found = []
    while round(due) < day_count:
        first = max(0, min(round(due), round(due - slack)))
        last = min(day_count - 1, max(first, round(due + slack)))
        found.append(Wish(len(found) + 1, first, last, round(due)))
        due += gap
    return found


def _spread(day_count, number, revisit):
    """One visit in each part of the period; a quarter at both ends is kept free."""
    number = min(number, day_count)
    margin = day_count // (4 * number) if number > 1 else 0
    found = []
    for index in range(number):
        # Whole numbers: a fraction could fall off the end of the period.
        first = -(-index * day_count // number) + margin
        last = max(first, -(-(index + 1) * day_count // number) - 1 - margin)
        due = last if revisit is None else min(last, revisit)
        found.append(Wish(index + 1, first, last, due))
    return found
