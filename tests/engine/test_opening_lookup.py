"""Opening hours from Google Places, over HTTP to a server that speaks like it."""

import importlib.util
import logging
from pathlib import Path

import pytest
from field_crm.engine.opening_hours import DAY, Opening, find_problems
from field_crm.engine.opening_lookup import (
    LookupFailed,
    LookupProblem,
    PlaceSearch,
    read_answer,
)
from hypothesis import given
from hypothesis import strategies as st

# The add-on's tests use it too, and need Odoo to be imported.
_PATH = Path(__file__).parents[2] / "addons/field_crm/tests/google_server.py"
_SPEC = importlib.util.spec_from_file_location("google_server", _PATH)
google_server = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(google_server)
KEY, period, place = google_server.KEY, google_server.period, google_server.place
refusal = google_server.refusal

WEEK = 7 * DAY


@pytest.fixture(scope="module")
def server():
    with google_server.google() as server:
        yield server


def find(server, **options):
    search = PlaceSearch(KEY, server.url, **{"timeout": 5, **options})
    return search.find(
        "Garage Martin", "5 rue du Port, 35500 Vitré", language="fr", country="FR"
    )


def test_what_is_sent_and_what_comes(server):
    """S4-03: name and address, the key in a header, paid fields named one by one."""
    server.answer(
        {
            "places": [
                place(
                    "Garage Martin",
                    "5 Rue du Port, 35500 Vitré, France",
                    [
                        period(1, (8, 0), (12, 0)),
                        period(1, (14, 0), (18, 30)),
                        period(5, (22, 0), (2, 0), close_day=6),
                        period(6, (20, 0), (0, 0), close_day=0),
                    ],
                ),
                place("Martin SARL", "Rennes"),
            ]
        }
    )
    first, second = find(server)
    path, headers, query = server.asked[-1]
    assert path == "/v1/places:searchText"
    assert query == {
        "textQuery": "Garage Martin, 5 rue du Port, 35500 Vitré",
        "languageCode": "fr",
        "regionCode": "FR",
        "pageSize": 5,
    }
    assert headers["X-Goog-Api-Key"] == KEY
    assert "regularOpeningHours" in headers["X-Goog-FieldMask"]
    assert "*" not in headers["X-Goog-FieldMask"]
    assert (first.name, first.address) == (
        "Garage Martin",
        "5 Rue du Port, 35500 Vitré, France",
    )
    assert first.openings == (
        Opening(0, 480, 720),
        Opening(0, 840, 1110),
        Opening(4, 1320, DAY + 120),
        Opening(5, 1200, DAY),
    )
    assert second.openings == ()


def test_nothing_found(server):
    """S4-03: Google's answer for nothing is an empty object."""
    server.answer({})
    assert find(server) == []


def test_never_closed_and_closed_for_good():
    """S4-03: one period without an end is around the clock, each day."""
    always = {"open": {"day": 0, "hour": 0, "minute": 0}}
    answer = {"places": [place("Station", "A11", [always], "CLOSED_PERMANENTLY")]}
    [found] = read_answer(answer)
    assert found.openings == tuple(Opening(day, 0, DAY) for day in range(7))
    assert found.is_closed_for_good


def test_longer_than_a_day_is_cut_at_midnight():
    """S4-03: from Friday 20 h to Sunday 6 h."""
    [found] = read_answer(
        {"places": [place("Marché", "Rungis", [period(5, (20, 0), (6, 0), 0)])]}
    )
    assert found.openings == (
        Opening(4, 1200, DAY),
        Opening(5, 0, DAY),
        Opening(6, 0, 360),
    )


@pytest.mark.parametrize(
    ("status", "payload", "problem"),
    [
        (403, refusal(403, "PERMISSION_DENIED", KEY), "key_refused"),
        (401, refusal(401, "UNAUTHENTICATED", KEY), "key_refused"),
        (
            400,
            refusal(400, "INVALID_ARGUMENT", "API key not valid.")
            | {"details": [{"reason": "API_KEY_INVALID"}]},
            "key_refused",
        ),
        (
            400,
            refusal(400, "INVALID_ARGUMENT", "textQuery"),
            "unreadable",
        ),
        (429, refusal(429, "RESOURCE_EXHAUSTED", "Quota"), "quota"),
        (503, b"<html>Sorry</html>", "unavailable"),
        (200, b"<html>captive portal</html>", "unreadable"),
        (200, b"\xff\xfe", "unreadable"),
        (200, b"[" * 100_000, "unreadable"),
        (200, b"x" * (2 << 20), "unreadable"),
        (200, [], "unreadable"),
        (200, {"places": "none"}, "unreadable"),
        (200, {"places": [3]}, "unreadable"),
    ],
)
def test_faults_of_the_service(server, caplog, status, payload, problem):
    """S4-03: each has its name, and none shows the key or what Google wrote."""
    caplog.set_level(logging.DEBUG)
    server.answer(payload, status)
    with pytest.raises(LookupFailed) as caught:
        find(server)
    assert caught.value.problem is LookupProblem(problem)
    assert_no_key(caught.value)
    assert KEY not in caplog.text


