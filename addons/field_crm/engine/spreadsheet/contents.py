"""What a file holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from .errors import FileNote
from .spool import Row, Rows


@dataclass(frozen=True)
class SheetRows:
    """A sheet that holds something.

    Attributes
    ----------
    name
        Its name; empty for a file without sheets.
    first_rows
        Number and values of its first filled rows.
    rows
        All filled rows, ``None`` unless this sheet was asked for.
    """

    name: str
    first_rows: Sequence[Row]
    rows: Rows | None = None


@dataclass(frozen=True)
class Contents:
    """What was found in a file: its filled sheets in order, and remarks."""

    sheets: tuple[SheetRows, ...]
    notes: tuple[FileNote, ...] = ()


@dataclass(frozen=True)
class Reading:
    """How a text with separators is to be understood.

    Attributes
    ----------
    encoding
        One of `ENCODINGS`, empty to find it out.
    separator
        The character between two cells, empty to find it out.
    """

    encoding: str = ""
    separator: str = ""
