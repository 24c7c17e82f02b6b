"""Travel from a road engine over HTTP: OSRM and Valhalla."""

import time

import numpy as np
import requests

from .errors import TravelError
from .polyline import decode
from .rows import UNREACHABLE

# Seconds between two tries, and the longest that a busy server may make us wait.
PAUSES = (1.0, 4.0)
LONGEST_PAUSE = 30.0
TIMEOUT = 60
# Metres from a road at which a place counts as off the road.
OFF_ROAD = 2000
_BUSY = (429, 502, 503, 504)


class Server:
    """A road engine that is asked over HTTP.

    Parameters
    ----------
    url : str
        Where it answers.
    positions : ndarray, shape (L, 2)
        Latitude and longitude in degrees.
    names : sequence of str
        The server's name for each profile.
    timeout : float
        Seconds to wait for an answer.
    pauses : sequence of float
        Seconds before each further try, when it does not answer or is busy.
    """

    provider = ""
    # Places on each side of one question: servers refuse larger ones by default.
    block = 50

    def __init__(self, url, positions, names, timeout=TIMEOUT, pauses=PAUSES):
        self.url = url.rstrip("/")
        self.positions = np.asarray(positions, float)
        self.names = list(names)
        self.profiles = len(self.names)
        self.timeout = timeout
        self.pauses = tuple(pauses)
        self.session = requests.Session()

    def ask(self, profile, rows, columns):
        """Ways from some places to others.

        Parameters
        ----------
        profile : int
        rows, columns : sequence of int
            Numbers of places.

        Returns
        -------
        ndarray of int32, shape (2, R, C)
            Seconds and metres; ``UNREACHABLE`` where no road leads.

        Raises
        ------
        TravelError
        """
        body = self._answer(self._table, profile, rows, columns)
        try:
            found = np.stack([np.array(part, float) for part in self._read(body)])
            if found.shape != (2, len(rows), len(columns)):
                raise ValueError(f"{found.shape[1:]} for {len(rows)} × {len(columns)}")
            if not (np.isnan(found) | ((found >= 0) & (found < 1e9))).all():
                raise ValueError("a time or a way out of bounds")
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise TravelError(self.provider, "unreadable", str(error)) from error
        return np.where(np.isnan(found), UNREACHABLE, found).round().astype(np.int32)

    def shape(self, profile, places):
        """The course of the road through some places.

        Parameters
        ----------
        profile : int
        places : sequence of int
            In the order of the tour, at least two.

        Returns
        -------
        list of (float, float)
            Latitude and longitude in degrees.

        Raises
        ------
        TravelError
        """
        body = self._answer(self._route, profile, places)
        try:
            return self._read_shape(body)
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise TravelError(self.provider, "unreadable", str(error)) from error

    def _answer(self, question, *arguments):
        """What the server says, asked again when it is busy or does not answer."""
        for pause in (*self.pauses, None):
            try:
                return self._try(question, *arguments)
            except _Busy as busy:
                if pause is None:
                    raise busy.error from busy
                time.sleep(min(max(pause, busy.wait), LONGEST_PAUSE))
        raise AssertionError("the last try returns or raises")

    def _try(self, question, *arguments):
        try:
            answer = question(*arguments)
        except (requests.Timeout, requests.ConnectionError) as error:
            gone = TravelError(self.provider, "unreachable", str(error))
            raise _Busy(gone) from error
        except requests.RequestException as error:
            raise TravelError(self.provider, "unreachable", str(error)) from error
        try:
            body = answer.json()
        except ValueError as error:
            body = None
            if answer.ok:
                raise TravelError(self.provider, "unreadable", str(error)) from error
        if answer.ok:
            return body
        why = self._why(body) or f"HTTP {answer.status_code}"
        if answer.status_code in _BUSY:
            busy = TravelError(self.provider, "busy", why)
            raise _Busy(busy, _seconds(answer.headers.get("Retry-After")))
        raise TravelError(self.provider, self._code(body), why)

    @staticmethod
    def _why(body):
        if not isinstance(body, dict):
            return ""
        return str(body.get("message") or body.get("error") or "")


