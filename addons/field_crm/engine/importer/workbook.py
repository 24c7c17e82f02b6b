"""A file as a table: which sheet, which row of headers, which columns (S0-32)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from ..spreadsheet import (
    FileFault,
    FileNote,
    ImportFileError,
    Limits,
    Reading,
    Row,
    Rows,
    open_sheets,
)
from .headers import find_header

_SAMPLES = 3
# So many rows are looked at for the samples of a column that is mostly blank.
_SAMPLED = 5000


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its position (from 0), header and first values as text."""

    index: int
    header: str
    samples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """Name of the column in Excel."""
        return xl_col_to_name(self.index)


class TableRows:
    """The rows below the headers: sized, iterable any number of times, not in memory.

    Parameters
    ----------
    rows
        All filled rows of the sheet.
    header_row
        Number of the row of the headers.
    above
        How many filled rows there are down to the headers, these included.
    """

    def __init__(self, rows: Rows, header_row: int, above: int) -> None:
        self._rows = rows
        self._header_row = header_row
        self._above = above

    def __len__(self) -> int:
        return max(len(self._rows) - self._above, 0)

    def __iter__(self):
        for chunk in self.chunks():
            yield from chunk

    def chunks(self) -> Iterable[list[Row]]:
        """The rows, up to a thousand at a time."""
        for chunk in self._rows.chunks():
            if chunk[0][0] <= self._header_row:
                chunk = [row for row in chunk if row[0] > self._header_row]
            if chunk:
                yield chunk


class Table:
    """A sheet as a table.

    Attributes
    ----------
    headers
        The row of the headers.
    header_row
        Number of the row of the headers, as Excel counts.
    rows
        Number of the row and values of each filled row below the headers.
    notes
        What is odd about the file.
    """

    def __init__(
        self,
        headers: tuple[Any, ...],
        header_row: int,
        rows: TableRows,
        notes: tuple[FileNote, ...] = (),
    ) -> None:
        self.headers = headers
        self.header_row = header_row
        self.rows = rows
        self.notes = notes

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that hold a header or a value; goes through the rows once."""
        return _columns(self.headers, self.rows)


@dataclass(frozen=True)
class Sheet:
    """A sheet that holds something.

    Attributes
    ----------
    name
        Its name; empty for a file without sheets.
    is_table
        Whether it has several columns: a page of explanations has one.
    """

    name: str
    is_table: bool


def find_sheets(
    content: bytes, limits: Limits | None = None, file_name: str = ""
) -> list[Sheet]:
    """The sheets that hold something, in the order of the workbook (S0-32).

    Raises
    ------
    ImportFileError
        When the file cannot be read, or holds nothing.
    """
    contents = open_sheets(content, file_name, limits=limits)
    if not contents.sheets:
        raise ImportFileError(FileFault.NO_DATA)
    return [
        Sheet(sheet.name, is_table=max(len(row) for _n, row in sheet.first_rows) > 1)
        for sheet in contents.sheets
    ]


def read_table(
    content: bytes,
    sheet: str,
    header_row: int | None = None,
    limits: Limits | None = None,
    file_name: str = "",
    reading: Reading | None = None,
) -> Table:
    """Read one sheet.

    Parameters
    ----------
    content
        The file.
    sheet
        Name of the sheet.
    header_row
        Number of the row of the headers; found when left out.
    limits
        Bounds that the sheet must keep.
    file_name
        Name that the file came with: that it is not what it says is remarked.
    reading
        How a text is to be understood; found out when left out.

    Raises
    ------
    ImportFileError
        When the file, the sheet or its size is not right.
    """
    contents = open_sheets(content, file_name, sheet, limits, reading)
    found = contents.sheets[0] if contents.sheets else None
    if not found:
        raise ImportFileError(FileFault.NO_ROWS, sheet=sheet)
    if header_row is None:
        header_row = find_header(list(found.first_rows))
    above, headers = 0, ()
    for chunk in found.rows.chunks():
        for number, values in chunk:
            if number > header_row:
                break
            above += 1
            if number == header_row:
                headers = values
        else:
            continue
        break
    rows = TableRows(found.rows, header_row, above)
    if not headers or not len(rows):
        raise ImportFileError(FileFault.NO_ROWS, sheet=sheet)
    return Table(headers, header_row, rows, contents.notes)


def _columns(headers: tuple[Any, ...], rows: TableRows) -> tuple[Column, ...]:
    samples: list[list[str]] = [[] for _index in headers]
    # Columns that samples are still wanted of; far down, only those without a header.
    wanted = set(range(len(headers)))
    seen = 0
    for chunk in rows.chunks():
        width = max(len(values) for _number, values in chunk)
        if width > len(samples):
            wanted.update(range(len(samples), width))
            samples += [[] for _index in range(len(samples), width)]
        if seen >= _SAMPLED:
            wanted = {index for index in wanted if not _header(headers, index)}
        seen += len(chunk)
        for index in tuple(wanted):
            found = samples[index]
            for _number, values in chunk:
                if index < len(values) and values[index] is not None:
                    found.append(sample_text(values[index]))
                    if len(found) == _SAMPLES:
                        wanted.discard(index)
                        break
    columns = []
    for index, found in enumerate(samples):
        text = _header(headers, index)
        if text or found:
            columns.append(Column(index, text, tuple(found)))
    return tuple(columns)


def _header(headers: tuple[Any, ...], index: int) -> str:
    header = headers[index] if index < len(headers) else None
    return " ".join(str(header).split()) if header is not None else ""


def sample_text(value: Any) -> str:
    """A cell as shown to the user, shortened to 60 characters."""
    if hasattr(value, "strftime") and hasattr(value, "year"):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"
