"""When reports go out."""

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from field_crm.engine.report import Frequency, Schedule, ScheduleError
from hypothesis import given
from hypothesis import strategies as st

UTC = timezone.utc
ZONES = ["Europe/Paris", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe"]
schedules = st.builds(
    Schedule,
    frequency=st.sampled_from(Frequency),
    at=st.times(timezones=st.none()).map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
    weekday=st.integers(0, 6),
    day=st.sampled_from([-1, *range(1, 32)]),
    nth=st.sampled_from([-1, 1, 2, 3, 4]),
)
moments = st.datetimes(
    datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)
)


def paris(*parts):
    return datetime(*parts, tzinfo=ZoneInfo("Europe/Paris"))


def moments_of(schedule, start, count):
    found = schedule.following(start)
    return [next(found).astimezone(ZoneInfo(schedule.zone)) for _i in range(count)]


def every(frequency, **values):
    return Schedule(frequency, time(8, 30), "Europe/Paris", **values)


def test_every_day():
    """S4-57: each day; today's hour only while it is ahead."""
    schedule = every(Frequency.DAY)
    assert schedule.after(paris(2026, 3, 4, 8, 29)) == paris(2026, 3, 4, 8, 30)
    assert schedule.after(paris(2026, 3, 4, 8, 30)) == paris(2026, 3, 5, 8, 30)


def test_every_week():
    """S4-57: each week, on the weekday."""
    schedule = every(Frequency.WEEK, weekday=4)
    days = [m.date() for m in moments_of(schedule, paris(2026, 3, 4, 12), 3)]
    assert days == [date(2026, 3, 6), date(2026, 3, 13), date(2026, 3, 20)]


def test_every_week_of_this_month():
    """S4-57: « chaque semaine de ce mois » ends with the month."""
    schedule = every(Frequency.WEEK, weekday=4, until=date(2026, 3, 31))
    days = [m.day for m in schedule.following(paris(2026, 3, 4, 12))]
    assert days == [6, 13, 20, 27]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(15, [15, 15, 15]), (31, [31, 28, 31]), (30, [30, 28, 30]), (-1, [31, 28, 31])],
)
def test_every_month(day, expected):
    """S4-57: a month too short for the day has its last one."""
    schedule = every(Frequency.MONTH, day=day)
    found = moments_of(schedule, paris(2026, 1, 1), 3)
    assert [m.day for m in found] == expected
    assert [m.month for m in found] == [1, 2, 3]


@pytest.mark.parametrize(("nth", "expected"), [(2, [12, 9, 9]), (-1, [26, 23, 30])])
def test_nth_weekday(nth, expected):
    """S4-57: the n-th Monday of each month."""
    schedule = every(Frequency.NTH_WEEKDAY, weekday=0, nth=nth)
    assert [m.day for m in moments_of(schedule, paris(2026, 1, 1), 3)] == expected


def test_hour_stays_when_the_clocks_change():
    """S4-57: half past eight stays half past eight, in summer as in winter."""
    schedule = every(Frequency.DAY)
    found = list(moments_of(schedule, paris(2026, 3, 27, 9), 3))
    assert [m.time() for m in found] == [time(8, 30)] * 3
    utc = [m.astimezone(UTC).hour for m in found]
    assert utc == [7, 6, 6]


def test_hour_that_the_clocks_jump_over():
    """S4-57: 2:30 on the day of summer time is an hour late, and not lost."""
    schedule = Schedule(Frequency.DAY, time(2, 30), "Europe/Paris")
    found = moments_of(schedule, paris(2026, 3, 28, 12), 2)
    assert [(m.day, m.hour, m.minute) for m in found] == [(29, 3, 30), (30, 2, 30)]


def test_hour_that_the_clocks_strike_twice():
    """S4-57: 2:30 on the day of winter time happens once."""
    schedule = Schedule(Frequency.DAY, time(2, 30), "Europe/Paris")
    found = moments_of(schedule, paris(2026, 10, 24, 12), 2)
    assert [m.day for m in found] == [25, 26]
    assert found[0].utcoffset() == timedelta(hours=2)


@given(schedules, moments)
def test_moments_go_on_and_never_repeat(schedule, start):
    """S4-57: strictly later each time, on days that the rule allows."""
    found = schedule.following(start)
    previous = start
    for _index in range(15):
        moment = next(found)
        assert moment > previous
        assert moment.tzinfo is UTC
        previous = moment
        local = moment.astimezone(ZoneInfo(schedule.zone))
        # Where the hour does not exist that day, the local time is another.
        if local.time() == schedule.at:
            assert is_allowed(schedule, local.date())


def is_allowed(schedule, day):
    next_month = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    last = (next_month - timedelta(days=1)).day
    if schedule.frequency is Frequency.DAY:
        return True
    if schedule.frequency is Frequency.WEEK:
        return day.weekday() == schedule.weekday
    if schedule.frequency is Frequency.MONTH:
        asked = last if schedule.day == -1 else min(schedule.day, last)
        return day.day == asked
    from_start, from_end = (day.day - 1) // 7 + 1, (last - day.day) // 7 + 1
    nth = from_end if schedule.nth == -1 else from_start
    return day.weekday() == schedule.weekday and nth == abs(schedule.nth)


@given(schedules, moments)
def test_nothing_is_skipped(schedule, start):
    """S4-57: asking from moment to moment finds the same as asking once."""
    found = schedule.following(start)
    moment = start
    for _index in range(5):
        moment = schedule.after(moment)
        assert moment == next(found)


@given(schedules, moments)
def test_until(schedule, start):
    """S4-57."""
    until = start.date() + timedelta(days=40)
    schedule = Schedule(
        schedule.frequency,
        time(12),
        "Europe/Paris",
        schedule.weekday,
        schedule.day,
        schedule.nth,
        until,
    )
    days = [moment.date() for moment in schedule.following(start)]
    assert all(day <= until for day in days)


@pytest.mark.parametrize(
    "values", [{"weekday": 7}, {"day": 0}, {"day": 32}, {"nth": 5}, {"nth": 0}]
)
def test_bounds(values):
    with pytest.raises(ScheduleError) as caught:
        every(Frequency.DAY, **values)
    assert caught.value.field in values
