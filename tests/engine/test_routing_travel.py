"""Travel times: the formula, and road engines over HTTP."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from field_crm_routing.engine.travel import (
    GreatCircle,
    KnownWays,
    Osrm,
    Slowed,
    TravelError,
    Valhalla,
    fit_areas,
    fit_detour,
    slowdown,
)
from field_crm_routing.engine.travel.polyline import decode
from field_crm_routing.engine.travel.rows import (
    MOST,
    MemoryStore,
    Row,
    point_keys,
    positions_of,
)
from field_crm_routing.engine.travel.servers import UNREACHABLE
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

# Rennes, Nantes, Angers, and a street next to the first.
PLACES = np.array([[48.11, -1.68], [47.22, -1.55], [47.47, -0.55], [48.12, -1.68]])

# Three points to a millionth of a degree, as road engines write them.
SHAPE = "_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI"


class Roads(BaseHTTPRequestHandler):
    """A road engine that knows both languages: 1000 m and 100 s a hundredth degree."""

    def log_message(self, *_arguments):
        """Say nothing."""

    def do_GET(self):
        """OSRM."""
        address = urlsplit(self.path)
        asked = parse_qs(address.query)
        if address.path.startswith("/route/"):
            self._give({"routes": [{"geometry": SHAPE}]})
            return
        spots = [
            tuple(float(part) for part in spot.split(","))[::-1]
            for spot in address.path.rpartition("/")[2].split(";")
        ]
        rows = [spots[int(n)] for n in asked["sources"][0].split(";")]
        columns = [spots[int(n)] for n in asked["destinations"][0].split(";")]
        ways = away(rows, columns)
        self._give({"durations": scaled(ways, 1e4), "distances": scaled(ways, 1e5)})

    def do_POST(self):
        """Valhalla."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/route":
            self._give({"trip": {"legs": [{"shape": SHAPE}]}})
            return
        rows, columns = (
            [(spot["lat"], spot["lon"]) for spot in asked[side]]
            for side in ("sources", "targets")
        )
        seconds, kilometres = (scaled(away(rows, columns), f) for f in (1e4, 1e2))
        self._give(
            {
                "sources_to_targets": [
                    [{"time": s, "distance": k} for s, k in zip(*pair, strict=True)]
                    for pair in zip(seconds, kilometres, strict=True)
                ]
            }
        )

    def _give(self, body):
        self.server.asked += 1
        if self.server.hangs:
            self.server.hangs.wait(5)
            return
        if self.server.answer:
            status, content = self.server.answer
            self.send_response(status)
            if self.server.retry_after:
                self.send_header("Retry-After", self.server.retry_after)
            self.end_headers()
            self.wfile.write(content)
            return
        if self.server.down_after is not None:
            if self.server.asked > self.server.down_after:
                self.send_response(503)
                body = {"message": "overloaded"}
            else:
                self.send_response(200)
        else:
            self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


def away(rows, columns):
    return np.abs(np.array(rows)[:, None] - np.array(columns)[None]).sum(axis=2)


def scaled(ways, factor):
    return [[None if way > 1.5 else way * factor for way in row] for row in ways]


@pytest.fixture
def roads():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Roads)
    server.asked, server.down_after = 0, None
    server.answer = server.retry_after = server.hangs = None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def url(server):
    return f"http://127.0.0.1:{server.server_address[1]}"


@pytest.fixture
def naps(monkeypatch):
    """Waiting between two tries, without waiting."""
    taken = []
    monkeypatch.setattr(
        "field_crm_routing.engine.travel.servers.time.sleep", taken.append
    )
    return taken


@pytest.mark.parametrize("engine", [Osrm, Valhalla])
def test_a_server_is_asked_once_for_each_way(roads, engine):
    """Ways come in the order asked for; those known are not asked for again."""
    travel = KnownWays(engine(url(roads), PLACES, ["auto"]), PLACES, [1.0])
    found = travel.between(0, [3, 0, 2])
    assert found.metres[0].tolist() == [0, 1000, UNREACHABLE]
    assert found.seconds[1].tolist() == [100, 0, UNREACHABLE]
    asked = roads.asked
    assert (travel.between(0, [0, 3]).metres == [[0, 1000], [1000, 0]]).all()
    assert roads.asked == asked == 1
    assert travel.share_flown == 0


def test_large_questions_go_in_blocks(roads):
    """A server's own limit on places is kept to."""
    positions = np.random.default_rng(1).uniform(48, 48.5, (120, 2))
    travel = KnownWays(Osrm(url(roads), positions, ["driving"]), positions, [1.0])
    found = travel.between(0, np.arange(120))
    expected = away(positions, positions) * 1e5
    assert np.abs(found.metres - expected).max() < 2
    assert roads.asked == 9


