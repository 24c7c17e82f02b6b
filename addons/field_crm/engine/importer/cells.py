"""Turn a cell into the value of a field.

Excel stores what it guesses: a postal code or a phone number has become a number
without its leading zero, a SIRET a float, a date a text. Every converter takes any
value that a cell can hold and returns the value, ``None`` for a blank cell, or raises
:class:`CellError`.
"""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .headers import normalise
from .problems import CellError, Fault

CLIENT, PROSPECT = "client", "prospect"

_EXCEL_ERRORS = frozenset(
    [
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
    ]
)
_UNSTORABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y", "%Y%m%d")
_DATE_SEPARATORS = re.compile(r"[.\-\s/]+")
_CLOCK = re.compile(r"[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_EXCEL_EPOCH = date(1899, 12, 30)
# Excel keeps 15 digits of a number, and writes zeros for the others.
_EXACT = 10**15
_INTEGER_BOUND = 2**31 - 1
_YES = frozenset(
    ["oui", "o", "yes", "y", "vrai", "true", "x", "1", "client", "✓", "✔", "☑", "c"]
)
_NO = frozenset(
    ["non", "n", "no", "faux", "false", "0", "prospect", "✗", "✘", "☐", "p"]
)
_TICKS = frozenset(["x", "✓", "✔", "☑", "1"])


def to_text(value: Any) -> str | None:
    """Any cell as one line of text; ``None`` when it is blank."""
    # Nearly every cell of a column of texts: nothing to clean, and no #N/A.
    if (
        type(value) is str
        and value.isprintable()
        and value[:1] not in " #"
        and value[-1:] != " "
        and "  " not in value
    ):
        return value
    if value is None:
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        value = _exact(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        value = value.date().isoformat() if midnight else value.isoformat(" ")
    # PostgreSQL refuses NUL, UTF-8 refuses lone surrogates; neither is ever meant.
    text = " ".join(_UNSTORABLE.sub(" ", str(value)).split())
    if text.upper() in _EXCEL_ERRORS:
        raise CellError(Fault.EXCEL_ERROR)
    return text or None


def _exact(value: float) -> int | float:
    is_whole = math.isfinite(value) and value.is_integer() and abs(value) < 1e22
    return int(value) if is_whole else value


def to_identifier(value: Any) -> str | None:
    """A text whose every digit counts: a reference, a code, an account number.

    Raises
    ------
    CellError
        When Excel has kept it in scientific notation, its digits being lost.
    """
    text = to_text(value)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if text and _SCIENTIFIC.fullmatch(text) or is_number and abs(value) >= _EXACT:
        raise CellError(Fault.SCIENTIFIC)
    return text


def to_number(value: Any) -> float | None:
    """A number, written the French or the English way, with or without currency."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError as error:
            raise CellError(Fault.NOT_A_NUMBER) from error
    else:
        text = to_text(value)
        if text is None:
            return None
        plain = _plain_number(text)
        if not _NUMBER.fullmatch(plain):
            raise CellError(Fault.NOT_A_NUMBER)
        number = float(plain)
    if not math.isfinite(number):
        raise CellError(Fault.NOT_A_NUMBER)
    return number


def _plain_number(text: str) -> str:
    text = re.sub(r"[\s']|€|EUR", "", text)
    if "," in text and "." in text:
        decimal = max(",.", key=text.rfind)
        thousands = "." if decimal == "," else ","
        return text.replace(thousands, "").replace(decimal, ".")
    return text.replace(",", ".")


def to_integer(value: Any, minimum: int = 0, maximum: int = _INTEGER_BOUND):
    """A whole number between two bounds."""
    number = to_number(value)
    if number is None:
        return None
    if not number.is_integer():
        raise CellError(Fault.NOT_AN_INTEGER)
    if not minimum <= number <= maximum:
        raise CellError(Fault.OUT_OF_RANGE, minimum=minimum, maximum=maximum)
    return int(number)


def to_amount(value: Any) -> float | None:
    """An amount, rounded to the cent."""
    number = to_number(value)
    if number is None:
        return None
    if abs(number) > 1e12:
        raise CellError(Fault.OUT_OF_RANGE, minimum=-(10**12), maximum=10**12)
    return round(number, 2)


def to_coordinate(value: Any, bound: int) -> float | None:
    """Degrees between ``-bound`` and ``bound``, at the 7 decimals that are kept."""
    number = to_number(value)
    if number is None:
        return None
    if abs(number) > bound:
        raise CellError(Fault.OUT_OF_RANGE, minimum=-bound, maximum=bound)
    return round(number, 7)


def to_date(value: Any) -> date | None:
    """A date: Excel's own, its serial number, or a text with the day first."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (time, timedelta)):
        raise CellError(Fault.NOT_A_DATE)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _serial_date(value)
    text = to_text(value)
    if text is None:
        return None
    # A time of day after the date says nothing about the date.
    text = re.sub(r"[ T][0-9]{1,2}:[0-9]{2}.*$", "", text)
    joined = _DATE_SEPARATORS.sub("/", text.strip())
    for candidate in (text, joined):
        for pattern in _DATE_FORMATS:
            try:
                return datetime.strptime(candidate, pattern).date()
            except ValueError:
                continue
    raise CellError(Fault.NOT_A_DATE)


def _serial_date(value: float) -> date:
    # 1 is 1 January 1900; 2958465 is the last day of the year 9999. Eight digits are
    # a date written without separators.
    if math.isfinite(value) and 10_000_000 < value < 100_000_000:
        return to_date(str(int(value)))
    if not (math.isfinite(value) and 60 < value <= 2_958_465):
        raise CellError(Fault.NOT_A_DATE)
    return _EXCEL_EPOCH + timedelta(days=int(value))


def to_status(value: Any) -> str | None:
    """``client`` or ``prospect``, from what answers « Client » (S0-18)."""
    text = to_text(value)
    if text is None:
        return None
    answer = normalise(text) or text
    if answer in _YES:
        return CLIENT
    if answer in _NO:
        return PROSPECT
    raise CellError(Fault.NOT_A_STATUS)


def to_boolean(value: Any) -> bool | None:
    """Yes or no, ``None`` when it is blank."""
    text = to_text(value)
    if text is None:
        return None
    answer = normalise(text) or text
    if answer in _YES - {CLIENT, "c"}:
        return True
    if answer in _NO - {PROSPECT, "p"}:
        return False
    raise CellError(Fault.NOT_A_BOOLEAN)


def to_long_text(value: Any) -> str | None:
    """A text that may have several lines."""
    if not isinstance(value, str):
        return to_text(value)
    lines = [to_text(line) or "" for line in value.splitlines()]
    return "\n".join(lines).strip() or None


def to_iso_date(value: Any) -> str | None:
    """A date as own fields are stored: ``"2026-05-01"``."""
    found = to_date(value)
    return found and found.isoformat()


def to_iso_datetime(value: Any, zone: str = "UTC") -> str | None:
    """A moment as own fields are stored, in UTC: ``"2026-05-01 08:30:00"``.

    Parameters
    ----------
    value
        The cell.
    zone
        Time zone that people who write such cells live in.
    """
    moment = value
    if not isinstance(value, datetime):
        day = to_date(value)
        if day is None:
            return None
        clock = _CLOCK.search(value) if isinstance(value, str) else None
        parts = [int(part or 0) for part in clock.groups()] if clock else []
        try:
            moment = datetime.combine(day, time(*parts))
        except ValueError as error:
            raise CellError(Fault.NOT_A_DATE) from error
    local = moment.replace(microsecond=0, tzinfo=ZoneInfo(zone))
    try:
        moment = local.astimezone(ZoneInfo("UTC"))
    except OverflowError as error:
        raise CellError(Fault.NOT_A_DATE) from error
    return moment.replace(tzinfo=None).isoformat(" ")


def is_tick(value: Any) -> bool:
    """Whether a cell is a tick rather than an answer: a blank one then means no."""
    try:
        text = to_text(value)
    except CellError:
        return False
    return text is not None and (normalise(text) or text) in _TICKS


def to_padded(value: Any, width: int) -> str | None:
    """Digits with the leading zeros that Excel took from them.

    Parameters
    ----------
    value
        The cell.
    width
        Number of digits to reach; 0 leaves the text as it is.
    """
    text = to_identifier(value)
    if text and text.isascii() and text.isdigit():
        return text.zfill(width)
    return text


def postal_code_of(department: str, post_office: str) -> str:
    """The postal code that the ERP keeps in two columns (S3-93).

    ``("35", "1")`` is 35001, ``("2A", "000")`` is 20000, ``("971", "10")`` is 97110.
    """
    department = department.upper()
    if department in ("2A", "2B"):
        department = "20"
    department = department.zfill(2)
    width = max(5 - len(department), 0)
    return department + post_office.zfill(width)[-width:] if width else department


def to_phone(value: Any, country: str) -> str | None:
    """A phone number as text, with the zero or the ``+`` that Excel took from it."""
    text = to_identifier(value)
    if text and country == "FR" and text.isascii() and text.isdigit():
        if len(text) == 9:
            return f"0{text}"
        if len(text) == 11 and text.startswith("33"):
            return f"+{text}"
    return text


def to_siret(value: Any) -> str | None:
    """The digits of a SIRET, with the zeros that Excel took from its start."""
    text = to_identifier(value)
    if text is None:
        return None
    compact = re.sub(r"[\s.\-]", "", text)
    if compact.isascii() and compact.isdigit() and len(compact) in (12, 13):
        return compact.zfill(14)
    return compact if compact.isascii() and compact.isdigit() else text