def test_a_redirection_is_not_followed(server):
    """The key goes to the host of the settings and nowhere else."""
    server.answer({}, 302, {"Location": f"{server.url}/elsewhere"})
    asked = len(server.asked)
    with pytest.raises(LookupFailed):
        find(server)
    assert len(server.asked) == asked + 1


def test_time_out_and_no_server(server, caplog):
    """S4-03: whoever waits is told soon."""
    server.answer({}, delay=2)
    with pytest.raises(LookupFailed) as caught:
        find(server, timeout=0.2)
    assert caught.value.problem is LookupProblem.TIMEOUT
    server.answer({})
    for host, key in (
        ("http://127.0.0.1:9", KEY),
        ("nonsense", KEY),
        (server.url, f"{KEY}\n"),
    ):
        with pytest.raises(LookupFailed) as caught:
            PlaceSearch(key, host).find("Garage", "", language="fr")
        assert caught.value.problem is LookupProblem.UNREACHABLE
        assert_no_key(caught.value)
    assert KEY not in caplog.text


def assert_no_key(error):
    """Neither the error nor what it came from names the key."""
    while error:
        assert KEY not in f"{error} {error.args}"
        error = error.__cause__ or error.__context__


@pytest.mark.parametrize(
    "periods",
    [
        [period(1, (8, 0), (8, 0))],
        [period(1, (8, 0), (12, 0)), period(1, (11, 0), (13, 0))],
        [period(7, (8, 0), (12, 0))],
        [period(1, (24, 0), (12, 0))],
        [period(1, (8, 60), (12, 0))],
        [period(1, (8, 0), (12, 0)), {"open": {"day": 2, "hour": 8, "minute": 0}}],
        [{"close": {"day": 2, "hour": 8, "minute": 0}}],
        [{"open": "8h"}],
        [{"open": {"day": True, "hour": 8}, "close": {"day": 2}}],
        ["8h-12h"],
    ],
)
def test_periods_that_cannot_be(periods):
    """S4-03: hours that cannot be right are not believed."""
    with pytest.raises(LookupFailed) as caught:
        read_answer({"places": [place("Garage", "Vitré", periods)]})
    assert caught.value.problem is LookupProblem.UNREADABLE


def minutes(openings):
    """The minutes of the week that openings cover."""
    return {
        (opening.weekday * DAY + minute) % WEEK
        for opening in openings
        for minute in range(opening.start, opening.end)
    }


@given(st.sets(st.integers(0, WEEK // 15 - 1), min_size=2, max_size=12))
def test_any_week_keeps_its_minutes(marks):
    """S4-03: whatever the periods, overnight and over Sunday, the same minutes."""
    marks = sorted(mark * 15 for mark in marks)[: len(marks) // 2 * 2]
    # The last begins before the first and goes past the end of the week.
    marks = marks[1:] + marks[:1]
    spans = list(zip(marks[::2], marks[1::2], strict=True))

    def point(minute):
        day, rest = divmod(minute, DAY)
        return (day + 1) % 7, divmod(rest, 60)

    periods = []
    for start, end in spans:
        (day, opens), (close_day, closes) = point(start), point(end)
        periods.append(period(day, opens, closes, close_day))
    [found] = read_answer({"places": [place("Garage", "Vitré", periods)]})
    assert not find_problems(found.openings)
    expected = {
        minute % WEEK
        for start, end in spans
        for minute in range(start, end if end > start else end + WEEK)
    }
    assert minutes(found.openings) == expected


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values, json_values)
def test_rubbish_is_refused_and_nothing_else_happens(rubbish, periods):
    for answer in (
        rubbish,
        {"places": [rubbish]},
        {"places": [place("Garage", "Vitré", [periods])]},
        {"places": [{"regularOpeningHours": {"periods": periods}}]},
    ):
        try:
            read_answer(answer)
        except LookupFailed as error:
            assert error.problem is LookupProblem.UNREADABLE
