"""One opening of the week, and one time of being closed."""

from dataclasses import dataclass
from datetime import date

DAY = 24 * 60
"""Minutes of a day."""


@dataclass(frozen=True, order=True)
class Opening:
    """From when to when a place is open on one day of every week.

    Attributes
    ----------
    weekday
        0 is Monday, 6 is Sunday.
    start
        Minutes since midnight, 0 to 1439.
    end
        Minutes since the same midnight, above ``start`` and at most 24 hours later:
        an opening that goes past midnight belongs to the day on which it begins.
    """

    weekday: int
    start: int
    end: int

    @classmethod
    def of_clock(cls, weekday: int, start: int, end: int) -> "Opening":
        """Make an opening of two clock times; an end not above the start is tomorrow's.

        ``22h–6h`` ends on the next day, and so does ``8h–8h``, 24 hours later.
        """
        return cls(weekday, start, end if end > start else end + DAY)

    @property
    def clock_end(self) -> int:
        """The end as a clock shows it, 1440 being the midnight at the end of a day."""
        return self.end if self.end <= DAY else self.end - DAY


@dataclass(frozen=True)
class Closure:
    """Days on which a place is closed, both included."""

    first: date
    last: date
    reason: str = ""
