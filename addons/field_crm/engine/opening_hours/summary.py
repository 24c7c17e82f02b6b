"""Days with the same hours, put together for reading."""

from collections.abc import Iterable
from dataclasses import dataclass

from .opening import Opening


@dataclass(frozen=True)
class DayGroup:
    """Consecutive days that are open at the same hours.

    Attributes
    ----------
    first, last
        Weekdays, 0 is Monday; the same for a single day.
    hours
        ``(start, end)`` in minutes since midnight, in order.
    """

    first: int
    last: int
    hours: tuple[tuple[int, int], ...]


def group_days(openings: Iterable[Opening]) -> list[DayGroup]:
    """Put consecutive days of the same hours together; closed days are left out."""
    days = {}
    for opening in sorted(openings):
        hours = days.setdefault(opening.weekday, [])
        hours.append((opening.start, opening.clock_end))
    groups = []
    for weekday, hours in days.items():
        last = groups[-1] if groups else None
        if last and last.last == weekday - 1 and last.hours == tuple(hours):
            groups[-1] = DayGroup(last.first, weekday, last.hours)
        else:
            groups.append(DayGroup(weekday, weekday, tuple(hours)))
    return groups
