"""Who may be entered twice, and how pairs become groups."""

from dataclasses import replace

import pytest
from field_crm.engine.doubles import (
    MAX_GROUP,
    Account,
    Pair,
    Reason,
    find_pairs,
    group,
    iban_key,
    name_key,
    siret_key,
    street_key,
)
from hypothesis import given
from hypothesis import strategies as st

TRANSPORT = Account(
    1,
    name_key=name_key("Transports Guérin"),
    street_key=street_key("12 av. de la Gare"),
    zip="35000",
    latitude=48.11,
    longitude=-1.68,
)
# A base in which « transports » is common and « guerin » is not.
REST = [
    Account(100 + number, name_key=name_key(f"Transports {name}"), zip=f"56{number:03}")
    for number, name in enumerate(("Le Bihan", "Morvan", "Salaün", "Tanguy", "Corre"))
]


def _reasons(*accounts, **others):
    pairs = find_pairs([*accounts, *REST], **others)
    return {
        (pair.low, pair.high): {clue.reason for clue in pair.clues} for pair in pairs
    }


@pytest.mark.parametrize(
    "name",
    [
        "SARL TRANSPORTS GUERIN",
        "Guérin Transports",
        "Transp. Guérin",
        "Transports Geurin",
        "Transport Guérin S.A.S.",
    ],
)
def test_a_name_entered_twice(name):
    """S3-38: slips, abbreviations, legal forms and swapped words."""
    twin = Account(2, name_key=name_key(name), zip="35000")
    assert Reason.NAME_ZIP in _reasons(TRANSPORT, twin)[1, 2]


@pytest.mark.parametrize("name", ["Transports Morin", "Garage Martin", "Guérande"])
def test_another_name_in_the_same_town(name):
    """S3-38: sharing a common word or a postal code is no likeness."""
    assert not _reasons(TRANSPORT, Account(2, name_key=name_key(name), zip="35000"))


def test_the_same_address():
    """S3-38: « av. » is « avenue », but number 14 is another house."""
    same = replace(TRANSPORT, id=2, street_key=street_key("12, avenue de la Gare"))
    other = replace(TRANSPORT, id=3, street_key=street_key("14 avenue de la Gare"))
    reasons = _reasons(TRANSPORT, same, other)
    assert Reason.NAME_STREET in reasons[1, 2]
    assert Reason.NAME_STREET not in reasons[1, 3]


def test_within_a_kilometre():
    """S3-38: on the other side of a postal code's border."""
    near = replace(TRANSPORT, id=2, zip="35200", latitude=48.115)
    far = replace(TRANSPORT, id=3, zip="35510", latitude=48.2)
    reasons = _reasons(TRANSPORT, near, far)
    assert Reason.NAME_NEAR in reasons[1, 2]
    assert (1, 3) not in reasons


def test_companies_and_families_stay_apart():
    """S0-13, S1-20: another company, and a client beside its own site."""
    assert not _reasons(TRANSPORT, replace(TRANSPORT, id=2, bucket=9))
    parent = replace(TRANSPORT, family=1)
    assert not _reasons(parent, replace(TRANSPORT, id=2, family=1))


def test_a_shared_number_is_none_between_many():
    """S3-38: fifty clients behind one switchboard."""
    crowd = [
        Account(number, name_key=f"client{number}x", phones=("+33299000000",))
        for number in range(1, 51)
    ]
    assert not find_pairs(crowd)
    two = [
        Account(1, name_key="client un", phones=("+33299000000",)),
        Account(2, name_key="client un", phones=("+33299000000",)),
    ]
    assert find_pairs(two)


def test_a_number_of_everybody_costs_nothing():
    """S3-38: 20,000 with the phone « 01 00 00 00 00 » are done at once."""
    crowd = [
        Account(number, name_key=f"client{number}x", phones=("+33100000000",))
        for number in range(1, 20_001)
    ]
    assert not find_pairs(crowd)


def test_only_what_changed():
    """S3-38: each pair of a later search holds a changed account."""
    twins = [replace(TRANSPORT, id=number) for number in (1, 2, 3)]
    assert set(_reasons(*twins, changed={3})) == {(1, 3), (2, 3)}
    assert not _reasons(*twins, changed=set())


@given(
    st.lists(
        st.builds(
            Account,
            id=st.integers(1, 10_000),
            name_key=st.text(max_size=30),
            street_key=st.text(max_size=20),
            zip=st.sampled_from(("", "35000", "75001", "x")),
            latitude=st.one_of(st.none(), st.floats(-90, 90)),
            longitude=st.one_of(st.none(), st.floats(-180, 180)),
            phones=st.lists(st.text(max_size=4), max_size=2).map(tuple),
            email=st.sampled_from(("", "a@b.example")),
            siret=st.sampled_from(("", "73282932000074", "73282932000082")),
        ),
        max_size=25,
        unique_by=lambda account: account.id,
    )
)
def test_anything_is_compared(accounts):
    """S3-38: free input never breaks; every pair once, with a reason, in range."""
    pairs = find_pairs(accounts)
    assert len({(pair.low, pair.high) for pair in pairs}) == len(pairs)
    for pair in pairs:
        assert pair.low < pair.high
        assert pair.clues
        assert 0.5 <= pair.score <= 1


def _pair(low, high, score=0.8):
    return Pair(low, high, score, ())


def test_no_chains():
    """S3-38: A like B, B like C, C like D are not one client."""
    chain = [_pair(number, number + 1) for number in range(1, 6)]
    groups = group(chain)
    assert max(len(one.members) for one in groups) <= 3
    assert {member for one in groups for member in one.members} == set(range(1, 7))


def test_what_is_ruled_out_stays_apart():
    """S3-38: no group holds two that are no doubles."""
    pairs = [_pair(1, 2), _pair(2, 3), _pair(1, 3)]
    for one in group(pairs, {(1, 3)}):
        assert not {1, 3} <= set(one.members)


@given(
    st.sets(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=80),
    st.sets(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=10),
)
def test_groups_keep_every_pair(drawn, ruled_out):
    """S3-38: each pair is in one group, none is too big, nothing ruled out is in."""
    pairs = [
        _pair(*sorted(one))
        for one in {tuple(sorted(each)) for each in drawn}
        if one[0] != one[1]
    ]
    exceptions = {tuple(sorted(one)) for one in ruled_out}
    groups = group(pairs, exceptions)
    found = [(pair.low, pair.high) for one in groups for pair in one.pairs]
    kept = {(pair.low, pair.high) for pair in pairs} - exceptions
    assert sorted(found) == sorted(kept)
    assert all(len(one.members) <= MAX_GROUP for one in groups)


def test_keys():
    """S3-38: what is no SIRET or IBAN has no key."""
    assert siret_key("732 829 320 00074") == "73282932000074"
    assert siret_key("732829320") == siret_key("0" * 14) == siret_key(None) == ""
    assert (
        iban_key("fr14 2004 1010 0505 0001 3m02 606") == "FR1420041010050500013M02606"
    )
    assert iban_key("néant") == ""
