"""Write the cells of a sheet: one function for each column, chosen once."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

# Excel counts in units of UTF-16: an emoji takes two.
_LONGEST_TEXT = 32_767
_SURELY_SHORT = _LONGEST_TEXT // 2
# In constant memory xlsxwriter takes such a text for XML of its own making.
_RICH_START, _RICH_END = "<r>", "</r>"
# What XML 1.0 cannot hold makes Excel refuse the whole file.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Day 1 of Excel is the first of January 1900, day 60 a 29 February that never was.
_EPOCH = date(1899, 12, 30).toordinal()
_LEAP_BUG = 61


class Kind(Enum):
    """What the cells of a column are."""

    ANY = "any"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"


class SheetWriter:
    """Writes rows to a worksheet of xlsxwriter.

    Attributes
    ----------
    cut
        Number of texts that lost their end: a cell holds 32,767 characters.
    """

    def __init__(self, worksheet: Any, formats: Mapping[Kind, Any]) -> None:
        self._sheet = worksheet
        self._formats = formats
        self.cut = 0

    def write_header(self, index: int, text: str, header: Any) -> None:
        """Write the header of a column."""
        self._sheet.write_string(0, index, self._clean(text), header)

    def write_rows(self, kinds: Sequence[Kind], rows: Iterable[Sequence[Any]]) -> int:
        """Write rows below the headers; returns their number."""
        writers = list(enumerate(map(self._writer, kinds)))
        number = 0
        for number, row in enumerate(rows, start=1):
            for (index, write), value in zip(writers, row, strict=True):
                if value is not None:
                    write(number, index, value)
        return number

    def _writer(self, kind: Kind) -> Callable[[int, int, Any], Any]:
        writers = {
            Kind.ANY: self._write_any,
            Kind.TEXT: self._text_writer(),
            Kind.NUMBER: self._write_number,
            Kind.DATE: self._write_date,
            Kind.DATETIME: self._write_datetime,
        }
        return writers[kind]

    def _text_writer(self) -> Callable[[int, int, str], Any]:
        # The hot path of an export: no attribute is looked up for a cell.
        write, text_format = self._sheet.write_string, self._formats[Kind.TEXT]
        clean = self._clean

        def write_text(row: int, column: int, value: str) -> None:
            if (
                len(value) > _SURELY_SHORT
                or not value.isprintable()
                or value.endswith(_RICH_END)
            ):
                value = clean(value)
            if value:
                write(row, column, value, text_format)

        return write_text

    def _clean(self, text: str) -> str:
        text = _NOT_XML.sub(" ", text)
        if len(text) > _SURELY_SHORT:
            units = text.encode("utf-16-le")
            if len(units) > _LONGEST_TEXT * 2:
                self.cut += 1
                # Half of a character that takes two units goes, too.
                text = units[: _LONGEST_TEXT * 2].decode("utf-16-le", "ignore")
        if text.startswith(_RICH_START) and text.endswith(_RICH_END):
            text += " "
        return text

    def _write_number(self, row: int, column: int, value: float) -> None:
        if math.isfinite(value):
            self._sheet.write_number(row, column, value)
        else:
            self._write_text(row, column, str(value))

    def _write_text(self, row: int, column: int, text: str) -> None:
        self._text_writer()(row, column, text)

    def _write_date(self, row: int, column: int, value: date) -> None:
        self._write_day(row, column, value, 0, Kind.DATE)

    def _write_datetime(self, row: int, column: int, value: datetime) -> None:
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        self._write_day(row, column, value, seconds / 86400, Kind.DATETIME)

    def _write_day(
        self, row: int, column: int, value: date, fraction: float, kind: Kind
    ) -> None:
        day = value.toordinal() - _EPOCH
        if day < _LEAP_BUG:
            day -= 1
        if day < 1:
            self._write_text(row, column, value.isoformat())
        else:
            self._sheet.write_number(row, column, day + fraction, self._formats[kind])

    def _write_any(self, row: int, column: int, value: Any) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value)
        elif isinstance(value, (int, float)):
            self._write_number(row, column, value)
        elif isinstance(value, datetime):
            self._write_datetime(row, column, value)
        elif isinstance(value, date):
            self._write_date(row, column, value)
        else:
            self._write_text(row, column, str(value))
