"""Reckon in working time.

An interval is a pair ``(start, end)`` of aware datetimes in the zone of the calendar.
Intervals come in order and do not overlap; they may be an endless iterator. Hours are
counted in UTC, so the night of the clock change is as long as it really is; days are
those of the calendar's zone.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone

Interval = tuple[datetime, datetime]


class NoWorkingTime(ValueError):
    """The calendar has too little working time to keep the promise."""


def elapse(start: datetime, time: timedelta, intervals: Iterable[Interval]) -> datetime:
    """Moment at which so much working time has gone by since ``start``.

    Parameters
    ----------
    start
        Aware; may lie outside working time.
    time
        Working time, not negative. None at all gives the first working moment.
    intervals
        Working time from ``start`` on or earlier.

    Returns
    -------
    datetime
        In UTC.

    Raises
    ------
    NoWorkingTime
        When the intervals end before the time is up.
    """
    left = time
    for begin, end in _after(start, intervals):
        if left <= end - begin:
            return begin + left
        left -= end - begin
    raise NoWorkingTime


def day_end(start: datetime, intervals: Iterable[Interval]) -> datetime:
    """End of the working day that ``start`` falls in (« même jour »).

    What is asked after hours, or on a day off, is due at the end of the next working
    day.

    Returns
    -------
    datetime
        In UTC.

    Raises
    ------
    NoWorkingTime
        When there is no working time after ``start``.
    """
    day, last = None, None
    for begin, end in intervals:
        if end <= start:
            continue
        if day is None:
            day = max(begin, start.astimezone(begin.tzinfo)).date()
        if begin.date() > day:
            break
        last = end
    if last is None:
        raise NoWorkingTime
    return last.astimezone(timezone.utc)


def worked(start: datetime, end: datetime, intervals: Iterable[Interval]) -> timedelta:
    """Working time between two moments; none when ``end`` is not after ``start``."""
    total = timedelta()
    for begin, finish in _after(start, intervals):
        if begin >= end:
            break
        total += min(finish, end) - begin
    return total


def warning(
    start: datetime,
    deadline: datetime,
    ahead: timedelta,
    intervals: Iterable[Interval],
) -> datetime:
    """Moment to warn of a deadline, so much working time before it.

    Parameters
    ----------
    start
        Where the promise began: no warning comes earlier.
    ahead
        Working time, not negative.

    Returns
    -------
    datetime
        In UTC, between ``start`` and ``deadline``.
    """
    known = list(_until(deadline, intervals))
    left = worked(start, deadline, known) - ahead
    if left <= timedelta():
        return start.astimezone(timezone.utc)
    return min(elapse(start, left, known), deadline.astimezone(timezone.utc))


def _until(end: datetime, intervals: Iterable[Interval]) -> Iterator[Interval]:
    for interval in intervals:
        if interval[0] >= end:
            return
        yield interval


def _after(start: datetime, intervals: Iterable[Interval]) -> Iterator[Interval]:
    """What of the intervals lies after a moment, in UTC."""
    for begin, end in intervals:
        if end > start:
            yield (
                max(begin, start).astimezone(timezone.utc),
                end.astimezone(timezone.utc),
            )