def test_a_server_down_half_way(roads, naps):
    """The rest comes from the air line, visibly; what came before is kept."""
    roads.down_after = 4
    positions = np.random.default_rng(1).uniform(48, 48.5, (120, 2))
    store = MemoryStore()

    def ways():
        engine = Osrm(url(roads), positions, ["driving"])
        return KnownWays(engine, positions, [1.0], store)

    travel = ways()
    found = travel.between(0, np.arange(120))
    assert (travel.failure.provider, travel.failure.code) == ("OSRM", "busy")
    assert travel.failure.detail == "overloaded"
    assert naps == [1.0, 4.0]
    roads_known = away(positions, positions) * 1e5
    right = np.abs(found.metres - roads_known) < 2
    assert 0.55 < right.mean() < 0.62
    assert 0.38 < travel.share_flown < 0.45
    # The same of a way whoever asks, and nobody is asked any more.
    asked = roads.asked
    pair = travel.between(0, [110, 3])
    assert pair.metres[0, 1] == found.metres[110, 3]
    assert roads.asked == asked
    # Back again: what is known is not asked for a second time.
    roads.down_after = None
    again = ways()
    found = again.between(0, np.arange(120))
    assert np.abs(found.metres - roads_known).max() < 2
    assert roads.asked - asked == 5
    assert (again.failure, again.share_flown) == (None, 0)


@pytest.mark.parametrize("engine", [Osrm, Valhalla])
@pytest.mark.parametrize(
    ("status", "body", "code", "tries"),
    [
        (429, b'{"message": "slow down"}', "busy", 3),
        (504, b"<html>gateway</html>", "busy", 3),
        (500, b'{"error": "broken"}', "refused", 1),
        (200, b"<html>maintenance</html>", "unreadable", 1),
        (200, b"[]", "unreadable", 1),
        (200, b'{"durations": [[1]], "distances": [["far"]]}', "unreadable", 1),
        (200, b'{"durations": [[-5]], "distances": [[1]]}', "unreadable", 1),
        (200, b'{"sources_to_targets": [[{"time": 1}]]}', "unreadable", 1),
    ],
)
def test_rubbish(roads, naps, engine, status, body, code, tries):
    """Whatever a server answers, it is one of our errors, and a busy one is let be."""
    roads.answer = (status, body)
    with pytest.raises(TravelError) as error:
        engine(url(roads), PLACES, ["auto"]).ask(0, [0], [1])
    assert error.value.code == code
    assert roads.asked == tries == len(naps) + 1


def test_a_busy_server_says_when(roads, naps):
    """Retry-After is kept to, within reason."""
    roads.answer, roads.retry_after = (429, b"{}"), "9"
    with pytest.raises(TravelError):
        Osrm(url(roads), PLACES, ["auto"]).ask(0, [0], [1])
    assert naps == [9.0, 9.0]
    roads.retry_after = "86400"
    with pytest.raises(TravelError):
        Osrm(url(roads), PLACES, ["auto"]).ask(0, [0], [1])
    assert naps[2:] == [30.0, 30.0]


def test_a_server_that_hangs(roads, naps):
    """Who does not answer in time counts as not there."""
    roads.hangs = threading.Event()
    try:
        with pytest.raises(TravelError) as error:
            Osrm(url(roads), PLACES, ["auto"], timeout=0.2, pauses=()).ask(0, [0], [1])
    finally:
        roads.hangs.set()
    assert error.value.code == "unreachable"


def test_nobody_at_the_address(naps):
    """A wrong address is an error of ours, not one of the HTTP library."""
    with pytest.raises(TravelError) as error:
        Valhalla("http://127.0.0.1:9", PLACES, ["auto"]).ask(0, [0, 1], [0, 1])
    assert error.value.code == "unreachable"
    travel = KnownWays(Valhalla("http://127.0.0.1:9", PLACES, ["auto"]), PLACES, [1.0])
    air = GreatCircle(PLACES).between(0, np.arange(4))
    assert (travel.between(0, np.arange(4)).metres == air.metres).all()
    assert travel.share_flown == 1


@pytest.mark.parametrize("engine", [Osrm, Valhalla])
def test_the_course_of_the_road(roads, engine):
    """The points of the road, to draw it."""
    shape = engine(url(roads), PLACES, ["auto"]).shape(0, [0, 1])
    assert shape == [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]


def test_the_great_circle_is_right():
    """Within a thousandth of geopy's, and slower in town than far away."""
    travel = GreatCircle(PLACES, detour=1.0).between(0, np.arange(4))
    expected = great_circle(PLACES[0], PLACES[1]).meters
    assert travel.metres[0, 1] == pytest.approx(expected, rel=1e-3)
    speed = travel.metres / np.maximum(travel.seconds, 1)
    assert speed[0, 3] < speed[0, 1]
    assert (np.diag(travel.seconds) == 0).all()


def test_a_slower_profile():
    """A factor makes a profile's times longer and its ways not."""
    travel = GreatCircle(PLACES, factors=(1.0, 1.5))
    normal, slow = (travel.between(profile, [0, 1]) for profile in (0, 1))
    assert slow.seconds[0, 1] == pytest.approx(1.5 * normal.seconds[0, 1], abs=1)
    assert slow.metres[0, 1] == normal.metres[0, 1]


