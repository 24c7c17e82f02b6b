"""Calendars and frequencies become shifts and wishes."""

from datetime import date, datetime

import pytest
from field_crm_routing.engine.planning import less, to_seconds, trips, wishes
from hypothesis import given
from hypothesis import strategies as st

HOUR, DAY = 3600, 86_400


def test_seconds_are_those_of_the_wall():
    # The night of 25 October 2026 has an hour more, the wall does not show it.
    assert to_seconds(datetime(2026, 10, 26, 8), date(2026, 10, 24)) == 2 * DAY + 28_800
    assert to_seconds(datetime(2026, 10, 23, 22), date(2026, 10, 24)) == -2 * HOUR


spans = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda x: tuple(sorted(x))),
    max_size=8,
)


@given(spans, spans)
def test_less_keeps_what_no_break_covers(work, breaks):
    left = less(work, breaks)
    inside = {s for a, b in work for s in range(a, b)}
    inside -= {s for a, b in breaks for s in range(a, b)}
    assert {s for a, b in left for s in range(a, b)} == inside
    assert list(left) == sorted(left)


def test_without_nights_each_day_is_a_shift():
    hours = [(8, 12), (13, 17), (DAY + 8, DAY + 17)]
    assert trips(hours, 0) == [((8, 12), (13, 17)), ((DAY + 8, DAY + 17),)]


def test_nights_join_days_in_a_row():
    """S0-50: a trip of two nights is three days, and no weekend lies in it."""
    hours = [(day * DAY + 8, day * DAY + 17) for day in (0, 1, 2, 3, 4, 7)]
    found = trips(hours, 2)
    days = [[begins // DAY for begins, _ in shift] for shift in found]
    assert days == [[0, 1, 2], [3, 4], [7]]


def test_without_frequency_one_visit_with_a_soft_date():
    assert [tuple(w) for w in wishes(5, revisit=3)] == [(1, None, None, 3)]


@pytest.mark.parametrize(
    ("last_visit", "dues"),
    [(-7, [5, 16, 28]), (-40, [0, 12, 23]), (30, [])],
)
def test_frequency_counts_from_the_last_visit(last_visit, dues):
    """S0-06: three in five weeks, the next when a third of them has passed."""
    found = wishes(30, count=3, weeks=5, last_visit=last_visit)
    assert [w.due for w in found] == dues


@given(
    st.integers(1, 60),
    st.integers(1, 9),
    st.integers(1, 10),
    st.none() | st.integers(-300, 80),
    st.integers(0, 3),
)
def test_wishes_lie_in_the_period(days, count, weeks, last, rest):
    """S0-06: whatever was before, a wish can be fulfilled within the period."""
    for wish in wishes(days, rest, count, weeks, last_visit=last):
        assert 0 <= wish.first <= wish.last < days


def test_a_working_week_is_a_week():
    """S0-06: twice a week is twice from Monday to Friday, on days apart."""
    found = wishes(5, rest=2, count=2, weeks=1)
    assert [(w.first, w.last) for w in found] == [(0, 2), (3, 4)]


def test_three_in_five_weeks_are_well_spread():
    """S0-06: « 3/5 » over five working weeks, at least half a part from each other."""
    found = wishes(33, rest=2, count=3, weeks=5)
    assert [(w.first, w.last) for w in found] == [(2, 8), (13, 19), (24, 30)]
