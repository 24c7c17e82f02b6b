"""Providers that answer as recorded, and providers in every kind of trouble."""

import json
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from addok_server import free_port
from field_crm.engine.geocoder import (
    KINDS,
    Address,
    Answer,
    Gazetteer,
    ProviderError,
    judge,
    pause_after,
)
from hypothesis import given
from hypothesis import strategies as st

RUE_HOCHE = Address.of("12 rue Hoche", "35000", "Rennes", "FR")
MECHELEN = Address.of("Grote Markt 21", "2800", "Mechelen", "BE")


def ban_feature(latitude=48.1123, longitude=-1.6788, **properties):
    """One candidate as the Base Adresse Nationale writes it."""
    about = {
        "label": "12 Rue Hoche 35000 Rennes",
        "score": 0.97,
        "housenumber": "12",
        "type": "housenumber",
        "name": "12 Rue Hoche",
        "postcode": "35000",
        "citycode": "35238",
        "city": "Rennes",
        "context": "35, Ille-et-Vilaine, Bretagne",
    }
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": about | properties,
    }


def ban_answer(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def osm_place(latitude="51.0281", longitude="4.4803", **address):
    """One candidate as Nominatim writes it."""
    about = {
        "house_number": "21",
        "road": "Grote Markt",
        "city": "Mechelen",
        "postcode": "2800",
        "country": "België",
        "country_code": "be",
    }
    return {
        "place_id": 1,
        "lat": latitude,
        "lon": longitude,
        "display_name": "21, Grote Markt, Mechelen, 2800, België",
        "address": {k: v for k, v in (about | address).items() if v},
    }


class Host:
    """A server of one answer: status, headers, body, seconds that it takes."""

    def __init__(self):
        host = self
        self.answer = (200, {}, ban_answer(ban_feature()), 0)
        self.asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                host.asked.append((self.path, dict(self.headers)))
                status, headers, body, seconds = host.answer
                time.sleep(seconds)
                self.send_response(status)
                for name, value in {
                    "Content-Type": "application/json",
                    **headers,
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body if isinstance(body, bytes) else body.encode())

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_args: None
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(
            target=self.server.serve_forever, args=(0.02,), daemon=True
        ).start()

    def provider(self, kind, path="", timeout=5.0, rate=10_000):
        return KINDS[kind](f"{self.url}{path}", "Field CRM (tests)", timeout, rate)


@pytest.fixture
def host():
    host = Host()
    yield host
    host.server.shutdown()
    host.server.server_close()


def test_only_the_address_leaves_the_house(host):
    """S0-36: street, postal code, town; who asks; nothing else."""
    host.provider("ban", "/geocodage/").locate(RUE_HOCHE)
    path, headers = host.asked[0]
    assert urlsplit(path).path == "/geocodage/search"
    assert parse_qs(urlsplit(path).query) == {
        "q": ["12 rue Hoche 35000 Rennes"],
        "limit": ["3"],
    }
    assert headers["User-Agent"] == "Field CRM (tests)"


@pytest.mark.parametrize(
    ("properties", "precision"),
    [({}, "address"), ({"type": "street"}, "street")],
)
def test_ban_is_read(host, properties, precision):
    """S0-36, S0-37: what it calls a house number or a street."""
    host.answer = (200, {}, ban_answer(ban_feature(**properties)), 0)
    verdict = judge(RUE_HOCHE, host.provider("ban").locate(RUE_HOCHE))
    assert verdict == (None, 48.1123, -1.6788, precision)


@pytest.mark.parametrize(
    ("address", "precision"),
    [
        ({}, "address"),
        ({"house_number": ""}, "street"),
        ({"city": "", "town": "Mechelen"}, "address"),
    ],
)
def test_nominatim_is_read(host, address, precision):
    """S0-36, S0-37: abroad, by parts of the address and country."""
    host.answer = (200, {}, json.dumps([osm_place(**address)]), 0)
    verdict = judge(MECHELEN, host.provider("nominatim").locate(MECHELEN))
    assert verdict == (None, 51.0281, 4.4803, precision)
    asked = parse_qs(urlsplit(host.asked[0][0]).query)
    assert asked["countrycodes"] == ["be"]
    assert asked["street"] == ["Grote Markt 21"]


@pytest.mark.parametrize(
    ("feature", "problem"),
    [
        (ban_feature(score=0.31), "unlike"),
        (ban_feature(48.65, -2.02, postcode="35400", citycode="35288"), "outside"),
        (ban_feature(postcode="35200", citycode="35047", city="Bruz"), "elsewhere"),
        (ban_feature(-48.1, 1.6), "outside"),
        (ban_feature(1.6788, 48.1123), "outside"),
        (ban_feature(type="municipality"), "street"),
        (ban_feature(type="locality"), "street"),
    ],
)
def test_what_does_not_agree_is_not_believed(host, feature, problem):
    """S0-37: another town, another country, swapped or absurd coordinates."""
    host.answer = (200, {}, ban_answer(feature), 0)
    assert judge(RUE_HOCHE, host.provider("ban").locate(RUE_HOCHE)).problem == problem


def test_the_second_candidate_may_be_the_one(host):
    """S0-37: the first that agrees with the address."""
    wrong = ban_feature(47.2, -1.55, postcode="44000", citycode="44109", city="Nantes")
    host.answer = (200, {}, ban_answer(wrong, ban_feature()), 0)
    assert judge(RUE_HOCHE, host.provider("ban").locate(RUE_HOCHE)).problem is None


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html><h1>Portail captif</h1></html>",
        "[]",
        "null",
        "42",
        '{"features": [{}]}',
        '{"features": [{"geometry": {"coordinates": "Rennes"}, "properties": {}}]}',
        '{"features": [{"geometry": {"coordinates": [1]}, "properties": {}}]}',
        '{"features": {"a": 1}}',
        ban_answer(ban_feature(4811.23, -167.88)),
        ban_answer(ban_feature(float("nan"))),
        ban_answer(ban_feature(float("inf"))),
        ban_answer(ban_feature(score=float("nan"))),
        ban_answer(ban_feature(score="high")),
        b"\xff\xfe\x00garbage",
        "[" * 50_000,
    ],
    ids=lambda body: repr(body)[:30],
)
def test_rubbish_is_the_provider_s_trouble(host, body):
    """S0-36: pages of HTML, other JSON, NaN: told apart from « unknown address »."""
    host.answer = (200, {}, body, 0)
    with pytest.raises(ProviderError) as caught:
        host.provider("ban").locate(RUE_HOCHE)
    assert caught.value.retry_after is None


