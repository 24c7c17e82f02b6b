"""Own fields of a contact group (S4-17, S4-19, S4-20)."""

import pytest
from field_crm.engine.contact import (
    is_answered,
    is_possible_answer,
    removed_definitions,
    split_options,
)
from hypothesis import given
from hypothesis import strategies as st

POSSIBLE = {
    "char": "text",
    "text": "two\nlines",
    "html": "<p>x</p>",
    "boolean": True,
    "integer": 3,
    "float": 2.5,
    "monetary": 2,
    "date": "2026-02-28",
    "datetime": "2026-02-28 12:00:00",
    "selection": "a",
    "tags": ["a", "b"],
    "many2one": 7,
    "many2many": [7, 8],
}
IMPOSSIBLE = {
    "char": 3,
    "text": ["x"],
    "html": {},
    "boolean": "yes",
    "integer": 2.5,
    "float": "2.5",
    "monetary": True,
    "date": "2026-02-30",
    "datetime": "noon",
    "selection": "z",
    "tags": ["z"],
    "many2one": "7",
    "many2many": 7,
    "separator": "x",
}


def definition(kind):
    options = {
        "selection": [["a", "A"], ["b", "B"]],
        "tags": [["a", "A", 1], ["b", "B", 2]],
    }
    return {"name": "x", "type": kind, kind: options.get(kind)}


@pytest.mark.parametrize("kind", POSSIBLE)
def test_possible_answers(kind):
    assert is_possible_answer(definition(kind), POSSIBLE[kind])
    assert is_possible_answer(definition(kind), False), "emptied"


@pytest.mark.parametrize("kind", IMPOSSIBLE)
def test_impossible_answers(kind):
    assert not is_possible_answer(definition(kind), IMPOSSIBLE[kind])


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
)


@given(st.sampled_from(sorted(IMPOSSIBLE)), anything)
def test_any_value_gets_an_answer(kind, value):
    """Whatever RPC sends is judged, it never breaks the judge."""
    assert is_possible_answer(definition(kind), value) in (True, False)
    assert is_answered(value) in (True, False)


def test_what_says_something():
    assert is_answered(0)
    assert is_answered(True)
    assert not any(map(is_answered, (None, False, "", [])))


def test_removed():
    """S4-20: what is gone or has another type; a new order loses nothing."""
    one, two = {"name": "1", "type": "char"}, {"name": "2", "type": "date"}
    assert removed_definitions([one, two], [two, one]) == []
    assert removed_definitions([one, two], [two]) == [one]
    assert removed_definitions([one], [{**one, "type": "text"}]) == [one]


@given(st.text())
def test_options_are_lines(text):
    options = split_options(text)
    assert len(options) == len(set(options))
    assert all(option == option.strip() != "" for option in options)
