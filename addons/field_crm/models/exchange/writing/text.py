"""Values as PostgreSQL's COPY reads them."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

BLANK = r"\N"


def escaped(text: str) -> str:
    """A text, its separators and backslashes escaped."""
    if "\\" in text:
        text = text.replace("\\", r"\\")
    if "\n" in text:
        text = text.replace("\n", r"\n")
    if "\t" in text:
        text = text.replace("\t", r"\t")
    if "\r" in text:
        text = text.replace("\r", r"\r")
    return text


def texts(values: Iterable[str | None]) -> list[str]:
    """A column of texts."""
    return [BLANK if value is None else escaped(value) for value in values]


def plain(values: Iterable[Any]) -> list[str]:
    """A column of numbers, identifiers, dates or booleans."""
    return [BLANK if value is None else str(value) for value in values]


def decimals(digits: int) -> Callable[[Iterable[float | None]], list[str]]:
    """A column of numbers with so many decimals, as the ORM writes them."""

    def column(values: Iterable[float | None]) -> list[str]:
        return [BLANK if value is None else f"{value:.{digits}f}" for value in values]

    return column


def objects(values: Iterable[Any]) -> list[str]:
    """A column of JSON."""
    return [BLANK if value is None else escaped(json.dumps(value)) for value in values]


def is_same(column: Sequence[str]) -> bool:
    """Whether a column is the same value again and again, and needs no escaping."""
    first = column[0]
    return (first == BLANK or "\\" not in first) and column.count(first) == len(column)


def lines(columns: Sequence[Sequence[str]]) -> str:
    """The lines of a COPY."""
    return "".join(["\t".join(row) + "\n" for row in zip(*columns, strict=True)])