@pytest.mark.parametrize("status", [401, 403, 404, 500, 502, 503, 504])
def test_errors_of_the_server(host, status):
    """S0-36: down, forbidden, broken."""
    host.answer = (status, {}, "Sorry", 0)
    with pytest.raises(ProviderError) as caught:
        host.provider("ban").locate(RUE_HOCHE)
    assert caught.value.retry_after is None


def test_a_question_that_it_does_not_understand(host):
    """S0-36: HTTP 400 is about this address; the next may do."""
    host.answer = (400, {}, '{"detail": "q too short"}', 0)
    assert host.provider("ban").locate(RUE_HOCHE) == []


def test_told_to_wait(host):
    """S0-36: 429 and its Retry-After are honoured."""
    host.answer = (429, {"Retry-After": "120"}, "", 0)
    began = time.monotonic()
    with pytest.raises(ProviderError) as caught:
        host.provider("ban").locate(RUE_HOCHE)
    assert caught.value.retry_after == 120
    assert len(host.asked) == 1, "asked again by itself"
    assert time.monotonic() - began < 60, "slept in the middle of the work"


def test_too_slow(host):
    """S0-36: it is not waited for longer than the setting says."""
    host.answer = (200, {}, ban_answer(ban_feature()), 3)
    began = time.monotonic()
    with pytest.raises(ProviderError):
        host.provider("ban", timeout=0.3).locate(RUE_HOCHE)
    assert time.monotonic() - began < 2.5


def test_nobody_there():
    """S0-36: connection refused."""
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(ProviderError):
        KINDS["ban"](url, "Field CRM (tests)", 1, 1000).locate(RUE_HOCHE)


def test_no_faster_than_allowed(host):
    """S0-36: the rate of the settings."""
    provider = host.provider("ban", rate=20)
    began = time.monotonic()
    for _each in range(4):
        provider.locate(RUE_HOCHE)
    assert time.monotonic() - began >= 0.15


def test_left_alone_longer_each_time():
    """S0-36: minutes, then hours; never longer than a day, whatever it asks for."""
    pauses = [pause_after(failures) for failures in range(1, 20)]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
    assert pauses[-1] == timedelta(hours=6)
    assert pause_after(1, 120) == timedelta(seconds=120)
    assert pause_after(1, 10**9) == timedelta(days=1)


@given(
    st.builds(
        Answer,
        latitude=st.floats(),
        longitude=st.floats(),
        kind=st.sampled_from(["address", "street", "town"]),
        score=st.floats(),
        postcode=st.text(max_size=6),
        town=st.text(max_size=20),
        insee=st.text(max_size=5),
        country=st.sampled_from(["", "FR", "BE"]),
    )
)
def test_no_answer_puts_a_client_far_away(answer):
    """S0-37: whatever is believed is near the town and in the country."""
    verdict = judge(RUE_HOCHE, [answer])
    if verdict.problem is None:
        town = Gazetteer.shared().find("35000", "Rennes")
        assert abs(verdict.latitude - town.latitude) < 0.3
        assert abs(verdict.longitude - town.longitude) < 0.5


@given(st.text(max_size=300), st.text(max_size=12), st.text(max_size=60))
def test_the_key_tells_nothing_and_forgives_spelling(street, postcode, town):
    """S0-36: answers are kept under a hash; case and spaces do not count."""
    key = Address.of(street, postcode, town, "FR").key("ban x")
    assert len(key) == 64
    again = Address.of(f"  {street} ", postcode, town, "fr")
    assert again.key("ban x") == key
    assert again.key("ban y") != key
