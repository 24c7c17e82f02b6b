"""Find the row of headers of a sheet, and compare headers as people write them."""

import re
import unicodedata
from typing import Any

_NOT_ALPHANUMERIC = re.compile(r"[^0-9a-z]+")
# How many filled rows are looked at to understand a sheet.
LOOKED_AT = 20


def normalise(text: str) -> str:
    """Text without accents, case and punctuation, words separated by one space.

    ``"Code postal (fac.)"`` and ``"CODE_POSTAL fac"`` are the same header.
    """
    # The sign of « n° » would otherwise become the letter o.
    decomposed = unicodedata.normalize("NFKD", text.replace("°", " "))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = plain.replace("œ", "oe").replace("Œ", "oe")
    return _NOT_ALPHANUMERIC.sub(" ", plain.casefold()).strip()


def find_header(rows: list[tuple[int, tuple[Any, ...]]]) -> int:
    """Number of the row that holds the headers.

    It is the first row, among the first twenty, that is nearly as wide as the widest
    and holds distinct texts only: a title above the table is narrower, a row of data
    holds numbers, dates or repeats. The first filled row when there is none.

    Parameters
    ----------
    rows
        Number and values of the filled rows.
    """
    candidates = rows[:LOOKED_AT]
    if not candidates:
        return 1
    widest = max(_filled(values) for _number, values in candidates)
    for number, values in candidates:
        texts = [value for value in values if value is not None]
        if (
            len(texts) >= 0.6 * widest
            and all(isinstance(value, str) for value in texts)
            and len({normalise(value) for value in texts}) == len(texts)
        ):
            return number
    return candidates[0][0]


def _filled(values: tuple[Any, ...]) -> int:
    return sum(value is not None for value in values)
