"""What a phone and the server agree on: cursors, numbers, mutations, three-way."""

import json

import pytest
from field_crm_sync.engine.sync import (
    BadCursor,
    Cursor,
    Decision,
    Malformed,
    Page,
    Policy,
    decide,
    delta_code,
    delta_decode,
    digest,
    fingerprint,
    read_mutation,
)
from hypothesis import given
from hypothesis import strategies as st

NUMBERS = st.sets(st.integers(1, 2**31 - 1), max_size=200)
TABLES = ("partner", "visit")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)
GOOD = {
    "seq": 1,
    "uuid": "01900000-0000-7000-8000-000000000000",
    "type": "VC",
    "version": 1,
    "at": "2026-05-01T08:30:00Z",
    "args": {"partner": 7, "comment": "Vu"},
}


def nested(depth):
    return {"a": nested(depth - 1)} if depth else {}


@st.composite
def cursors(draw):
    low = draw(st.integers(3, 2**40))
    high = low + draw(st.integers(0, 50))
    running = draw(st.sets(st.integers(low, high), max_size=9)) - {high}
    listed = ",".join(map(str, sorted(running)))
    held = draw(st.none() | st.integers(0, 10**6))
    return Cursor(
        f"{low}:{high}:{listed}",
        draw(st.from_regex("[0-9a-f]{16}", fullmatch=True)),
        held,
    )


@given(NUMBERS)
def test_numbers_survive_their_coding(numbers):
    assert delta_decode(delta_code(numbers)) == sorted(numbers)


@given(NUMBERS, NUMBERS)
def test_sums_tell_sets_apart(one, other):
    assert (digest(one) == digest(other)) == (one == other)


def test_a_sum_is_no_sum_of_numbers():
    """Two sets of as many numbers with the same total."""
    assert digest([1, 4]) != digest([2, 3])


@given(cursors())
def test_cursors_are_read_as_they_were_written(cursor):
    assert Cursor.parse(str(cursor)) == cursor
    page = Page(cursor, cursor, 12, "visit", 34)
    assert Page.parse(str(page), TABLES) == page


@given(st.text(max_size=60))
def test_any_text_is_a_cursor_or_refused(text):
    for read in (Cursor.parse, lambda one: Page.parse(one, TABLES)):
        try:
            read(text)
        except BadCursor:
            continue


@given(ANYTHING)
def test_anything_is_a_mutation_or_refused(raw):
    for value in (raw, *({**GOOD, name: raw} for name in GOOD)):
        try:
            mutation = read_mutation(value, "mutations[0]")
        except Malformed as problem:
            assert "mutations[0]" in str(problem)
        else:
            json.dumps(mutation.args).encode()


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 0},
        {"seq": True},
        {"uuid": "x"},
        {"type": "TOO_LONG_A_TYPE"},
        {"version": None},
        {"at": "yesterday"},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"args": {"name": "a\x00b"}},
        {"args": {"name": "\ud800"}},
        {"args": nested(9)},
        {"blobs": ["x"]},
        {"replaces": "x"},
    ],
)
def test_what_is_no_mutation(change):
    with pytest.raises(Malformed):
        read_mutation({**GOOD, **change}, "mutations[0]")


def test_a_replay_is_recognised():
    """The clock and the number may differ, what it says may not."""
    one = read_mutation(GOOD, "")
    assert fingerprint(one) == fingerprint(read_mutation({**GOOD, "seq": 9}, ""))
    other = {**GOOD, "args": {"partner": 8, "comment": "Vu"}}
    assert fingerprint(one) != fingerprint(read_mutation(other, ""))


@pytest.mark.parametrize(
    ("base", "server", "mine", "office", "both"),
    [
        ("a", "a", "b", Decision.APPLY, Decision.APPLY),
        ("a", "b", "b", Decision.SAME, Decision.SAME),
        ("a", "b", "a", Decision.SAME, Decision.SAME),
        ("a", "b", "c", Decision.KEEP, Decision.BOTH),
        (None, "", "c", Decision.APPLY, Decision.APPLY),
        (None, False, "", Decision.SAME, Decision.SAME),
        (0, 0, 30, Decision.APPLY, Decision.APPLY),
        (None, 0, 30, Decision.KEEP, Decision.BOTH),
        (False, 0, 0, Decision.SAME, Decision.SAME),
        (48.1, 48.1000000001, 48.2, Decision.APPLY, Decision.APPLY),
    ],
)
def test_three_ways(base, server, mine, office, both):
    assert decide(Policy.SERVER, base, server, mine) is office
    assert decide(Policy.BOTH, base, server, mine) is both


def test_the_rep_may_win():
    assert decide(Policy.PHONE, 1, 2, 3) is Decision.APPLY
