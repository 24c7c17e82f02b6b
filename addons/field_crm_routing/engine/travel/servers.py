"""Travel from a road engine over HTTP: OSRM and Valhalla."""

import numpy as np
import requests

from ..model.travel import Travel

# Places on each side of one question: servers refuse larger ones by default.
BLOCK = 50
TIMEOUT = 60
# A place without a road to it: farther than any day is long.
UNREACHABLE = 10**7


class TravelError(RuntimeError):
    """A road engine that gives no answer.

    Attributes
    ----------
    provider : str
    code : str
        ``unreachable``, ``refused`` or ``unreadable``.
    detail : str
    """

    def __init__(self, provider, code, detail=""):
        self.provider = provider
        self.code = code
        self.detail = detail
        super().__init__(f"{provider}: {code} {detail}".strip())


class Server:
    """A road engine; ways are asked for in blocks and kept.

    Parameters
    ----------
    url : str
        Where it answers.
    positions : ndarray, shape (L, 2)
        Latitude and longitude in degrees.
    names : sequence of str
        The server's name for each profile.
    """

    provider = ""

    def __init__(self, url, positions, names):
        self.url = url.rstrip("/")
        self.positions = np.asarray(positions, float)
        self.names = list(names)
        self.profiles = len(self.names)
        self.session = requests.Session()
        size = len(self.positions)
        self._known = [np.full((2, size, size), -1, np.int32) for _ in self.names]

    def between(self, profile, places):
        """As ``TravelSource.between``.

        Raises
        ------
        TravelError
            When the server gives no answer; what it has given is kept.
        """
        places = np.asarray(places)
        known = self._known[profile]
        cut = np.ix_([0, 1], places, places)
        if (known[cut] < 0).any():
            blocks = [places[n : n + BLOCK] for n in range(0, len(places), BLOCK)]
            for rows in blocks:
                for columns in blocks:
                    block = np.ix_([0, 1], rows, columns)
                    if (known[block] < 0).any():
                        known[block] = self._ask(profile, rows, columns)
        return Travel(*known[cut])

    def _ask(self, profile, rows, columns):
        try:
            answer = self._request(profile, rows, columns)
            body = answer.json()
        except requests.JSONDecodeError as error:
            raise TravelError(self.provider, "unreadable", str(error)) from error
        except requests.RequestException as error:
            raise TravelError(self.provider, "unreachable", str(error)) from error
        if not answer.ok:
            raise TravelError(self.provider, "refused", self._why(body))
        try:
            found = np.stack([np.array(part, float) for part in self._read(body)])
        except (KeyError, TypeError, ValueError) as error:
            raise TravelError(self.provider, "unreadable", str(error)) from error
        if found.shape != (2, len(rows), len(columns)):
            raise TravelError(self.provider, "unreadable", str(found.shape))
        return np.where(np.isnan(found), UNREACHABLE, found).round().astype(np.int32)

    @staticmethod
    def _why(body):
        if not isinstance(body, dict):
            return ""
        return str(body.get("message") or body.get("error") or "")


class Osrm(Server):
    """OSRM's ``table`` service."""

    provider = "OSRM"

    def _request(self, profile, rows, columns):
        every = [*rows, *columns]
        spots = ";".join(
            f"{self.positions[n, 1]:.6f},{self.positions[n, 0]:.6f}" for n in every
        )
        numbers = [str(number) for number in range(len(every))]
        return self.session.get(
            f"{self.url}/table/v1/{self.names[profile]}/{spots}",
            params={
                "sources": ";".join(numbers[: len(rows)]),
                "destinations": ";".join(numbers[len(rows) :]),
                "annotations": "duration,distance",
            },
            timeout=TIMEOUT,
        )

    def _read(self, body):
        return body["durations"], body["distances"]


class Valhalla(Server):
    """Valhalla's ``sources_to_targets`` service."""

    provider = "Valhalla"

    def _request(self, profile, rows, columns):
        def spots(numbers):
            return [
                {"lat": float(self.positions[n, 0]), "lon": float(self.positions[n, 1])}
                for n in numbers
            ]

        return self.session.post(
            f"{self.url}/sources_to_targets",
            json={
                "sources": spots(rows),
                "targets": spots(columns),
                "costing": self.names[profile],
                "units": "kilometers",
            },
            timeout=TIMEOUT,
        )

    def _read(self, body):
        pairs = body["sources_to_targets"]
        seconds = [[pair["time"] for pair in row] for row in pairs]
        kilometres = [[pair["distance"] for pair in row] for row in pairs]
        # A missing way is None, which becomes NaN.
        return seconds, np.array(kilometres, float) * 1000
