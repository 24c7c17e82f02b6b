"""Which prospects go to which rep."""

from collections import Counter

import pytest
from field_crm.engine.reassignment import (
    PostalCodeError,
    PostalRange,
    parse_postal_codes,
    share_out,
)
from hypothesis import given
from hypothesis import strategies as st

_CODES = st.integers(min_value=0, max_value=99999).map(lambda n: f"{n:05}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" , ;\n", []),
        ("35", [("35000", "35999")]),
        ("35*", [("35000", "35999")]),
        ("35000", [("35000", "35000")]),
        ("35000-35999", [("35000", "35999")]),
        ("35000 – 35999", [("35000", "35999")]),
        ("22-29", [("22000", "29999")]),
        ("56, 35200;22", [("22000", "22999"), ("35200", "35200"), ("56000", "56999")]),
        ("35, 35000-36100", [("35000", "36100")]),
    ],
)
def test_what_managers_type(text, expected):
    """S3-81: beginnings, ranges and lists of postal codes."""
    assert parse_postal_codes(text) == [PostalRange(*pair) for pair in expected]


@pytest.mark.parametrize("text", ["Rennes", "35000-22000", "350001", "35-", "2A004"])
def test_what_cannot_be_read_is_named(text):
    """S3-81: a slip is named, not passed over."""
    with pytest.raises(PostalCodeError) as error:
        parse_postal_codes(f"22, {text}")
    assert error.value.part == text


@given(st.text("0123456789-,; *", max_size=30))
def test_any_text_is_read_or_refused(text):
    """S3-81: ranges come sorted and apart, whatever was typed."""
    try:
        ranges = parse_postal_codes(text)
    except PostalCodeError:
        return
    for each in ranges:
        assert each.first <= each.last
    for one, other in zip(ranges, ranges[1:], strict=False):
        assert one.last < other.first


@given(_CODES, st.integers(min_value=1, max_value=5))
def test_beginning_holds_its_codes(code, length):
    """S3-81: a code is found by every beginning of it."""
    (found,) = parse_postal_codes(code[:length])
    assert code in found
    assert (f"{(int(code) + 10 ** (5 - length)) % 100000:05}" in found) is False


@given(
    st.dictionaries(st.integers(), st.sampled_from("abc"), max_size=60),
    st.dictionaries(
        st.sampled_from("abc"), st.lists(st.integers(), unique=True, max_size=4)
    ),
)
def test_shares_are_even(items, reps):
    """S3-81: everybody of a sector gets as many, give or take one."""
    shared = share_out(items.items(), reps)
    assert set(shared) == {item for item, group in items.items() if reps.get(group)}
    for group, members in reps.items():
        counts = Counter(shared[item] for item in shared if items[item] == group)
        assert set(counts) <= set(members)
        if members:
            full = [counts.get(member, 0) for member in members]
            assert max(full) - min(full) <= 1
