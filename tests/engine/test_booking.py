"""What strangers type on the booking page, and the addresses on it (S4-24)."""

from datetime import date

import pytest
from field_crm.engine.booking import (
    LIMITS,
    REQUIRED,
    Reason,
    check_logo_url,
    check_slug,
    network_of,
    propose_slug,
    read_form,
)
from hypothesis import given
from hypothesis import strategies as st

FIRST, LAST = date(2026, 4, 2), date(2026, 6, 30)
GOOD = {
    "company_name": "GAEC du Bois Joli",
    "contact_name": "Marie Dupont",
    "email": "marie@gaec.example",
    "phone": "02 99 00 11 22",
    "street": "La Ville Neuve",
    "zip": "35500",
    "city": "Vitré",
    "type_id": "7",
    "wish_date": "2026-04-10",
    "wish_period": "morning",
    "message": "The left one.\r\nBehind the barn.",
}


def read(**changes):
    return read_form({**GOOD, **changes}, {7, 8}, FIRST, LAST)


def reasons(wish):
    return {problem.field: problem.reason for problem in wish.problems}


def test_a_good_form():
    """S4-24."""
    wish = read()
    assert not wish.problems
    assert wish.values["type_id"] == 7
    assert wish.values["wish_date"] == date(2026, 4, 10)
    assert wish.values["wish_period"] == "morning"
    assert wish.values["message"] == "The left one.\nBehind the barn."


@pytest.mark.parametrize("name", REQUIRED)
def test_what_must_be_there(name):
    """S4-24: each field that is missing is named."""
    assert reasons(read(**{name: "  "})) == {name: Reason.MISSING}


@pytest.mark.parametrize("name", LIMITS)
def test_what_is_too_long(name):
    """S4-24: the limit and the length are told."""
    wish = read(**{name: "x" * (LIMITS[name] + 1)})
    [problem] = wish.problems
    assert (problem.field, problem.reason) == (name, Reason.TOO_LONG)
    assert (problem.limit, problem.length) == (LIMITS[name], LIMITS[name] + 1)


@pytest.mark.parametrize(
    "changes, expected",
    [
        ({"email": "nobody"}, {"email": Reason.NOT_AN_EMAIL}),
        ({"email": "a@b"}, {"email": Reason.NOT_AN_EMAIL}),
        ({"email": "a@x.fr, b@y.fr"}, {"email": Reason.NOT_AN_EMAIL}),
        ({"email": "<a@x.fr>"}, {"email": Reason.NOT_AN_EMAIL}),
        ({"phone": "12"}, {"phone": Reason.NOT_A_PHONE}),
        ({"type_id": ""}, {"type_id": Reason.MISSING}),
        ({"type_id": "9"}, {"type_id": Reason.NOT_OFFERED}),
        ({"type_id": "7 OR 1=1"}, {"type_id": Reason.NOT_OFFERED}),
        ({"wish_date": ""}, {"wish_date": Reason.MISSING}),
        ({"wish_date": "10/04/2026"}, {"wish_date": Reason.NOT_A_DATE}),
        ({"wish_date": "2026-02-30"}, {"wish_date": Reason.NOT_A_DATE}),
        ({"wish_date": "2026-04-01"}, {"wish_date": Reason.TOO_EARLY}),
        ({"wish_date": "2026-07-01"}, {"wish_date": Reason.TOO_LATE}),
    ],
)
def test_what_cannot_be_right(changes, expected):
    """S4-24: each field is named with what is wrong."""
    assert reasons(read(**changes)) == expected


def test_a_mail_address_cannot_carry_a_header():
    """S4-24: a line break in the address would let a stranger write mail headers."""
    wish = read(email="a@x.fr\r\nBcc: b@y.fr")
    assert reasons(wish) == {"email": Reason.NOT_AN_EMAIL}


@given(
    st.dictionaries(
        st.sampled_from([*GOOD, "csrf_token", "other"]),
        st.one_of(st.text(), st.none(), st.binary(), st.integers()),
    )
)
def test_anything_may_be_posted(form):
    """S4-24: whatever comes is either understood within the limits or named."""
    wish = read_form(form, {7}, FIRST, LAST)
    assert set(wish.values) == {*LIMITS, "type_id", "wish_date", "wish_period"}
    wrong = {problem.field for problem in wish.problems}
    for name, limit in LIMITS.items():
        assert name in wrong or len(wish.values[name]) <= limit
        assert "\x00" not in wish.values[name]
        wish.values[name].encode()
    for name in REQUIRED:
        assert name in wrong or wish.values[name]


@pytest.mark.parametrize("slug", ["abc", "garage-martin", "a1-2", "x" * 50])
def test_identifiers(slug):
    """S4-24."""
    assert check_slug(slug)


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "ab",
        "-abc",
        "abc-",
        "Abc",
        "a b",
        "a/b",
        "é-a",
        "x" * 51,
        "a\nb",
        "...",
        "confirm",
    ],
)
def test_what_is_no_identifier(slug):
    """S4-24."""
    assert not check_slug(slug)


@given(st.text())
def test_proposed_identifiers_are_good(name):
    """S4-24: whatever the company is called."""
    assert check_slug(propose_slug(name))


def test_proposed_identifier():
    """S4-24."""
    assert propose_slug("Pneus de l'Ouest") == "pneus-de-l-ouest"
    assert propose_slug("日本") != propose_slug("日本")


@pytest.mark.parametrize(
    "url, is_good",
    [
        ("https://example.com/logo.png", True),
        ("https://example.com:8443/a?b=c", True),
        ("http://example.com/logo.png", False),
        ("javascript:alert(1)", False),
        ("data:image/png;base64,AAAA", False),
        ("https://user:pass@example.com/", False),
        ("https:///logo.png", False),
        ('https://example.com/"onerror="x', False),
        ("https://example.com/; script-src *", False),
        ("https://example.com;script-src/", False),
        ("https://[x/", False),
        ("//example.com/logo.png", False),
    ],
)
def test_logo(url, is_good):
    """S4-24: a logo comes over https, and cannot break out of where it is written."""
    assert check_logo_url(url) is is_good


@pytest.mark.parametrize(
    "address, network",
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_network(address, network):
    """S4-24: who has a whole network is one visitor."""
    assert network_of(address) == network
