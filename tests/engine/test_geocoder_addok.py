"""The Base Adresse Nationale's own engine, asked as it is in production."""

import addok_server
import pytest
from field_crm.engine.geocoder import KINDS, Address, Gazetteer, judge


@pytest.fixture(scope="module")
def ban(tmp_path_factory):
    lacking = addok_server.missing()
    if lacking:
        pytest.skip(f"{lacking} missing")
    with addok_server.serving(tmp_path_factory.mktemp("addok")) as address:
        provider = KINDS["ban"](address, "Field CRM (tests)", 20, 1000)
        yield provider
        provider.close()


def look_up(ban, street, postcode, town):
    address = Address.of(street, postcode, town, "FR")
    return judge(address, ban.locate(address), Gazetteer.shared())


@pytest.mark.parametrize(
    ("street", "postcode", "town", "precision", "latitude", "longitude"),
    [
        ("12 rue Hoche", "35000", "Rennes", "address", 48.1123, -1.6788),
        ("12, RUE HOCHE", "35000", "RENNES CEDEX", "address", 48.1123, -1.6788),
        ("12 bd de la Liberte", "35000", "rennes", "address", 48.1133, -1.6788),
        ("rue de Nantes", "35000", "Rennes", "street", 48.1143, -1.68),
        ("99 rue de Nantes", "35000", "Rennes", "street", 48.1143, -1.68),
        ("5 quai St Vincent", "35400", "ST MALO", "address", 48.6513, -2.0252),
        ("3 rue de Lyon", "75012", "PARIS 12", "address", 48.8353, 2.3875),
        ("7 place Jean-Jaurès", "42000", "St Etienne", "address", 45.4416, 4.3882),
    ],
)
def test_streets_are_found(ban, street, postcode, town, precision, latitude, longitude):
    """S0-36, S0-37: to the number where it is known, else to the street."""
    verdict = look_up(ban, street, postcode, town)
    assert (verdict.problem, verdict.precision) == (None, precision)
    assert verdict.latitude == pytest.approx(latitude, abs=1e-4)
    assert verdict.longitude == pytest.approx(longitude, abs=1e-4)


@pytest.mark.parametrize(
    ("street", "postcode", "town"),
    [
        # A street of Paris, asked for in Rennes.
        ("3 avenue Daumesnil", "35000", "Rennes"),
        ("8 impasse des Licornes", "42000", "Saint-Étienne"),
        ("zone artisanale", "35400", "Saint-Malo"),
    ],
)
def test_another_place_is_not_believed(ban, street, postcode, town):
    """S0-37: better the town, and to say so, than the wrong street."""
    verdict = look_up(ban, street, postcode, town)
    assert verdict.problem in ("not_found", "unlike", "elsewhere", "outside", "street")


def test_an_unknown_address_has_no_candidates(ban):
    """S0-36: nothing found is an answer, not a failure."""
    assert look_up(ban, "Xyzzy", "", "").problem == "not_found"
