"""Towns found offline, however they are spelled."""

import random
import string

import pytest
from field_crm.engine.geocoder import Gazetteer, town_name
from field_crm.engine.geocoder.gazetteer import french_postcode
from hypothesis import given
from hypothesis import strategies as st

GAZETTEER = Gazetteer()
anything = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.integers(-(10**9), 10**9),
    st.floats(),
    st.booleans(),
    st.lists(st.integers(), max_size=2),
)


def communes():
    """(INSEE code with its mark, name, postal code) of all that we ship."""
    for prefix, lines in GAZETTEER._french.items():
        for line in lines.splitlines():
            code, name, _latitude, _longitude, postcodes = line.split("\t")
            for postcode in postcodes.split():
                if postcode.startswith(prefix):
                    yield code, name, postcode


@pytest.fixture(scope="module")
def towns():
    return [row for row in communes() if row[0][-1] != "-"]


def insee(postcode, town, country="FR"):
    found = GAZETTEER.find(postcode, town, country)
    return found and found.insee


def test_every_commune_is_found_by_postal_code_and_name(towns):
    """S0-36: all communes, overseas included, as the State writes them."""
    found = {
        code for code, name, postcode in towns if insee(postcode, name) == code[:5]
    }
    assert found == {code for code, *_rest in towns}
    assert len({code[:5] for code in found}) > 35_000


def test_every_commune_is_found_as_the_post_office_writes_it(towns):
    """S0-36: no accents, capitals, ST for SAINT, no hyphens."""
    lost = [
        (postcode, name)
        for code, name, postcode in towns
        if insee(postcode, name.upper().replace("SAINT", "ST").replace("-", " "))
        != code[:5]
    ]
    assert len(lost) <= len(towns) / 10_000, lost[:5]


def test_every_position_is_in_france(towns):
    """S0-37: no commune of the mainland lies outside it."""
    for _code, name, postcode in towns:
        if postcode[:2] not in ("97", "98"):
            place = GAZETTEER.find(postcode, name)
            assert 41.3 < place.latitude < 51.2, (name, place)
            assert -5.3 < place.longitude < 9.7, (name, place)


def test_a_typing_error_does_not_lose_a_town(towns):
    """S0-36: one wrong, missing, doubled or swapped letter; the wrong town is rare."""
    dice = random.Random(36)
    sample = dice.sample([row for row in towns if len(row[1]) > 5], 2000)
    right = wrong = 0
    for code, name, postcode in sample:
        place = GAZETTEER.find(postcode, mistyped(name, dice))
        if place.precision == "town":
            right += place.insee == code[:5]
            wrong += place.insee != code[:5]
    assert right > 1970
    assert wrong < 10


def mistyped(name, dice):
    at = dice.randrange(len(name) - 1)
    letter = dice.choice(string.ascii_lowercase)
    middle = dice.choice(["", letter, name[at] + letter, name[at + 1] + name[at]])
    return name[:at] + middle + name[at + 1 + (len(middle) == 2) :]


@pytest.mark.parametrize(
    ("postcode", "town", "code"),
    [
        ("42000", "ST ETIENNE", "42218"),
        ("71100", "CHALON S/SAONE", "71076"),
        ("71100", "Châlon sur Saône", "71076"),
        ("94240", "L HAY LES ROSES", "94038"),
        ("94240", "lhay-les-roses", "94038"),
        ("59650", "VILLENEUVE D’ASCQ", "59009"),
        ("72000", "MANS (LE)", "72181"),
        ("72000", "LE MANS", "72181"),
        ("35 000", "RENNES CEDEX 7", "35238"),
        ("35042", "RENNES CEDEX", "35238"),
        ("F-75012", "PARIS", "75112"),
        ("75012", "Paris 12ème", "75112"),
        ("75571", "PARIS CEDEX 12", "75112"),
        ("75000", "PARIS", "75056"),
        ("69003", "LYON 3EME", "69383"),
        ("69000", "LYON 3EME ARRONDISSEMENT", "69383"),
        ("13000", "MARSEILLE 08", "13208"),
        ("92911", "PARIS LA DEFENSE CEDEX", "92062"),
        ("91000", "EVRY", "91228"),
        ("01200", "Bellegarde-sur-Valserine", "01033"),
        ("13290", "AIX EN PROVENCE LES MILLES", "13001"),
        ("38400", "ST MARTIN", "38421"),
        ("97400", "St-Denis", "97411"),
        ("98714", "PAPEETE", "98735"),
        ("98800", "Nouméa", "98818"),
        ("97133", "St Barthélemy", "97701"),
        ("98000", "MONACO", "99138"),
        ("20090", "Ajaccio", "2A004"),
        (1000, "Bourg en Bresse", "01053"),
        (1000.0, "Bourg-en-Bresse", "01053"),
        ("1000", "Bourg-en-Bresse", "01053"),
        ("01999", "Bourg-en-Bresse", "01053"),
        ("", "75012 PARIS", "75112"),
        ("", "Marseille", "13055"),
        ("", "Lyon 3", "69383"),
        ("99999", "Nantes", "44109"),
        ("44000", "BP 1234 NANTES CEDEX 1", "44109"),
    ],
)
def test_spellings(postcode, town, code):
    """S0-36: accents, SAINT, SUR, articles, CEDEX, districts, lost zeros, old names."""
    assert insee(postcode, town) == code


