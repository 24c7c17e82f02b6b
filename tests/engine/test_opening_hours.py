"""When a place is open."""

from datetime import date, datetime, timedelta

import pytest
import pytz
from field_crm.engine.opening_hours import (
    DAY,
    Closure,
    Opening,
    OpeningHours,
    ProblemKind,
    UnreadableHours,
    find_problems,
    format_hours,
    group_days,
    parse_hours,
)
from hypothesis import assume, example, given
from hypothesis import strategies as st

PARIS = pytz.timezone("Europe/Paris")
# Monday 2 November 2026.
MONDAY = datetime(2026, 11, 2)


def at(day, hour, minute=0):
    return PARIS.localize(MONDAY + timedelta(days=day, hours=hour, minutes=minute))


def shop(*closures):
    """Monday to Friday 8–12 and 14–18, Saturday morning."""
    openings = [
        Opening(day, start * 60, end * 60)
        for day in range(5)
        for start, end in ((8, 12), (14, 18))
    ]
    return OpeningHours([*openings, Opening(5, 480, 720)], closures, tz=PARIS)


def test_without_hours_always_open():
    """S4-13: no hours typed is open around the clock, seven days a week."""
    hours = OpeningHours([], tz=PARIS)
    assert hours.is_open(at(6, 3), at(13, 4))
    assert hours.problem(at(0, 0), at(400, 0)) is None


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(0, 8), at(0, 12), True),
        (at(0, 7, 59), at(0, 9), False),
        (at(0, 11), at(0, 12, 1), False),
        (at(0, 11), at(0, 15), False),
        (at(0, 13), None, False),
        (at(0, 14), None, True),
        (at(0, 18), None, False),
        (at(5, 9), at(5, 11), True),
        (at(6, 9), at(6, 11), False),
    ],
)
def test_is_open(start, end, expected):
    """S4-03, S4-12: all of a visit must lie within one opening."""
    assert shop().is_open(start, end) is expected


def test_past_midnight():
    """S4-03: an opening past midnight goes on into the next day, Sunday's too."""
    hours = OpeningHours([Opening.of_clock(6, 22 * 60, 6 * 60)], tz=PARIS)
    assert hours.is_open(at(6, 23), at(7, 5, 30))
    assert hours.is_open(at(0, 5))
    assert not hours.is_open(at(0, 6))
    assert not hours.is_open(at(6, 21))


def test_whole_days_are_one_opening():
    """S4-13: 0h–24h on every day is always open, at midnight also."""
    hours = OpeningHours([Opening(day, 0, DAY) for day in range(7)], tz=PARIS)
    assert hours.is_open(at(0, 20), at(3, 4))


def test_closure():
    """S4-03: on a closed day nothing is open, and the next opening comes after it."""
    holiday = Closure(date(2026, 11, 3), date(2026, 11, 6), "Inventaire")
    hours = shop(holiday)
    problem = hours.problem(at(1, 9), at(1, 10))
    assert problem.kind is ProblemKind.CLOSURE
    assert problem.closure is holiday
    assert problem.next_start == at(5, 8)
    assert hours.is_open(at(0, 9), at(0, 10))
    around_the_clock = OpeningHours([], [holiday], tz=PARIS)
    assert not around_the_clock.is_open(at(4, 23))
    assert around_the_clock.is_open(at(5, 0), at(5, 4))
    assert around_the_clock.next_opening(at(1, 4)) == at(5, 0)


def test_next_opening_is_long_enough():
    """S4-12: a visit of three hours needs an opening of three hours."""
    assert shop().next_opening(at(0, 10), timedelta(hours=3)) == at(0, 14)
    assert shop().next_opening(at(0, 10), timedelta(hours=2)) == at(0, 10)
    assert shop().next_opening(at(0, 10), timedelta(hours=5)) is None
    problem = shop().problem(at(0, 9), at(0, 18))
    assert (problem.kind, problem.next_start) == (ProblemKind.CLOSED, at(0, 9))


def test_closed_for_good_has_no_next_opening():
    """S4-12: a search for the next opening comes to an end."""
    closure = Closure(date(2020, 1, 1), date(9000, 1, 1))
    assert shop(closure).next_opening(at(0, 9)) is None


def test_when_the_clock_changes():
    """S4-03: 22h–6h is an hour longer in October, an hour shorter in March."""
    hours = OpeningHours([Opening.of_clock(5, 22 * 60, 6 * 60)], tz=PARIS)
    for night, length in ((date(2026, 10, 24), 9), (date(2026, 3, 28), 7)):
        opens = PARIS.localize(datetime(night.year, night.month, night.day, 22))
        closes = opens + timedelta(hours=length)
        assert hours.is_open(opens, closes)
        assert not hours.is_open(opens, closes + timedelta(minutes=1))


