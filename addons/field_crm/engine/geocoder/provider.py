"""Asking a provider over the network, through geopy."""

import contextlib
import math
from functools import partial
from urllib.parse import urlsplit

from geopy.adapters import RequestsAdapter
from geopy.exc import (
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import BANFrance, Nominatim

from .answer import Answer

CANDIDATES = 3
# Its own retries would sleep for as long as the provider says, a day if it likes.
_ADAPTER = partial(RequestsAdapter, max_retries=0)
_BAN_KINDS = {"housenumber": "address", "street": "street"}


class ProviderError(Exception):
    """The provider could not be asked.

    `retry_after`: seconds that it asked to be left alone, None when it did not say.
    """

    def __init__(self, reason, retry_after=None):
        super().__init__(reason)
        self.retry_after = retry_after


class Provider:
    """One host of one kind, asked no more often than is allowed.

    Parameters
    ----------
    url : str
        http or https, with the path before `/search`.
    user_agent : str
        Says who asks; Nominatim refuses to be asked by nobody.
    timeout : float
        Seconds to wait for an answer.
    rate : float
        Questions a second.
    """

    def __init__(self, url, user_agent, timeout, rate):
        parts = urlsplit(url)
        self._source = self._open(
            domain=f"{parts.netloc}{parts.path}".strip("/"),
            scheme=parts.scheme,
            user_agent=user_agent,
            timeout=timeout,
            adapter_factory=_ADAPTER,
        )
        self._ask = RateLimiter(
            self._source.geocode,
            min_delay_seconds=1 / rate,
            max_retries=0,
            swallow_exceptions=False,
        )

    def locate(self, address):
        """The candidates for an `Address`, the best first; none when it is unknown.

        :raise ProviderError: when it is down, too slow, tired of us, or talks rubbish
        """
        try:
            found = self._question(address) or []
            return [self._read(location.raw) for location in found[:CANDIDATES]]
        except GeocoderQueryError:
            # It does not understand this address; it may understand the next.
            return []
        except GeocoderRateLimited as error:
            raise ProviderError("HTTP 429", error.retry_after) from error
        except (GeocoderServiceError, GeopyError) as error:
            raise ProviderError(type(error).__name__) from error
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            RecursionError,
            TypeError,
            ValueError,
        ) as error:
            raise ProviderError("unreadable answer") from error

    def close(self):
        """Let the connections go."""
        with contextlib.suppress(AttributeError):
            self._source.adapter.session.close()


class _StrictBan(BANFrance):
    """Tells « nothing found » from an answer that is none of a geocoder's."""

    def _parse_json(self, response, exactly_one):
        if not isinstance(response, dict) or "features" not in response:
            raise GeocoderParseError("no features")
        return super()._parse_json(response, exactly_one)


class Ban(Provider):
    """Base Adresse Nationale, or any addok."""

    def _open(self, **options):
        return _StrictBan(**options)

    def _question(self, address):
        return self._ask(address.line, exactly_one=False, limit=CANDIDATES)

    def _read(self, raw):
        longitude, latitude = map(float, raw["geometry"]["coordinates"])
        about = raw["properties"]
        return _checked(
            Answer(
                latitude,
                longitude,
                _BAN_KINDS.get(about["type"], "town"),
                float(about["score"]),
                str(about.get("postcode") or ""),
                str(about.get("city") or ""),
                str(about.get("citycode") or ""),
                "",
            )
        )


class OpenStreetMap(Provider):
    """Nominatim."""

    def _open(self, **options):
        return Nominatim(**options)

    def _question(self, address):
        asked = {
            "street": address.street,
            "city": address.town,
            "postalcode": address.postcode,
        }
        return self._ask(
            {name: value for name, value in asked.items() if value},
            exactly_one=False,
            limit=CANDIDATES,
            addressdetails=True,
            country_codes=address.country.lower(),
        )

    def _read(self, raw):
        about = raw["address"]
        kind = "town"
        if about.get("house_number"):
            kind = "address"
        elif about.get("road"):
            kind = "street"
        towns = (
            about.get(name) for name in ("city", "town", "village", "municipality")
        )
        return _checked(
            Answer(
                float(raw["lat"]),
                float(raw["lon"]),
                kind,
                1.0,
                str(about.get("postcode") or ""),
                str(next(filter(None, towns), "")),
                "",
                str(about["country_code"]).upper(),
            )
        )


def _checked(answer):
    if not all(map(math.isfinite, (answer.latitude, answer.longitude, answer.score))):
        raise ValueError("not a number")
    return answer


KINDS = {"ban": Ban, "nominatim": OpenStreetMap}
