"""S4-29: the working time of service levels, and how a promise stands."""

from datetime import datetime, time, timedelta, timezone
from itertools import chain, count
from zoneinfo import ZoneInfo

import pytest
from field_crm.engine.sla import (
    NoWorkingTime,
    SlaState,
    day_end,
    elapse,
    judge,
    warning,
    worked,
)
from hypothesis import given
from hypothesis import strategies as st

PARIS = ZoneInfo("Europe/Paris")
HOUR = timedelta(hours=1)


def at(day, hour=0, minute=0, month=3):
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def office(first=datetime(2026, 3, 1)):
    """Monday to Friday, 8 to 12 and 14 to 18, endlessly."""
    for shift in count():
        day = (first + timedelta(days=shift)).date()
        if day.weekday() < 5:
            for begin, end in ((8, 12), (14, 18)):
                yield (
                    datetime.combine(day, time(begin), PARIS),
                    datetime.combine(day, time(end), PARIS),
                )


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        (at(30, 9), 2, at(30, 11)),
        (at(30, 9), 4, at(30, 15)),  # over noon
        (at(30, 16), 4, at(31, 10)),  # over night
        (at(27, 17), 4, at(30, 11)),  # over the week-end and the clock change
        (at(28, 11), 4, at(30, 12)),  # asked on a Saturday
        (at(30, 5), 8, at(30, 18)),  # ends with the day, not on the next one
        (at(28, 11), 0, at(30, 8)),
    ],
)
def test_delay_in_working_hours(start, hours, expected):
    """S4-27, S4-29: « 4h » are four hours in which somebody works."""
    assert elapse(start, hours * HOUR, office()) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (at(30, 9), at(30, 18)),
        (at(30, 17, 59), at(30, 18)),
        (at(30, 18), at(31, 18)),  # after hours
        (at(28, 11), at(30, 18)),  # Saturday
        (at(30, 0, 30), at(30, 18)),  # still the 29th in UTC
    ],
)
def test_same_day(start, expected):
    """S4-27: « Même jour » is the end of the working day."""
    assert day_end(start, office()) == expected
    assert day_end(start.astimezone(timezone.utc), office()) == expected


def test_night_of_the_clock_change_is_an_hour_short():
    """S4-29: hours are real hours."""
    night = [(at(28, 22), at(29, 6))]
    assert worked(at(28, 22), at(29, 6), night) == 7 * HOUR
    assert elapse(at(28, 22), 6 * HOUR, night) == at(29, 5)


def test_warning_is_in_working_time_too():
    """S4-29: two hours before Monday 9:00 is Friday 17:00."""
    start, deadline = at(27, 9), at(30, 9)
    assert warning(start, deadline, 2 * HOUR, office()) == at(27, 17)
    assert warning(start, deadline, 99 * HOUR, office()) == start


def test_calendar_without_working_time():
    for reckon in (lambda: elapse(at(1), HOUR, []), lambda: day_end(at(1), [])):
        with pytest.raises(NoWorkingTime):
            reckon()
    with pytest.raises(NoWorkingTime):
        elapse(at(1), 9 * HOUR, [(at(2, 8), at(2, 12))])


@pytest.mark.parametrize(
    ("reached", "planned", "now", "state"),
    [
        (None, None, 8, SlaState.ON_TIME),
        (None, 11, 8, SlaState.ON_TIME),
        (None, None, 10, SlaState.AT_RISK),
        (None, 13, 8, SlaState.AT_RISK),
        (None, None, 12, SlaState.AT_RISK),
        (None, None, 13, SlaState.BREACHED),
        (12, None, 18, SlaState.MET),
        (13, None, 18, SlaState.BREACHED),
    ],
)
def test_how_a_promise_stands(reached, planned, now, state):
    """S4-30: warned from 10 o'clock, due at 12."""
    clock = [value and at(30, value) for value in (reached, planned, now)]
    assert judge(at(30, 12), at(30, 10), *clock) is state


@st.composite
def calendars(draw):
    """Sorted intervals without overlap, with gaps, around March 2026."""
    steps = draw(
        st.lists(
            st.tuples(st.integers(0, 900), st.integers(1, 900)), min_size=1, max_size=30
        )
    )
    clock, found = at(20), []
    for gap, length in steps:
        clock = (clock.astimezone(timezone.utc) + timedelta(minutes=gap)).astimezone(
            PARIS
        )
        end = (clock.astimezone(timezone.utc) + timedelta(minutes=length)).astimezone(
            PARIS
        )
        found.append((clock, end))
        clock = end
    return found


moments = st.integers(0, 20000).map(
    lambda minutes: at(20).astimezone(timezone.utc) + timedelta(minutes=minutes)
)
times = st.integers(0, 5000).map(lambda minutes: timedelta(minutes=minutes))


@given(calendars(), moments, times)
def test_elapse_and_worked_are_inverse(intervals, start, time):
    """S4-29: the deadline lies exactly so much working time after the start."""
    try:
        deadline = elapse(start, time, intervals)
    except NoWorkingTime:
        assert worked(start, intervals[-1][1], intervals) < time or not [
            end for _begin, end in intervals if end > start
        ]
        return
    assert deadline >= start
    assert worked(start, deadline, intervals) == time
    # Never in a break: the deadline touches working time.
    assert any(begin <= deadline <= end for begin, end in intervals)


@given(calendars(), moments, times, times)
def test_elapse_never_goes_back(intervals, start, time, more):
    """S4-29: a longer promise is never due earlier, nor is a later request."""
    try:
        late = elapse(start, time + more, intervals)
    except NoWorkingTime:
        return
    assert elapse(start, time, intervals) <= late
    try:
        later = elapse(start + more, time + more, intervals)
    except NoWorkingTime:
        return
    assert late <= later


@given(calendars(), moments, times, times)
def test_warning_lies_between(intervals, start, time, ahead):
    """S4-29: never before the request, never after the deadline."""
    try:
        deadline = elapse(start, time, intervals)
    except NoWorkingTime:
        return
    warned = warning(start, deadline, ahead, intervals)
    assert start <= warned <= deadline
    if warned > start:
        assert worked(warned, deadline, intervals) == ahead


@given(calendars(), moments)
def test_same_day_ends_a_working_interval(intervals, start):
    """S4-27: the end of some interval, of the day asked or the first one after."""
    try:
        end = day_end(start, iter(intervals))
    except NoWorkingTime:
        assert intervals[-1][1] <= start
        return
    assert end in {each for _begin, each in intervals}
    first = next(begin for begin, each in chain(intervals) if each > start)
    day = max(first, start.astimezone(PARIS)).date()
    ending = next(begin for begin, each in intervals if each == end)
    assert ending.date() == day or ending <= start.astimezone(PARIS)