def test_the_detour_of_an_area_is_learnt():
    """Known roads give the area's own detour; nothing known gives the usual one."""
    metres = GreatCircle(PLACES, detour=1.42).between(0, np.arange(4)).metres
    assert fit_detour(PLACES, metres) == pytest.approx(1.42, rel=1e-3)
    assert fit_detour(PLACES, np.zeros((4, 4))) == 1.3


def test_each_area_has_its_detour():
    """Roads known in the mountains say nothing about the plain."""
    chance = np.random.default_rng(3)
    plain = chance.uniform((48.0, -1.9), (48.4, -1.6), (30, 2))
    hills = chance.uniform((45.0, 6.1), (45.4, 6.4), (30, 2))
    origins = np.concatenate([plain, hills])
    targets = np.concatenate([plain[::-1], hills[::-1]])
    crow = np.array(
        [
            great_circle(one, two).meters
            for one, two in zip(origins, targets, strict=True)
        ]
    )
    metres = crow * np.repeat([1.2, 1.8], 30)
    asked = np.array([(48.2, -1.7), (45.2, 6.2), (43.3, 5.4)])
    assert fit_areas(asked, origins, targets, metres) == pytest.approx(
        [1.2, 1.8, 1.5], abs=0.01
    )
    assert fit_areas(asked, [], [], []).tolist() == [1.3] * 3


class OffRoad:
    """An engine that knows no road beyond some place, and none that is long."""

    block = 50

    def __init__(self):
        self.questions = 0

    def ask(self, _profile, rows, columns):
        self.questions += 1
        if 3 in rows or 3 in columns:
            raise TravelError("Test", "no_road")
        if any(abs(row - column) > 60 for row in rows for column in columns):
            raise TravelError("Test", "too_far")
        return np.ones((2, len(rows), len(columns)), np.int32)


def test_one_place_off_the_road_spoils_nothing():
    """The one flies, all others drive; ways that are too long fly too."""
    positions = np.random.default_rng(2).uniform(48, 49, (100, 2))
    engine = OffRoad()
    travel = KnownWays(engine, positions, [1.0])
    metres = travel.between(0, np.arange(100)).metres
    assert travel.lost == {3}
    assert travel.failure is None
    near = np.abs(np.arange(100)[:, None] - np.arange(100)) <= 60
    np.fill_diagonal(near, False)
    near[3] = near[:, 3] = False
    assert (metres[near] == 1).all()
    assert (metres[3, :3] > 1).all()
    assert travel.share_flown < 0.2


@given(
    st.lists(
        st.tuples(
            st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False)
        ),
        min_size=1,
        max_size=20,
    )
)
def test_points_keep_their_coordinates(points):
    """A point is known again by its coordinates, to a millionth of a degree."""
    assert positions_of(point_keys(points)) == pytest.approx(np.array(points), abs=6e-7)


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 9), max_size=20))
def test_rows_survive_being_kept(ways):
    """What is written is read: known ways as they were, all others unknown."""
    row = Row().with_ways(list(ways), [list(ways.values())] * 2)
    row = row.with_ways([7], [[5], [6]])
    found = Row.from_bytes(row.to_bytes()).find(np.arange(31))
    expected = [ways.get(n, -1) for n in range(31)]
    expected[7] = 5
    assert found[0].tolist() == expected
    assert found[1, 7] == 6


def test_rows_are_bounded():
    """A row holds so many ways; the newest stay. What is no row says so."""
    row = Row(np.arange(MOST), np.ones((2, MOST)))
    row = row.with_ways([MOST + 1, MOST + 2], [[2, 2], [2, 2]])
    assert len(row.targets) == MOST
    assert row.find(np.array([MOST + 1]))[0, 0] == 2
    with pytest.raises(ValueError, match="incorrect header"):
        Row.from_bytes(b"rubbish")


@pytest.mark.parametrize("text", ["_izlhA", "_izlhA~", "_p\n"])
def test_a_broken_polyline(text):
    """Half a point is none."""
    with pytest.raises(ValueError, match="polyline"):
        decode(text)


def test_the_hour_slows_travel_down():
    """Half of a morning in the rush at 1.5 makes 1.25; outside of it nothing."""
    rush = [(7.5, 9.0, 1.5), (17, 19, 1.4)]
    assert slowdown([(int(7.5 * 3600), int(10.5 * 3600))], rush) == 1.24
    assert slowdown([(12 * 3600, 14 * 3600)], rush) == 1
    assert slowdown([(86_400 + 17 * 3600, 86_400 + 19 * 3600)], rush) == 1.4
    assert slowdown([(0, 3600)], []) == slowdown([], rush) == 1
    source = GreatCircle(PLACES)
    slowed = Slowed(source, [(0, 1.0), (0, 1.5)])
    quick, slow = (slowed.between(profile, [0, 1]) for profile in (0, 1))
    assert slow.seconds[0, 1] == pytest.approx(1.5 * quick.seconds[0, 1], abs=1)
    assert slow.metres[0, 1] == quick.metres[0, 1]
