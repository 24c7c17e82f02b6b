"""Values on their way to and from winpneu: lengths, padding, code page, dates.

The one place that knows what a column can hold.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from .errors import Unreadable, ValueRefused

CHAR, TEXT, INTEGER, DATETIME, AMOUNT = "char", "text", "integer", "datetime", "amount"

# SQL Server's datetime begins here; some programs write the second for « no date ».
_FIRST, _NO_DATE, _LAST = datetime(1753, 1, 1), datetime(1900, 1, 1), datetime.max
_INTEGER_LIMIT = 2**31
# Control characters but line breaks and tabs; bytes 80 to 9F are letters in a Windows
# code page, so that as characters they are bytes that were read by another one.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
# What Unicode does not take apart by itself.
_SUBSTITUTES = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "‐": "-", "−": "-"}
    | {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "→": "->", "≥": ">=", "≤": "<="}
)


@dataclass(frozen=True)
class Column:
    """A column of winpneu.

    Attributes
    ----------
    name
        As in annexe 1 or 2.
    kind
        ``char``, ``text`` (nvarchar(max)), ``integer``, ``datetime`` or ``amount``.
    length
        Greatest number of characters of a ``char``.
    actual
        Its name in this winpneu, when it differs.
    """

    name: str
    kind: str = CHAR
    length: int | None = None
    actual: str = ""

    @property
    def real_name(self) -> str:
        return self.actual or self.name


@dataclass(frozen=True)
class CodePage:
    """What char columns are stored in, and what becomes of a character it lacks.

    Attributes
    ----------
    name
        A codec of Python, ``cp1252`` for a French SQL Server.
    refuses
        Refuse a text with such a character; else write its plain letter, or « ? ».
    """

    name: str = "cp1252"
    refuses: bool = False

    def fit(self, text: str) -> str | None:
        """The text as the code page can hold it; ``None`` when it must be refused."""
        if self._holds(text):
            return text
        composed = unicodedata.normalize("NFC", text)
        if self._holds(composed):
            return composed
        if self.refuses:
            return None
        return "".join(self._plain(letter) for letter in composed)

    def _plain(self, letter: str) -> str:
        if self._holds(letter):
            return letter
        bare = letter.translate(_SUBSTITUTES)
        bare = "".join(
            one
            for one in unicodedata.normalize("NFKD", bare)
            if not unicodedata.combining(one)
        )
        return bare if bare and self._holds(bare) else "?"

    def _holds(self, text: str) -> bool:
        try:
            text.encode(self.name)
        except UnicodeEncodeError:
            return False
        return True

    def is_foreign(self, text: str) -> bool:
        """Whether a text was written in another code page than the column's."""
        if text.isascii() and text.isprintable():
            return False
        if _CONTROLS.search(text):
            return True
        if text.isascii():
            return False
        try:
            # « SociÃ©tÃ© »: UTF-8 that was read as this code page.
            return text.encode(self.name).decode("utf-8") != text
        except UnicodeError:
            return False


def encode(column: Column, value, code_page: CodePage):
    """A value as the column takes it; « » is NULL.

    :raises ValueRefused: when it does not fit; nothing is cut silently
    """
    if value is None or value == "":
        return None
    if column.kind == CHAR:
        return _encode_char(column, str(value), code_page)
    if column.kind == TEXT:
        return _CONTROLS.sub("", str(value)) or None
    if column.kind == INTEGER:
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueRefused(column.name, value, "number")
        if not -_INTEGER_LIMIT <= value < _INTEGER_LIMIT:
            raise ValueRefused(column.name, value, "number")
        return value
    if column.kind == DATETIME:
        return _encode_datetime(column, value)
    raise ValueRefused(column.name, value, "number")


def _encode_char(column, text, code_page):
    text = " ".join(text.split())
    fitted = code_page.fit(text)
    if fitted is None:
        raise ValueRefused(column.name, text, "characters")
    if column.length and len(fitted) > column.length:
        raise ValueRefused(column.name, text, "too_long", column.length)
    return fitted or None


def _encode_datetime(column, value):
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime) or value.tzinfo:
        raise ValueRefused(column.name, value, "date")
    # datetime counts in 1/300 s: whole seconds come back as they went.
    value = value.replace(microsecond=0)
    if not _FIRST <= value <= _LAST:
        raise ValueRefused(column.name, value, "date")
    return value


def decode(column: Column, raw, code_page: CodePage):
    """What a column holds, without padding; NULL and blanks are ``None``.

    :raises Unreadable: when it cannot be right
    """
    if raw is None:
        return None
    if type(raw) is str and column.kind == CHAR:
        # Nearly all that is read.
        text = raw.strip(" ")
        if text.isascii() and text.isprintable():
            return text or None
    if column.kind in (CHAR, TEXT):
        return _decode_text(column, raw, code_page)
    if column.kind == INTEGER:
        try:
            return int(raw)
        except (TypeError, ValueError):
            raise Unreadable(column.name, raw, "number") from None
    if column.kind == AMOUNT:
        return _decode_amount(column, raw)
    return _decode_datetime(column, raw)


def _decode_text(column, raw, code_page):
    if isinstance(raw, bytes):
        try:
            raw = raw.decode(code_page.name)
        except UnicodeDecodeError:
            raise Unreadable(column.name, raw.decode("latin-1"), "characters") from None
    # Text may begin with blanks that somebody typed; char(n) only ends with them.
    text = str(raw).rstrip(" \x00")
    if column.kind == CHAR and code_page.is_foreign(text):
        raise Unreadable(column.name, text, "characters")
    if column.kind == TEXT:
        text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip() or None


def _decode_amount(column, raw):
    try:
        amount = Decimal(str(raw))
    except InvalidOperation:
        raise Unreadable(column.name, raw, "number") from None
    if not amount.is_finite():
        raise Unreadable(column.name, raw, "number")
    if amount < 0:
        raise Unreadable(column.name, raw, "negative")
    return float(round(amount, 2))


def _decode_datetime(column, raw):
    if isinstance(raw, str):
        try:
            raw = datetime.fromisoformat(raw.strip())
        except ValueError:
            raise Unreadable(column.name, raw, "date") from None
    if isinstance(raw, date) and not isinstance(raw, datetime):
        raw = datetime.combine(raw, time())
    if not isinstance(raw, datetime):
        raise Unreadable(column.name, raw, "date")
    moment = raw.replace(tzinfo=None)
    if moment.microsecond >= 500_000:
        # .997 is how datetime keeps what was nearly the next second.
        moment = _next_second(moment)
    moment = moment.replace(microsecond=0)
    if moment == _NO_DATE:
        return None
    if not _FIRST <= moment <= datetime(9000, 1, 1):
        raise Unreadable(column.name, raw, "date")
    return moment


def _next_second(moment):
    try:
        return moment + timedelta(microseconds=1_000_000 - moment.microsecond)
    except OverflowError:
        return moment
