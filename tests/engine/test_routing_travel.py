"""Travel times: the formula, and road engines over HTTP."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from field_crm_routing.engine.travel import (
    GreatCircle,
    Osrm,
    TravelError,
    Valhalla,
    fit_detour,
)
from field_crm_routing.engine.travel.servers import UNREACHABLE
from geopy.distance import great_circle

# Rennes, Nantes, Angers, and a street next to the first.
PLACES = np.array([[48.11, -1.68], [47.22, -1.55], [47.47, -0.55], [48.12, -1.68]])


class Roads(BaseHTTPRequestHandler):
    """A road engine that knows both languages: 1000 m and 100 s a hundredth degree."""

    def log_message(self, *_arguments):
        """Say nothing."""

    def do_GET(self):
        """OSRM."""
        address = urlsplit(self.path)
        asked = parse_qs(address.query)
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
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def url(server):
    return f"http://127.0.0.1:{server.server_address[1]}"


@pytest.mark.parametrize("engine", [Osrm, Valhalla])
def test_a_server_is_asked_once_for_each_way(roads, engine):
    """Ways come in the order asked for; those known are not asked for again."""
    travel = engine(url(roads), PLACES, ["auto"])
    found = travel.between(0, [3, 0, 2])
    assert found.metres[0].tolist() == [0, 1000, UNREACHABLE]
    assert found.seconds[1].tolist() == [100, 0, UNREACHABLE]
    asked = roads.asked
    assert (travel.between(0, [0, 3]).metres == [[0, 1000], [1000, 0]]).all()
    assert roads.asked == asked == 1


def test_large_questions_go_in_blocks(roads):
    """A server's own limit on places is kept to."""
    positions = np.random.default_rng(1).uniform(48, 48.5, (120, 2))
    travel = Osrm(url(roads), positions, ["driving"])
    found = travel.between(0, np.arange(120))
    expected = away(positions, positions) * 1e5
    assert np.abs(found.metres - expected).max() < 2
    assert roads.asked == 9


def test_a_server_down_half_way_says_so(roads):
    """The provider and its own words; what came before is kept."""
    roads.down_after = 2
    positions = np.random.default_rng(1).uniform(48, 48.5, (120, 2))
    travel = Osrm(url(roads), positions, ["driving"])
    with pytest.raises(TravelError) as error:
        travel.between(0, np.arange(120))
    assert (error.value.provider, error.value.code) == ("OSRM", "refused")
    assert error.value.detail == "overloaded"
    roads.down_after = None
    asked = roads.asked
    travel.between(0, np.arange(120))
    assert roads.asked - asked == 7


def test_nobody_at_the_address():
    """A wrong address is an error of ours, not one of the HTTP library."""
    with pytest.raises(TravelError) as error:
        Valhalla("http://127.0.0.1:9", PLACES, ["auto"]).between(0, [0, 1])
    assert error.value.code == "unreachable"


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
