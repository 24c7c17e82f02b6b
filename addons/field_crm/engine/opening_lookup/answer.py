"""What Google Places (New) answers to ``places:searchText``.

The shapes are those of its reference: ``Place.displayName`` (``LocalizedText``),
``Place.formattedAddress``, ``Place.businessStatus`` and ``Place.regularOpeningHours``,
whose ``periods`` have an ``open`` and a ``close`` point of ``day`` (0 is Sunday),
``hour`` and ``minute``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..opening_hours import DAY, Opening, find_problems
from .problem import LookupFailed, LookupProblem

_WEEK = 7 * DAY
_SUNDAY = 6
"""Google's day 0 on our weeks, which begin on Monday."""


@dataclass(frozen=True)
class FoundPlace:
    """A place that may be the one that was looked for.

    Attributes
    ----------
    name, address
        As Google writes them.
    openings
        In order; empty when Google does not know the hours. A place that never closes
        has seven openings of 24 hours.
    is_closed_for_good
        Google holds that the business no longer exists.
    """

    name: str
    address: str
    openings: tuple[Opening, ...]
    is_closed_for_good: bool = False


def read_answer(answer: object) -> list[FoundPlace]:
    """Read a decoded answer; no place at all is an empty list.

    Raises
    ------
    LookupFailed
        ``UNREADABLE``: one thing out of place, and nothing of the answer is believed.
    """
    try:
        return [_read_place(place) for place in _get(answer, "places", list, [])]
    except (TypeError, ValueError) as error:
        raise LookupFailed(LookupProblem.UNREADABLE) from error


def _read_place(place: object) -> FoundPlace:
    hours = _get(place, "regularOpeningHours", dict, {})
    openings = sorted(set(_read_periods(_get(hours, "periods", list, []))))
    if find_problems(openings):
        raise ValueError("periods overlap")
    return FoundPlace(
        name=_get(_get(place, "displayName", dict, {}), "text", str, ""),
        address=_get(place, "formattedAddress", str, ""),
        openings=tuple(openings),
        is_closed_for_good=(
            _get(place, "businessStatus", str, "") == "CLOSED_PERMANENTLY"
        ),
    )


def _read_periods(periods: list) -> Iterator[Opening]:
    for period in periods:
        start = _read_point(_get(period, "open", dict))
        if "close" in period:
            yield from _split(start, _read_point(_get(period, "close", dict)))
        elif len(periods) == 1 and start == _SUNDAY * DAY:
            # The one way in which a place that never closes is written.
            yield from (Opening(weekday, 0, DAY) for weekday in range(7))
        else:
            raise ValueError("a period without an end")


def _read_point(point: dict) -> int:
    """Minutes since Monday midnight."""
    parts = []
    for name, limit in (("day", 7), ("hour", 24), ("minute", 60)):
        value = _get(point, name, int, 0)
        if isinstance(value, bool) or not 0 <= value < limit:
            raise ValueError(f"{name} {value!r}")
        parts.append(value)
    day, hour, minute = parts
    return (day + _SUNDAY) % 7 * DAY + hour * 60 + minute


def _split(start: int, end: int) -> Iterator[Opening]:
    """Openings of a day at most, an end that is not above the start is next week's.

    What lasts longer is cut at each midnight.
    """
    if start == end:
        raise ValueError("a period without a length")
    end += _WEEK if end < start else 0
    if end - start <= DAY:
        yield _opening(start, end)
        return
    while start < end:
        cut = min(end, start - start % DAY + DAY)
        yield _opening(start, cut)
        start = cut


def _opening(start: int, end: int) -> Opening:
    weekday, minute = divmod(start, DAY)
    return Opening(weekday % 7, minute, minute + end - start)


def _get(holder: object, name: str, kind: type, default: object = None) -> object:
    """A part of a JSON object; one of another type than expected is an error."""
    if not isinstance(holder, dict):
        raise TypeError(f"{name} of {type(holder).__name__}")
    value = holder.get(name, default)
    if not isinstance(value, kind):
        raise TypeError(f"{name} is {type(value).__name__}")
    return value
