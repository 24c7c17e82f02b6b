"""The rules of opening hours."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from .opening import DAY, Closure, Opening
from .problem import Problem, ProblemKind

_WEEK = 7 * DAY
_ONE_DAY = timedelta(days=1)
_HORIZON = timedelta(days=400)
"""How far ahead the next opening is looked for: more than a year of closures."""


def find_problems(openings: Iterable[Opening]) -> list[Problem]:
    """Name what is wrong with the openings of one place.

    Each must lie within its day, an end past midnight included, and none may overlap
    another, that of Monday early and that of Sunday late included. One may begin when
    the other ends.
    """
    problems = []
    sound = []
    for opening in openings:
        is_sound = (
            0 <= opening.weekday <= 6
            and 0 <= opening.start < DAY
            and opening.start < opening.end <= opening.start + DAY
        )
        if is_sound:
            sound.append(opening)
        else:
            problems.append(Problem(ProblemKind.OUT_OF_DAY, opening=opening))
    sound.sort()
    for index, opening in enumerate(sound):
        for other in sound[index + 1 :]:
            if _overlap(opening, other):
                problems.append(
                    Problem(ProblemKind.OVERLAP, opening=opening, other=other)
                )
    return problems


def _overlap(opening: Opening, other: Opening) -> bool:
    start, length = opening.weekday * DAY + opening.start, opening.end - opening.start
    other_start = other.weekday * DAY + other.start
    other_length = other.end - other.start
    ahead = (other_start - start) % _WEEK
    return ahead < length or _WEEK - ahead < other_length


class OpeningHours:
    """When a place is open.

    Parameters
    ----------
    openings
        Without problems (:func:`find_problems`); none means always open (S4-13).
    closures
        Whole days of the place on which it is closed all the same.
    tz
        Time zone of the place, of ``pytz``.
    """

    def __init__(
        self,
        openings: Iterable[Opening],
        closures: Iterable[Closure] = (),
        *,
        tz: tzinfo,
    ):
        self.openings = sorted(openings)
        self.closures = sorted(closures, key=lambda each: (each.first, each.last))
        self.tz = tz

    def is_open(self, start: datetime, end: datetime | None = None) -> bool:
        """Whether the place is open all the time from ``start`` to ``end``.

        Parameters
        ----------
        start, end
            Moments with a time zone. Without ``end``, or when it is not after
            ``start``, only the moment itself counts.
        """
        end = max(start, end or start)
        for opens, closes in self._intervals(start, end):
            if opens > start:
                return False
            if closes > start:
                return closes >= end
        return False

    def next_opening(
        self, after: datetime, duration: timedelta = timedelta(0)
    ) -> datetime | None:
        """Earliest moment from ``after`` on with ``duration`` of opening before it.

        ``None`` when there is none within 400 days.
        """
        for opens, closes in self._intervals(after, after + _HORIZON):
            start = max(opens, after)
            if closes > start and closes - start >= duration:
                return start.astimezone(self.tz)
        return None

    def problem(self, start: datetime, end: datetime | None = None) -> Problem | None:
        """What stands against coming from ``start`` to ``end``; ``None`` if nothing."""
        if self.is_open(start, end):
            return None
        end = max(start, end or start)
        first = start.astimezone(self.tz).date()
        # Leaving at midnight is still the day before.
        last = max(first, (end - timedelta.resolution).astimezone(self.tz).date())
        closure = next(
            (
                each
                for each in self.closures
                if each.first <= last and each.last >= first
            ),
            None,
        )
        return Problem(
            ProblemKind.CLOSURE if closure else ProblemKind.CLOSED,
            closure=closure,
            next_start=self.next_opening(start, end - start)
            or self.next_opening(start),
        )

    def on_the_wall(self, first: date, last: date) -> list[tuple[datetime, datetime]]:
        """Open times of some days as a clock on the wall of the place shows them.

        Naive moments in order, those that touch as one; they begin on the day before
        ``first`` at the earliest, since what was opened then may still be open.
        """
        found = []
        for opens, closes in sorted(self._local_intervals(first - _ONE_DAY, last)):
            if found and opens <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], closes))
            else:
                found.append((opens, closes))
        return found

    def _intervals(
        self, after: datetime, until: datetime
    ) -> Iterator[tuple[datetime, datetime]]:
        """Open times that end after ``after`` and begin by the day of ``until``.

        In order, those that touch as one.
        """
        # What was opened yesterday may close today.
        first = after.astimezone(self.tz).date() - _ONE_DAY
        last = until.astimezone(self.tz).date()
        current = None
        for begins, ends in self._local_intervals(first, last):
            opens = self.tz.normalize(self.tz.localize(begins, is_dst=True))
            closes = self.tz.normalize(self.tz.localize(ends, is_dst=False))
            # Hours that the clock leaps over in spring do not exist.
            if closes <= opens or closes <= after:
                continue
            if current and opens <= current[1]:
                current = (current[0], max(current[1], closes))
                continue
            if current:
                yield current
            current = (opens, closes)
        if current:
            yield current

    def _local_intervals(
        self, first: date, last: date
    ) -> Iterator[tuple[datetime, datetime]]:
        openings = self.openings or [Opening(day, 0, DAY) for day in range(7)]
        day = first
        while day <= last:
            midnight = datetime.combine(day, time())
            for opening in openings:
                if opening.weekday == day.weekday():
                    yield from self._less_closures(
                        midnight + timedelta(minutes=opening.start),
                        midnight + timedelta(minutes=opening.end),
                    )
            day += _ONE_DAY

    def _less_closures(
        self, begins: datetime, ends: datetime
    ) -> Iterator[tuple[datetime, datetime]]:
        for closure in self.closures:
            closed_from = datetime.combine(closure.first, time())
            closed_to = datetime.combine(closure.last + _ONE_DAY, time())
            if closed_to <= begins or closed_from >= ends:
                continue
            if begins < closed_from:
                yield begins, closed_from
            begins = closed_to
            if begins >= ends:
                return
        yield begins, ends
