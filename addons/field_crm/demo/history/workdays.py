"""Days on which a French sales team works."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
# Days from Easter Sunday: Easter Monday, Ascension, Whit Monday.
_MOVING = (1, 39, 50)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The eleven French public holidays of a year."""
    sunday = easter(year)
    return frozenset(
        [date(year, month, day) for month, day in _FIXED]
        + [sunday + timedelta(days=days) for days in _MOVING]
    )


def is_workday(day: date) -> bool:
    """Whether it is a weekday and not a public holiday."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def is_holiday_season(day: date) -> bool:
    """Whether nearly nobody is at work: mid August and the end of the year."""
    return (day.month == 8 and 4 <= day.day <= 20) or (
        day.month == 12 and day.day >= 24
    )


def is_visiting_day(day: date) -> bool:
    """Whether reps are out and clients are in."""
    return is_workday(day) and not is_holiday_season(day)


def visiting_days(first: date, last: date) -> Iterator[date]:
    """Visiting days between two days, both included."""
    day = first
    while day <= last:
        if is_visiting_day(day):
            yield day
        day += timedelta(days=1)
