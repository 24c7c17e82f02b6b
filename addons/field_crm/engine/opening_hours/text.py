"""The hours of a day as people type them: « 8h-12h / 14h-18h »."""

import re
from collections.abc import Iterable

from .opening import DAY

_TO = r"(?:-|–|—|à|to)"
# What follows the number tells the minutes of one hour from the next hour.
_MINUTE = r"(?:\s?(\d{2})(?!\d|\s*[:h.]))"
_HOUR = rf"(\d{{1,2}})\s*(?:(?:heures?|[:h.]){_MINUTE}?)?"
_RANGE = re.compile(rf"\s*(?:de\s+)?{_HOUR}\s*{_TO}\s*{_HOUR}\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[/,;&+]|et|and|puis|then)\s*", re.IGNORECASE)
_ALL_DAY = re.compile(r"\s*24\s*h?\s*(?:/|sur)\s*24\s*h?\s*", re.IGNORECASE)
_CLOSED = re.compile(r"\s*(?:fermée?|closed|-|–|—)?\s*", re.IGNORECASE)


class UnreadableHours(ValueError):
    """What was typed is no list of hours.

    Attributes
    ----------
    text
        The part that could not be read.
    """

    def __init__(self, text: str):
        super().__init__(text)
        self.text = text


def parse_hours(text: str | None) -> list[tuple[int, int]]:
    """Read the hours of one day.

    Parameters
    ----------
    text
        ``8h-12h / 14h-18h``, ``8:00–12:30, 14:00–18:00``, ``8 à 12 et 14 à 18``,
        ``24h/24``; empty or ``fermé`` for a day on which nothing is open.

    Returns
    -------
    list of (int, int)
        Clock times in minutes since midnight, as typed: an end that is not above its
        start is that of the next day. 1440 is the midnight at the end of the day.

    Raises
    ------
    UnreadableHours
        With the part that could not be read.
    """
    text = text or ""
    if _CLOSED.fullmatch(text):
        return []
    if _ALL_DAY.fullmatch(text):
        return [(0, DAY)]
    hours = []
    position = 0
    while True:
        match = _RANGE.match(text, position)
        if not match:
            raise UnreadableHours(text[position:].strip() or text.strip())
        hours.append(_read_range(match))
        position = match.end()
        if position == len(text):
            return hours
        between = _BETWEEN.match(text, position)
        if not between:
            raise UnreadableHours(text[position:].strip())
        position = between.end()


def _read_range(match: re.Match) -> tuple[int, int]:
    start_hour, start_minute, end_hour, end_minute = (
        int(number or 0) for number in match.groups()
    )
    start = start_hour * 60 + start_minute
    end = end_hour * 60 + end_minute or DAY
    if start_minute > 59 or end_minute > 59 or start >= DAY or end > DAY:
        raise UnreadableHours(match[0].strip())
    return start, end


def format_hours(hours: Iterable[tuple[int, int]], separator: str = " / ") -> str:
    """Write hours so that :func:`parse_hours` reads them back: ``8h00–12h00``."""
    return separator.join(
        f"{_format_minute(start)}–{_format_minute(end)}" for start, end in hours
    )


def _format_minute(minute: int) -> str:
    return f"{minute // 60}h{minute % 60:02}"
