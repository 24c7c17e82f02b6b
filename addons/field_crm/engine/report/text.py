"""Values as a reader reads them."""

import math
import re
from datetime import date, datetime
from typing import Any

from .document import Kind
from .words import Words

# What XML 1.0 cannot hold makes Excel refuse the whole file, and no font can draw it.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767


def clean(value: Any) -> str:
    """Text that any file can hold."""
    return _UNPRINTABLE.sub(" ", str(value))[:_LONGEST]


def as_text(value: Any, kind: Kind, words: Words) -> str:
    """A value as a reader of ``words`` writes it; nothing for ``None``."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return words.yes if value else words.no
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            return clean(value)
        is_whole = kind is Kind.INTEGER or (
            kind is Kind.NUMBER and float(value).is_integer()
        )
        digits = f"{value:,.{0 if is_whole else 2}f}"
        return digits.translate(
            str.maketrans({",": words.thousands, ".": words.decimal})
        )
    if isinstance(value, datetime):
        return value.strftime(words.moment)
    if isinstance(value, date):
        return value.strftime(words.date)
    return clean(value)