@pytest.mark.parametrize(
    ("postcode", "town", "code"),
    [
        ("44000", "", "44109"),
        ("13090", "Zone des Pins", "13001"),
        (69001, None, "69381"),
    ],
)
def test_only_the_postal_code_is_recognised(postcode, town, code):
    """S0-37: said to be only as precise as the postal code."""
    place = GAZETTEER.find(postcode, town)
    assert (place.insee, place.precision) == (code, "postcode")


@pytest.mark.parametrize(
    ("postcode", "town"),
    [("", "Valence"), ("", "Saint-Denis"), ("", ""), (None, None), ("", "Zzyzx")],
)
def test_what_could_be_several_places_is_not_guessed(postcode, town):
    """S0-37: a name that several communes bear finds none of them."""
    assert GAZETTEER.find(postcode, town) is None


@pytest.mark.parametrize(
    ("town", "country", "latitude"),
    [
        ("Bruxelles", "BE", 50.85),
        ("Brussel", "BE", 50.85),
        ("GENEVE", "CH", 46.20),
        ("Luxembourg", "LU", 49.61),
        ("Köln", "DE", 50.93),
        ("Londres", "GB", 51.51),
    ],
)
def test_neighbouring_countries(town, country, latitude):
    """S0-36: their larger towns, by name."""
    place = GAZETTEER.find("1000", town, country)
    assert place.latitude == pytest.approx(latitude, abs=0.05)
    assert GAZETTEER.find("1000", town, "US") is None


@given(anything, anything, anything)
def test_anything_is_answered(postcode, town, country):
    """S0-36: whatever a file holds, a place or none, never a failure."""
    place = GAZETTEER.find(postcode, town, country)
    assert place is None or -90 < place.latitude < 90 and place.precision


@given(st.text(max_size=60))
def test_the_reduced_name_is_stable(text):
    """S0-36: letters and digits only, and reducing again changes nothing more."""
    key = town_name(text).key
    assert set(key) <= set(string.ascii_uppercase + string.digits)
    assert town_name(text.lower()).key == town_name(text).key or not text.isascii()


@given(
    st.sampled_from(["Saint-Étienne", "L'Haÿ-les-Roses", "Œting", "Lyon 3e"]), st.data()
)
def test_case_hyphens_and_spaces_do_not_count(name, data):
    """S0-36: the same town in any dress."""
    dressed = "".join(
        data.draw(st.sampled_from([c.lower(), c.upper()])) if c.isalpha() else c
        for c in name.replace("-", data.draw(st.sampled_from(["-", " ", " - ", "–"])))
    )
    assert town_name(f" {dressed} ") == town_name(name)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1000, "01000"),
        ("1000", "01000"),
        ("01 000", "01000"),
        ("FR-75012", "75012"),
        ("75012.0", "75012"),
        ("2A004", ""),
        ("123", ""),
        ("750120", ""),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_postal_codes(value, code):
    """S0-36: numbers that lost their zero, prefixes, spaces."""
    assert french_postcode(value) == code
