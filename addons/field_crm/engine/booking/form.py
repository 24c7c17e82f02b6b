"""The form of the booking page: text in, a wish or named problems out (S4-24)."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from ..identifiers import IdentifierError, check_phone

LIMITS = {
    "company_name": 100,
    "contact_name": 100,
    "email": 254,  # RFC 5321
    "phone": 20,
    "street": 105,  # three lines of the client sheet
    "zip": 10,
    "city": 35,
    "message": 2000,
}
"""Characters that each text may have."""

REQUIRED = ("company_name", "contact_name", "email", "phone", "zip", "city")
"""Texts without which nobody could answer; a known person leaves them all out."""

PERIODS = ("any", "morning", "afternoon")

_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}",
    re.ASCII,
)


class Reason(Enum):
    """What is wrong with a field."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"
    NOT_OFFERED = "not_offered"
    NOT_A_DATE = "not_a_date"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"


@dataclass(frozen=True)
class Problem:
    """One field that must be mended.

    Attributes
    ----------
    field
        Its name in the form.
    limit
        The bound that was passed: characters or a day.
    length
        Characters there were.
    """

    field: str
    reason: Reason
    limit: "int | date | None" = None
    length: "int | None" = None


@dataclass(frozen=True)
class Wish:
    """What was understood; usable when there are no problems."""

    values: dict
    problems: "list[Problem]" = field(default_factory=list)


def read_form(
    form: "dict[str, str]",
    types: "set[int]",
    first_day: date,
    last_day: date,
    required: "tuple[str, ...]" = REQUIRED,
    country: str = "FR",
) -> Wish:
    """Read what was posted, whoever posted it and whatever it is.

    Parameters
    ----------
    form
        Field names and texts; what is unknown is left out, what is no text is empty.
    types
        Identifiers of the mission types that are offered.
    first_day, last_day
        Days between which a wish may lie, both included.
    required
        Texts that must be there.
    country
        ISO 3166 code of the country whose national phone numbers are understood.
    """
    texts = {name: _clean(form.get(name), name == "message") for name in LIMITS}
    problems = [
        Problem(name, Reason.TOO_LONG, LIMITS[name], len(text))
        for name, text in texts.items()
        if len(text) > LIMITS[name]
    ]
    problems += [Problem(name, Reason.MISSING) for name in required if not texts[name]]
    long = {problem.field for problem in problems}
    if texts["email"] and "email" not in long and not _EMAIL.fullmatch(texts["email"]):
        problems.append(Problem("email", Reason.NOT_AN_EMAIL))
    if texts["phone"] and "phone" not in long:
        try:
            check_phone(texts["phone"], country)
        except IdentifierError:
            problems.append(Problem("phone", Reason.NOT_A_PHONE))
    values = dict(texts)
    values["type_id"] = _read_type(form, types, problems)
    values["wish_date"] = _read_day(form, first_day, last_day, problems)
    period = form.get("wish_period")
    values["wish_period"] = period if period in PERIODS else "any"
    return Wish(values, problems)


def _clean(text, is_long):
    """Text without the characters that nobody can type: controls, broken halves."""
    if not isinstance(text, str):
        return ""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    kept = "".join(
        char
        for char in text
        if (char == "\n" and is_long) or unicodedata.category(char) not in ("Cc", "Cs")
    )
    return kept.strip()


def _read_type(form, types, problems):
    text = form.get("type_id")
    if not text:
        problems.append(Problem("type_id", Reason.MISSING))
        return None
    # Not int(): it takes underscores, spaces and thousands of digits.
    chosen = {str(type_id): type_id for type_id in types}.get(text)
    if chosen is None:
        problems.append(Problem("type_id", Reason.NOT_OFFERED))
    return chosen


def _read_day(form, first_day, last_day, problems):
    text = form.get("wish_date")
    if not text:
        problems.append(Problem("wish_date", Reason.MISSING))
        return None
    try:
        day = date.fromisoformat(text if len(text) == 10 else "")
    except (TypeError, ValueError):
        problems.append(Problem("wish_date", Reason.NOT_A_DATE))
        return None
    if day < first_day:
        problems.append(Problem("wish_date", Reason.TOO_EARLY, first_day))
    elif day > last_day:
        problems.append(Problem("wish_date", Reason.TOO_LATE, last_day))
    return day
