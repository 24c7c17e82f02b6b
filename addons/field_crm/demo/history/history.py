"""Make up the visits of a team, rep by rep and day by day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import cos, hypot, radians
from operator import attrgetter
from random import Random

from ...engine.revisit import revisit_day
from .account import Account, Trade
from .comments import make_comment
from .occasions import DISCOVERY, OPENING, Occasion, answer, choose_occasion
from .workdays import is_workday, visiting_days

DONE, PLANNED, CANCELLED = "done", "planned", "cancelled"

_PAST_DAYS = 730
_PLANNED_WORKDAYS = 10
_SHORTEST = timedelta(minutes=30)
_LAST_START = time(17, 30)
# Usual days between two visits.
_INTERVALS = {
    Trade.FARM: 95,
    Trade.CONTRACTOR: 62,
    Trade.DEALER: 50,
    Trade.HAULAGE: 48,
    Trade.COACHES: 62,
    Trade.WORKS: 58,
    Trade.QUARRY: 65,
    Trade.GARAGE: 48,
    Trade.TOWN: 110,
    Trade.COMPANY: 105,
}
# About how many days the presets of « date de revoir » are (S3-33).
_PRESET_DAYS = {"1w": 7, "2w": 14, "1m": 30, "3m": 91, "6m": 182, "1y": 365}


@dataclass(frozen=True)
class PastVisit:
    """A visit, past or planned.

    Attributes
    ----------
    account, rep
        Their keys.
    start
        Local time of the beginning.
    state
        ``done``, ``planned`` or ``cancelled``.
    as_prospect
        Whether the account was a prospect then.
    answers
        Names of the questions that were ticked.
    comment
        As the rep wrote it.
    revisit_preset, revisit_date
        When to go again; empty when the rep did not say.
    """

    account: str
    rep: str
    start: datetime
    state: str
    as_prospect: bool
    answers: tuple[str, ...] = ()
    comment: str = ""
    revisit_preset: str = ""
    revisit_date: date | None = None


def make_history(
    accounts: Iterable[Account], now: datetime, seed: int = 2019
) -> list[PastVisit]:
    """Two years of visits until now, and those planned for the next ten working days.

    Parameters
    ----------
    accounts
        Whom to visit.
    now
        Local time; nothing done starts less than half an hour before it.
    seed
        Another one gives another history.

    Returns
    -------
    list of PastVisit
        In the order of their beginnings.
    """
    by_rep: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_rep[account.rep].append(account)
    visits: list[PastVisit] = []
    for rep, own in by_rep.items():
        visits += _Rep(own, now, Random(f"{seed} {rep}")).visits()
    return sorted(visits, key=attrgetter("start", "rep", "account"))


class _Rep:
    """One rep's diary."""

    def __init__(self, accounts: list[Account], now: datetime, rng: Random) -> None:
        self._accounts = accounts
        self._now = now
        self._rng = rng
        self._first = now.date() - timedelta(days=_PAST_DAYS)
        self._met: set[str] = set()
        self._due = {each.key: self._first_due(each) for each in accounts}

    def _first_due(self, account: Account) -> date:
        today, rng = self._now.date(), self._rng
        if account.client_since:
            return account.client_since - timedelta(days=rng.randint(120, 300))
        if account.is_prospect:
            return today - timedelta(days=rng.randint(25, 640))
        return self._first + timedelta(days=rng.randint(0, _INTERVALS[account.trade]))

    def visits(self) -> Iterator[PastVisit]:
        today = self._now.date()
        for day in visiting_days(self._first, today):
            yield from self._day(day)
        for day in _next_workdays(today, _PLANNED_WORKDAYS):
            for account, start in self._tour(day):
                yield self._plan(account, start)

    def _day(self, day: date) -> Iterator[PastVisit]:
        """A tour from Tuesday to Thursday, the desk on Mondays and Fridays."""
        at_desk = day.weekday() in (0, 4) and self._rng.random() < 0.6
        stops = self._desk(day) if at_desk else self._tour(day)
        for account, start in stops:
            if start + _SHORTEST > self._now:
                yield self._plan(account, start)
            elif self._rng.random() < 0.02 and account.asked_on != day:
                self._due[account.key] = day + timedelta(days=self._rng.randint(3, 12))
                comment = make_comment(self._rng, CANCELLED, account.trade, day)
                yield PastVisit(
                    account.key,
                    account.rep,
                    start,
                    CANCELLED,
                    account.was_prospect(day),
                    comment=comment,
                )
            else:
                yield self._visit(account, start, at_desk)

    def _waiting(self, day: date, ahead: int) -> list[Account]:
        """Accounts to be seen by then, the longest overdue first."""
        limit = day + timedelta(days=ahead)
        found = [each for each in self._accounts if self._due[each.key] <= limit]
        agreed = [each for each in self._accounts if each.asked_on == day]
        return agreed + sorted(
            (each for each in found if each not in agreed),
            key=lambda each: self._due[each.key],
        )

    def _tour(self, day: date) -> list[tuple[Account, datetime]]:
        """The most overdue account, and those near it that are soon due."""
        waiting = self._waiting(day, ahead=0)
        if not waiting:
            return []
        anchor = waiting[0]
        near = sorted(
            (each for each in self._waiting(day, ahead=9) if each is not anchor),
            key=lambda each: _distance(anchor, each),
        )
        agreed = [each for each in near if each.asked_on == day]
        soon = [
            each for each in near if each not in agreed and _distance(anchor, each) < 60
        ]
        count = self._rng.choice((2, 3, 3, 4, 4, 5))
        return self._timed(day, [anchor, *agreed, *soon][:count], gap=(60, 115))

    def _desk(self, day: date) -> list[tuple[Account, datetime]]:
        waiting = self._waiting(day, ahead=4)
        agreed = sum(each.asked_on == day for each in waiting)
        count = max(self._rng.choice((0, 1, 2, 2)), agreed)
        return self._timed(day, waiting[:count], gap=(30, 120))

    def _timed(self, day, accounts, gap) -> list[tuple[Account, datetime]]:
        """Give each stop its time between 8:00 and 18:00, with a break at noon."""
        opening = self._rng.choice((8, 8, 9, 10, 13, 14))
        clock = datetime.combine(day, time(opening)) + timedelta(
            minutes=15 * self._rng.randint(0, 3)
        )
        stops = []
        for account in accounts:
            if time(11, 45) < clock.time() < time(13, 30):
                clock = clock.replace(hour=13, minute=self._rng.choice((30, 45)))
            if clock.time() > _LAST_START:
                break
            stops.append((account, clock))
            minutes = self._rng.randint(*gap)
            clock += timedelta(minutes=minutes - minutes % 15)
        return stops

    def _plan(self, account: Account, start: datetime) -> PastVisit:
        self._due[account.key] = start.date() + timedelta(days=60)
        as_prospect = account.was_prospect(start.date())
        return PastVisit(account.key, account.rep, start, PLANNED, as_prospect)

    def _visit(self, account: Account, start: datetime, at_desk: bool) -> PastVisit:
        rng, day = self._rng, start.date()
        as_prospect = account.was_prospect(day)
        occasion = self._occasion(account, day, as_prospect, at_desk)
        preset, revisit_date = self._revisit(account, day, occasion)
        return PastVisit(
            account=account.key,
            rep=account.rep,
            start=start,
            state=DONE,
            as_prospect=as_prospect,
            answers=answer(rng, occasion, account.trade),
            comment=make_comment(rng, occasion.name, account.trade, day),
            revisit_preset=preset,
            revisit_date=revisit_date,
        )

    def _occasion(
        self, account: Account, day: date, as_prospect: bool, at_desk: bool
    ) -> Occasion:
        is_first = account.key not in self._met
        self._met.add(account.key)
        if account.asked_on == day:
            return OPENING
        if account.began_as_prospect and is_first:
            return DISCOVERY
        return choose_occasion(self._rng, as_prospect, at_desk)

    def _revisit(
        self, account: Account, day: date, occasion: Occasion
    ) -> tuple[str, date | None]:
        """Say when to come again, and when the rep will really come."""
        rng = self._rng
        usual = _INTERVALS[account.trade] * rng.uniform(0.6, 1.5) * occasion.pace
        preset = min(_PRESET_DAYS, key=lambda each: abs(_PRESET_DAYS[each] / usual - 1))
        wish = revisit_day(day, preset)
        if rng.random() < 0.12:
            preset, wish = "", day + timedelta(days=max(4, round(usual)))
        # Some are forgotten: they are what the list « à revoir » is for.
        lateness = rng.uniform(1.6, 2.6) if rng.random() < 0.2 else 1.05
        self._due[account.key] = day + (wish - day) * lateness
        return (preset, wish) if rng.random() < 0.85 else ("", None)


def _next_workdays(today: date, count: int) -> Iterator[date]:
    day = today
    for _number in range(count):
        day += timedelta(days=1)
        while not is_workday(day):
            day += timedelta(days=1)
        yield day


def _distance(one: Account, other: Account) -> float:
    """Kilometres between two accounts, near enough to sort by."""
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return 111.3 * hypot(north, east)
