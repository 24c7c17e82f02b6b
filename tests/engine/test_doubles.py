"""The same prospect under another spelling."""

import phonenumbers
import pytest
from field_crm.engine.doubles import are_alike, name_key, phone_key, phone_text
from hypothesis import assume, given
from hypothesis import strategies as st

_NAMES = st.text(max_size=60)
_WORDS = st.lists(
    # No legal form begins so.
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9).map("zz{}".format),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize(
    "typed",
    [
        "02 99 00 11 22",
        "0299001122",
        "02.99.00.11.22",
        "+33 2 99 00 11 22",
        "0033 2 99 00 11 22",
        "+33 (0)2 99 00 11 22",
        "02-99-00-11-22 poste 12",
    ],
)
def test_one_number_has_one_key(typed):
    """S3-38, AMB-02: however it is typed, a number is the same number."""
    assert phone_key(typed) == "+33299001122"
    assert phone_text(phone_key(typed)) == "+33 2 99 00 11 22"


@pytest.mark.parametrize("typed", [None, "", "néant", "12", "voir fiche", "0" * 40])
def test_what_is_no_number_has_no_key(typed):
    """S3-38: notes in the phone field make nobody a double."""
    assert phone_key(typed) is None


def test_country_decides_on_national_numbers():
    """AMB-02: the same digits in Belgium and in France are two numbers."""
    assert phone_key("02 513 11 22", "BE") == "+3225131122"
    assert phone_key("+32 2 513 11 22", "FR") == "+3225131122"


@given(st.text(max_size=40))
def test_any_text_is_taken(text):
    """S3-38: free input never breaks, and a key is its own key."""
    key = phone_key(text)
    assert key is None or phone_key(key) == phone_key(phone_text(key)) == key


@given(st.integers(min_value=100000000, max_value=799999999), st.data())
def test_spacing_does_not_matter(number, data):
    """S3-38: spaces and dots between the digits change nothing."""
    digits = f"0{number}"
    key = phone_key(digits)
    assume(key is not None)
    separator = data.draw(st.sampled_from([" ", ".", "-"]))
    spaced = separator.join(digits[i : i + 2] for i in range(0, 10, 2))
    assert phone_key(spaced) == key
    assert phonenumbers.parse(key).country_code == 33


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GAEC du Bois Joli", "bois-joli"),
        ("S.A.R.L. Le Goff", "Ets LE GOFF"),
        ("Société Guérin & Fils", "Guerin SARL"),
        ("Garage de l'Œuvre", "GARAGE OEUVRE"),
        ("Transports Guérin", "Transport Guérin"),
        ("Le Goff", "Garage Le Goff Vannes"),
        ("Martin Garage", "Garage MARTIN (SAS)"),
        ("Ménard Travaux Publics", "Menard Travaux Pubilcs"),
    ],
)
def test_likely_doubles(one, other):
    """AMB-02: case, accents, legal form, order and a slip do not hide a double."""
    assert are_alike(name_key(one), name_key(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Garage Martin", "Garage Morvan"),
        ("GAEC du Bois Joli", "GAEC du Grand Pré"),
        ("Mairie de Vitré", "Mairie de Rennes"),
        ("SARL", "SAS"),
        ("", ""),
        ("!!!", "???"),
    ],
)
def test_no_doubles(one, other):
    """AMB-02: neighbours of the same trade are not doubles."""
    assert not are_alike(name_key(one), name_key(other))


@given(_NAMES)
def test_key_is_stable(name):
    """AMB-02: free text never breaks, a key is its own key."""
    key = name_key(name)
    assert name_key(key) == key
    assert are_alike(key, key) == bool(key)


@given(_NAMES, _NAMES)
def test_likeness_is_mutual(one, other):
    """AMB-02: who is like me, I am like him."""
    first, second = name_key(one), name_key(other)
    assert are_alike(first, second) == are_alike(second, first)


@given(_WORDS, st.sampled_from(["SARL {}", "{} S.A.S.", "Ets {}", "{} & Fils"]))
def test_legal_form_does_not_matter(words, form):
    """AMB-02: a legal form before or after changes nothing."""
    name = " ".join(words)
    assert name_key(form.format(name.upper())) == name_key(name)
