"""Asking Google Places (New) for a company, by ``places:searchText``."""

import json
import time

import requests

from .answer import FoundPlace, read_answer
from .problem import LookupFailed, LookupProblem

HOST = "https://places.googleapis.com"
_PATH = "/v1/places:searchText"
# Nothing else is asked for, since each field is paid for.
_FIELDS = ",".join(
    f"places.{name}"
    for name in (
        "displayName",
        "formattedAddress",
        "businessStatus",
        "regularOpeningHours.periods",
    )
)
_CANDIDATES = 5
_MAX_BYTES = 1 << 20


class PlaceSearch:
    """The service, reached with a key.

    Parameters
    ----------
    key
        API key; it travels in a header and is never shown.
    host
        ``https://…`` without a path.
    timeout
        Seconds for the whole answer.
    """

    def __init__(self, key: str, host: str = HOST, timeout: float = 8.0):
        self._key = key
        self._url = host.rstrip("/") + _PATH
        self._timeout = timeout

    def find(
        self, name: str, address: str, *, language: str, country: str = ""
    ) -> list[FoundPlace]:
        """Find places by name and address, the likeliest first, five at most.

        Parameters
        ----------
        name, address
            What is sent, besides the language and the country.
        language, country
            Two letters each.

        Raises
        ------
        LookupFailed
            Whatever else than a readable answer came.
        """
        query = {
            "textQuery": ", ".join(filter(None, (name, address))),
            "languageCode": language,
            "pageSize": _CANDIDATES,
        }
        if country:
            query["regionCode"] = country
        status, body = self._post(query)
        if status != 200:
            raise LookupFailed(_explain(status, body), status)
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise LookupFailed(LookupProblem.UNREADABLE, status) from error
        return read_answer(answer)[:_CANDIDATES]

    def _post(self, query: dict) -> tuple[int, bytes]:
        deadline = time.monotonic() + self._timeout
        try:
            with requests.post(
                self._url,
                json=query,
                headers={"X-Goog-Api-Key": self._key, "X-Goog-FieldMask": _FIELDS},
                timeout=self._timeout,
                # A redirection would carry the key to another host.
                allow_redirects=False,
                stream=True,
            ) as response:
                return response.status_code, _read_body(response, deadline)
        except requests.Timeout:
            problem = LookupProblem.TIMEOUT
        except (requests.RequestException, ValueError):
            # ValueError: what cannot be a header or an address.
            problem = LookupProblem.UNREACHABLE
        # Outside of the handlers: the cause may name more than anybody should read.
        raise LookupFailed(problem)  # pylint: disable=used-before-assignment


def _read_body(response: requests.Response, deadline: float) -> bytes:
    """The body; requests' own limit is one for each packet, not for all."""
    body = b""
    for chunk in response.iter_content(1 << 13):
        body += chunk
        if len(body) > _MAX_BYTES:
            raise LookupFailed(LookupProblem.UNREADABLE, response.status_code)
        if time.monotonic() > deadline:
            raise LookupFailed(LookupProblem.TIMEOUT)
    return body


def _explain(status: int, body: bytes) -> LookupProblem:
    if status in (401, 403) or (status == 400 and b"API_KEY" in body.upper()):
        return LookupProblem.KEY_REFUSED
    if status == 429:
        return LookupProblem.QUOTA
    if status >= 500:
        return LookupProblem.UNAVAILABLE
    return LookupProblem.UNREADABLE
