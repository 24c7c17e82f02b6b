"""Which record stays, which values it keeps, and the journal of what changed."""

import json

from field_crm.engine.merge import (
    Candidate,
    Journal,
    differs,
    lost_values,
    propose_survivor,
    propose_values,
    unit_of,
)
from hypothesis import given
from hypothesis import strategies as st


def test_the_most_linked_stays():
    """S1-14: usually most visits and locations; a client before a prospect."""
    busy = Candidate(3, links=12)
    assert propose_survivor([Candidate(1), busy, Candidate(2, links=4)]) == 3
    client = Candidate(4, is_client=True)
    assert propose_survivor([busy, client]) == 4
    known = Candidate(5, is_client=True, has_code=True)
    assert propose_survivor([client, known, busy]) == 5
    assert propose_survivor([Candidate(8), Candidate(7)]) == 7


def test_blanks_are_filled_and_the_rest_is_told():
    """S1-18: the survivor's value, else the first; what is not kept is named."""
    values = {
        "name": {1: "Guérin", 2: "Guerin", 3: "Guérin "},
        "email": {1: "", 2: "a@b.example", 3: False},
        "count": {1: 0, 2: 5, 3: 0},
        "place": {1: (0.0, 0.0), 2: (48.1, -1.6), 3: (48.1, -1.6)},
    }
    chosen = propose_values(values, [1, 2, 3])
    assert chosen == {"name": 1, "email": 2, "count": 2, "place": 2}
    assert lost_values(values, chosen) == {"name": [2]}
    assert differs(values["email"])
    assert not differs({1: "x", 2: " x "})


def test_an_address_is_one_thing():
    """S1-18: half of one address and half of another is no address."""
    assert unit_of("street") == unit_of("zip") == unit_of("city") == "address"
    assert unit_of("name") == "name"


_TEXTS = st.one_of(st.none(), st.text(max_size=5))
_IMAGES = st.dictionaries(
    st.tuples(st.sampled_from(("a", "b")), st.sampled_from(("x", "y"))),
    st.dictionaries(st.integers(1, 20), _TEXTS, max_size=8),
    max_size=4,
)


@given(_IMAGES, st.randoms())
def test_the_journal_leads_back(before, draw):
    """S1-18: applied backwards, the journal makes what was of what is."""
    after = {
        key: {
            row: draw.choice((text, "new", None))
            for row, text in rows.items()
            if draw.random() < 0.9
        }
        for key, rows in before.items()
    }
    journal = Journal.from_json(
        json.loads(json.dumps(Journal.of_images(before, after).to_json()))
    )
    now = {key: dict(rows) for key, rows in after.items()}
    for change in journal.columns:
        for row in change.ids:
            assert now[change.table, change.column][row] == change.after
            now[change.table, change.column][row] = change.before
    for key, rows in now.items():
        assert rows == {row: before[key][row] for row in rows}