class Osrm(Server):
    """OSRM's ``table`` and ``route`` services."""

    provider = "OSRM"

    def _path(self, service, profile, places):
        spots = ";".join(
            f"{self.positions[n, 1]:.6f},{self.positions[n, 0]:.6f}" for n in places
        )
        return f"{self.url}/{service}/v1/{self.names[profile]}/{spots}"

    def _table(self, profile, rows, columns):
        numbers = [str(number) for number in range(len(rows) + len(columns))]
        return self.session.get(
            self._path("table", profile, [*rows, *columns]),
            params={
                "sources": ";".join(numbers[: len(rows)]),
                "destinations": ";".join(numbers[len(rows) :]),
                "annotations": "duration,distance",
            },
            timeout=self.timeout,
        )

    def _route(self, profile, places):
        return self.session.get(
            self._path("route", profile, places),
            params={"overview": "full", "geometries": "polyline6"},
            timeout=self.timeout,
        )

    def _read(self, body):
        return body["durations"], body["distances"]

    def _read_shape(self, body):
        return decode(body["routes"][0]["geometry"])

    @staticmethod
    def _code(body):
        off = isinstance(body, dict) and body.get("code") == "NoSegment"
        return "no_road" if off else "refused"


class Valhalla(Server):
    """Valhalla's ``sources_to_targets`` and ``route`` services."""

    provider = "Valhalla"

    def _table(self, profile, rows, columns):
        question = table_question(
            locations(self.positions[rows]),
            locations(self.positions[columns]),
            self.names[profile],
        )
        return self.session.post(
            f"{self.url}/sources_to_targets", json=question, timeout=self.timeout
        )

    def _route(self, profile, places):
        question = route_question(
            locations(self.positions[places]), self.names[profile]
        )
        return self.session.post(
            f"{self.url}/route", json=question, timeout=self.timeout
        )

    def _read(self, body):
        return read_table(body)

    def _read_shape(self, body):
        return read_route(body)

    @staticmethod
    def _code(body):
        number = body.get("error_code") if isinstance(body, dict) else None
        return {154: "too_far", 170: "no_road", 171: "no_road"}.get(number, "refused")


def locations(positions):
    """Places as Valhalla takes them.

    It would take a place in the middle of nowhere to the nearest road, however far that
    is, and not count the way there.
    """
    return [
        {"lat": float(latitude), "lon": float(longitude), "search_cutoff": OFF_ROAD}
        for latitude, longitude in positions
    ]


def table_question(sources, targets, costing):
    """What Valhalla is asked for a matrix."""
    return {
        "sources": sources,
        "targets": targets,
        "costing": costing,
        "units": "kilometers",
    }


def route_question(locations, costing):
    """What Valhalla is asked for a road."""
    return {
        "locations": locations,
        "costing": costing,
        "directions_type": "none",
        "units": "kilometers",
    }


def read_table(body):
    """Seconds and metres of Valhalla's answer; a missing way is NaN."""
    pairs = body["sources_to_targets"]
    seconds = [[pair["time"] for pair in row] for row in pairs]
    kilometres = [[pair["distance"] for pair in row] for row in pairs]
    return np.array(seconds, float), np.array(kilometres, float) * 1000


def read_route(body):
    """Points of the road of Valhalla's answer."""
    return [point for leg in body["trip"]["legs"] for point in decode(leg["shape"])]


class _Busy(Exception):
    """Not now: worth another try."""

    def __init__(self, error, wait=0.0):
        self.error = error
        self.wait = wait
        super().__init__(str(error))


def _seconds(text):
    """``Retry-After`` in seconds; its other form, a date, counts as no wish."""
    try:
        return max(0.0, float(text or 0))
    except ValueError:
        return 0.0