def test_problems_of_openings():
    """S4-03: openings that overlap or leave their day are named, both sides."""
    morning, late = Opening(0, 480, 720), Opening(0, 700, 800)
    assert not find_problems([morning, Opening(0, 720, 800)])
    (problem,) = find_problems([late, morning])
    assert (problem.kind, problem.opening, problem.other) == (
        ProblemKind.OVERLAP,
        morning,
        late,
    )
    sunday_night = Opening.of_clock(6, 22 * 60, 9 * 60)
    (problem,) = find_problems([morning, sunday_night])
    assert problem.kind is ProblemKind.OVERLAP
    for bad in (Opening(7, 0, 60), Opening(0, -1, 60), Opening(0, 60, 60)):
        (problem,) = find_problems([bad])
        assert problem.kind is ProblemKind.OUT_OF_DAY


def test_summary_groups_days():
    """S4-03: Monday to Friday alike are read as one line, Saturday as another."""
    week, saturday = group_days(shop().openings)
    assert (week.first, week.last) == (0, 4)
    assert format_hours(week.hours, ", ") == "8h00–12h00, 14h00–18h00"
    assert (saturday.first, saturday.last, saturday.hours) == (5, 5, ((480, 720),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8h-12h / 14h-18h", [(480, 720), (840, 1080)]),
        ("8:00–12:30, 14:00 – 18:00", [(480, 750), (840, 1080)]),
        ("de 8 à 12 et 14h30 à 18h", [(480, 720), (870, 1080)]),
        ("08.30-12.00;13.30-17.00", [(510, 720), (810, 1020)]),
        ("8 h 30 - 12 h, 14 h - 18 h 15", [(510, 720), (840, 1095)]),
        ("22h-6h", [(1320, 360)]),
        ("18h - 0h", [(1080, DAY)]),
        ("24h/24", [(0, DAY)]),
        ("0-24", [(0, DAY)]),
        ("Fermé", []),
        ("–", []),
        ("", []),
        (None, []),
    ],
)
def test_parse(text, expected):
    """S4-03: hours are read as people type them."""
    assert parse_hours(text) == expected


@pytest.mark.parametrize(
    ("text", "at_fault"),
    [
        ("8h-12h / demain", "demain"),
        ("25h-26h", "25h-26h"),
        ("8h-12h75", "8h-12h75"),
        ("8h", "8h"),
        ("8h-12h 14h-18h", "14h-18h"),
        ("8h-12h 14-18", "-18"),
        ("8h-12h /", "8h-12h /"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ],
)
def test_unreadable(text, at_fault):
    """S4-03: what cannot be read is named, not guessed."""
    with pytest.raises(UnreadableHours) as caught:
        parse_hours(text)
    assert caught.value.text == at_fault


clock_ranges = st.lists(
    st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY)), max_size=4
)


@given(clock_ranges)
def test_what_is_written_is_read_back(hours):
    """S4-03: the text of a day and its hours say the same."""
    assert parse_hours(format_hours(hours)) == hours


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    """S4-03: no text breaks the reader, and what it reads is sound."""
    try:
        hours = parse_hours(text)
    except UnreadableHours:
        return
    assert all(0 <= start < DAY and 0 < end <= DAY for start, end in hours)


openings = st.lists(
    st.builds(
        Opening.of_clock,
        st.integers(0, 6),
        st.integers(0, DAY - 1),
        st.integers(1, DAY),
    ),
    max_size=6,
).filter(lambda found: not find_problems(found))
closures = st.lists(
    st.builds(
        lambda first, length: Closure(
            MONDAY.date() + timedelta(days=first),
            MONDAY.date() + timedelta(days=first + length),
        ),
        st.integers(-2, 9),
        st.integers(0, 3),
    ),
    max_size=2,
)


def is_open_by_definition(openings, closures, minute):
    """Whether the place is open in the minute counted from MONDAY."""
    day = MONDAY.date() + timedelta(days=minute // DAY)
    if any(each.first <= day <= each.last for each in closures):
        return False
    if not openings:
        return True
    week_minute = minute % (7 * DAY)
    return any(
        (week_minute - each.weekday * DAY - each.start) % (7 * DAY)
        < each.end - each.start
        for each in openings
    )


@given(openings, closures, st.integers(0, 8 * DAY), st.integers(1, 5 * 60))
@example([Opening.of_clock(6, 1320, 360)], [], 200, 100)
def test_agrees_with_the_definition(openings, closures, minute, length):
    """S4-12: minute by minute, a visit is inside exactly when each minute is open."""
    hours = OpeningHours(openings, closures, tz=PARIS)
    start = at(0, 0) + timedelta(minutes=minute)
    expected = all(
        is_open_by_definition(openings, closures, each)
        for each in range(minute, minute + length)
    )
    assert hours.is_open(start, start + timedelta(minutes=length)) is expected


@given(openings, closures, st.integers(0, 8 * DAY), st.integers(0, 180))
def test_next_opening_is_open_and_first(openings, closures, minute, length):
    """S4-12: the next opening is open for as long as asked, and none is earlier."""
    hours = OpeningHours(openings, closures, tz=PARIS)
    after, duration = at(0, 0) + timedelta(minutes=minute), timedelta(minutes=length)
    found = hours.next_opening(after, duration)
    assume(found is not None)
    assert found >= after
    assert hours.is_open(found, found + duration)
    before = found - timedelta(minutes=1)
    assert before < after or not hours.is_open(before, before + duration)
