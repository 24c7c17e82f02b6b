"""When a report goes out: every day, week, month, or n-th weekday of the month (S4-57).

Days and hours are those of a time zone's clocks. A moment is a ``datetime`` aware in
UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday

LAST = -1
"""The last day, or the last such weekday, of the month."""


class Frequency(str, Enum):
    """How often."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    NTH_WEEKDAY = "nth_weekday"


class ScheduleError(ValueError):
    """A value of the schedule is out of its bounds; ``field`` names it."""

    def __init__(self, field: str, value: object) -> None:
        super().__init__(f"{field}: {value!r} is out of bounds")
        self.field = field
        self.value = value


@dataclass(frozen=True)
class Schedule:
    """A rule that moments follow from.

    Attributes
    ----------
    frequency
        How often.
    at
        Hour on the clocks of ``zone``. Where the clocks jump over it, the moment is as
        much later; where they strike it twice, it is the first time.
    zone
        Name of a time zone, such as ``Europe/Paris``.
    weekday
        0 is Monday; for ``WEEK`` and ``NTH_WEEKDAY``.
    day
        1 to 31, or ``LAST``; for ``MONTH``. A month too short for it has its last day.
    nth
        1 to 4, or ``LAST``; for ``NTH_WEEKDAY``.
    until
        Last day on which it happens; ``None`` for ever.

    Raises
    ------
    ScheduleError
        When a value is out of its bounds.
    zoneinfo.ZoneInfoNotFoundError
        When there is no such zone.
    """

    frequency: Frequency
    at: time
    zone: str = "UTC"
    weekday: int = 0
    day: int = 1
    nth: int = 1
    until: date | None = None

    def __post_init__(self) -> None:
        bounds = {
            "weekday": range(7),
            "day": (LAST, *range(1, 32)),
            "nth": (LAST, 1, 2, 3, 4),
        }
        for field, allowed in bounds.items():
            value = getattr(self, field)
            if value not in allowed:
                raise ScheduleError(field, value)
        if self.at.tzinfo is not None:
            raise ScheduleError("at", self.at)
        ZoneInfo(self.zone)

    def after(self, moment: datetime) -> datetime | None:
        """First moment strictly after ``moment``; ``None`` when there is none left.

        Both are aware; the answer is in UTC.
        """
        return next(self.following(moment), None)

    def following(self, moment: datetime) -> Iterator[datetime]:
        """All moments strictly after ``moment``, in their order."""
        zone = ZoneInfo(self.zone)
        # One day early: the jump of a clock may put a day's hour on the day before.
        start = moment.astimezone(zone).date() - timedelta(days=1)
        for day in self._days_from(start):
            if self.until and day > self.until:
                return
            local = datetime.combine(day, self.at, tzinfo=zone)
            found = local.astimezone(timezone.utc)
            if found > moment:
                yield found

    def _days_from(self, start: date) -> Iterator[date]:
        first = datetime.combine(start, time.min)
        if self.frequency is Frequency.DAY:
            rule = rrule(DAILY, dtstart=first)
        elif self.frequency is Frequency.WEEK:
            rule = rrule(WEEKLY, dtstart=first, byweekday=self.weekday)
        elif self.frequency is Frequency.NTH_WEEKDAY:
            rule = rrule(
                MONTHLY, dtstart=first, byweekday=weekday(self.weekday, self.nth)
            )
        elif self.day == LAST:
            rule = rrule(MONTHLY, dtstart=first, bymonthday=LAST)
        else:
            # The latest of these days that the month has.
            days = range(min(self.day, 28), self.day + 1)
            rule = rrule(MONTHLY, dtstart=first, bymonthday=tuple(days), bysetpos=-1)
        for moment in rule:
            yield moment.date()
