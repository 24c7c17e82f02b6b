"""The hours of a week as they are copied from a web page, Google Maps among others."""

import re
import unicodedata
from dataclasses import dataclass

from .text import UnreadableHours, parse_hours

_NAMES = (
    "lundis?|lun|monday",
    "mardis?|mar|tuesday",
    "mercredis?|mer|wednesday",
    "jeudis?|jeu|thursday",
    "vendredis?|ven|friday",
    "samedis?|sam|saturday",
    "dimanches?|dim|sunday",
)
_DAY = rf"(?:{'|'.join(_NAMES)})\b\.?"
_EVERY_DAY = r"tous\s+les\s+jours|every\s+day|7\s*j?\s*(?:/|sur)\s*7\b(?:\s*j\b)?"
_WEEKEND = r"week-?ends?\b"
_UNTIL = r"\s*(?:-|\bau\b|\bà\b|\bto\b)\s*"
_AND = r"\s*(?:[/,&]|\bet\b|\band\b)\s*"
_CLOCK = r"\d{1,2}(?:\s?[:h.](?:\s?\d{2}\b)?)?"
_RANGE = rf"{_CLOCK}\s*(?:-|\bà\b|\bto\b)\s*{_CLOCK}"
_ROUND_THE_CLOCK = r"24\s*h?\s*(?:/|sur)\s*24\b(?:\s*h\b)?|24\s*hours"


def _compile(pattern):
    return re.compile(pattern, re.IGNORECASE)


_SPEC = _compile(
    r"(?:\b(?:du|le|les)\s+)?"
    rf"(?P<days>\b{_DAY}(?:(?:{_UNTIL}|{_AND})(?:(?:le|les)\s+)?{_DAY})*"
    rf"|\b{_WEEKEND}|{_EVERY_DAY})"
    r"\s*(?:\([^)\n]*\))?\s*[:|,]?"
)
_NEXT_DAY = _compile(rf"(?P<until>{_UNTIL})?.*?(?P<day>{_DAY})")
_DAY_NAMES = [_compile(rf"(?:{names})\b\.?") for names in _NAMES]
_ALWAYS = _compile(
    rf"\W*(?:ouvert|open)?\s*(?:(?:{_ROUND_THE_CLOCK})\W+(?:et\s+)?(?:{_EVERY_DAY}))\W*"
)
# « Fermé · Ouvre à 08:00 lun. », which stands above the week.
_RIGHT_NOW = _compile(
    r"\W*(?:ouvert|fermé|open|closed)\b.*\b(?:ouvre|ferme|opens|closes)\b"
)
_AROUND = _compile(
    r"\([^)\n]*\)|\b(?:ouverte?s?|open|horaires?|(?:le |l')?(?:matin|après-midi)"
    r"|non-?stop|sans interruption|toute la journée)\b\s*:?"
)
_CLOSED = _compile(r"\b(?:fermée?s?|closed)\b")
_SAYS_A_TIME = _compile(rf"\d\s*[:h]|{_RANGE}|{_ROUND_THE_CLOCK}")
_SIDE_BY_SIDE = _compile(rf"({_RANGE})\s+(?=(?:de\s+)?{_RANGE})")


@dataclass(frozen=True)
class PastedWeek:
    """What could be read.

    Attributes
    ----------
    days
        ``{weekday: [(start, end), …]}``, 0 is Monday, as ``parse_hours`` gives them.
        Only days that are open: one that is not named is closed.
    ignored
        Lines that say nothing of hours.
    """

    days: dict[int, list[tuple[int, int]]]
    ignored: tuple[str, ...] = ()


def parse_week(text: str | None) -> PastedWeek:
    """Read the hours of a week.

    Parameters
    ----------
    text
        A day a line, its hours beside or below it; several days at once: « Du lundi au
        vendredi : 8h-12h et 14h-18h », « Sam, dim : fermé », « 7j/7 24h/24 ».

    Raises
    ------
    UnreadableHours
        With the part that could not be read, or that contradicts another: what looks
        like hours is never left out. Empty when no day is named.
    """
    text = _simplify(text or "")
    if _ALWAYS.fullmatch(text):
        return PastedWeek({day: parse_hours("24h/24") for day in range(7)})
    lines = text.split("\n")
    ignored = [line for line in lines if _RIGHT_NOW.match(line)]
    text = "\n".join(line for line in lines if line not in ignored)
    specs = list(_SPEC.finditer(text))
    above = text[: specs[0].start()] if specs else text
    if not specs or _SAYS_A_TIME.search(above) or _CLOSED.search(above):
        raise UnreadableHours(above.strip())
    ignored += above.split("\n")
    days: dict[int, list[tuple[int, int]]] = {}
    ends = [*(spec.start() for spec in specs[1:]), len(text)]
    for spec, end in zip(specs, ends, strict=True):
        hours, others = _read_hours(text[spec.end() : end])
        ignored += others
        for day in _read_days(spec["days"]):
            known = days.get(day, hours)
            if hours is None or bool(known) != bool(hours):
                raise UnreadableHours(" ".join(text[spec.start() : end].split()))
            days[day] = sorted({*known, *hours})
    return PastedWeek(
        {day: hours for day, hours in sorted(days.items()) if hours},
        tuple(line.strip() for line in ignored if line.strip()),
    )


def _simplify(text: str) -> str:
    """One kind of space and of dash; without the icons of a web page."""
    kept = (
        char
        for char in unicodedata.normalize("NFKC", text)
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Co")
    )
    text = re.sub(r"[‐-―−]", "-", "".join(kept))
    return re.sub(r"[^\S\n]+", " ", text.replace("’", "'"))


def _read_days(text: str) -> list[int]:
    if re.fullmatch(_EVERY_DAY, text, re.IGNORECASE):
        return list(range(7))
    if re.fullmatch(_WEEKEND, text, re.IGNORECASE):
        return [5, 6]
    days = []
    was_range = False
    for match in _NEXT_DAY.finditer(text):
        day = next(
            weekday
            for weekday, names in enumerate(_DAY_NAMES)
            if names.fullmatch(match["day"])
        )
        is_range = bool(days) and bool(match["until"])
        if is_range and was_range:
            # « lun-mar-jeu »: three days, or all from Monday to Thursday?
            raise UnreadableHours(text)
        if is_range:
            between = (day - days[-1]) % 7
            days += [(days[-1] + step) % 7 for step in range(1, between)]
        days.append(day)
        was_range = is_range
    return days


def _read_hours(text: str) -> tuple[list[tuple[int, int]] | None, list[str]]:
    """Hours of what follows a day, ``None`` when nothing does; lines without hours."""
    is_closed = False
    said, others = [], []
    for line in text.split("\n"):
        cleaned = _AROUND.sub(" ", line).strip(" .;,|·")
        if _SAYS_A_TIME.search(cleaned):
            said.append(_SIDE_BY_SIDE.sub(r"\1 / ", cleaned))
        elif _CLOSED.search(cleaned):
            is_closed = True
        else:
            others.append(line)
    if said and is_closed:
        raise UnreadableHours(" ".join(text.split()))
    hours = parse_hours(" / ".join(said)) if said else None
    return ([] if is_closed else hours), others
