"""Read an ``.xlsx`` workbook without trusting it.

openpyxl's read-only mode parses a sheet as a stream; the numbers of rows and columns
are bounded while it does, the file itself before it starts.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from .container import Limits, check_container
from .errors import FileFault, ImportFileError
from .headers import LOOKED_AT, find_header

# Features of Excel that do not matter to a list of clients (validation lists,
# conditional formats, headers) would otherwise fill the server's log.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")

# Number of a row as Excel counts, and its values.
Row = tuple[int, tuple[Any, ...]]

_EXCEL_LAST_ROW = 1_048_576
_SAMPLES = 3
_ZEROS_ONLY = re.compile(r"0{2,}")


# Whether a sheet is empty says nothing about its being small enough to import.
_ANY_SHEET = Limits(columns=16_384, rows=_EXCEL_LAST_ROW)


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its position (from 0), header and first values as text."""

    index: int
    header: str
    samples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """Name of the column in Excel."""
        return get_column_letter(self.index + 1)


@dataclass(frozen=True)
class Table:
    """A sheet as a table.

    Attributes
    ----------
    columns
        The columns that hold a header or a value.
    header_row
        Number of the row of the headers, as Excel counts.
    rows
        Number of the row and values of each filled row below the headers.
    """

    columns: tuple[Column, ...]
    header_row: int
    rows: list[Row]


@dataclass(frozen=True)
class Sheet:
    """A sheet that holds something.

    Attributes
    ----------
    name
        Its name.
    is_table
        Whether it has several columns: a page of explanations has one.
    """

    name: str
    is_table: bool


def find_sheets(content: bytes, limits: Limits | None = None) -> list[Sheet]:
    """The sheets that hold something, in the order of the workbook (S0-32).

    Raises
    ------
    ImportFileError
        When the file cannot be read, or holds nothing.
    """
    with _opened(content, limits or Limits()) as workbook:
        sheets = []
        for sheet in workbook.worksheets:
            first_rows = list(islice(_filled_rows(sheet, _ANY_SHEET), LOOKED_AT))
            if first_rows:
                width = max(len(values) for _number, values in first_rows)
                sheets.append(Sheet(sheet.title, is_table=width > 1))
    if not sheets:
        raise ImportFileError(FileFault.NO_DATA)
    return sheets


def read_table(
    content: bytes,
    sheet: str,
    header_row: int | None = None,
    limits: Limits | None = None,
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

    Raises
    ------
    ImportFileError
        When the file, the sheet or its size is not right.
    """
    limits = limits or Limits()
    with _opened(content, limits) as workbook:
        found = [each for each in workbook.worksheets if each.title == sheet]
        if not found:
            raise ImportFileError(FileFault.NO_SHEET, sheet=sheet)
        filled = list(_filled_rows(found[0], limits))
    if header_row is None:
        header_row = find_header(filled)
    headers = next((values for number, values in filled if number == header_row), ())
    rows = [(number, values) for number, values in filled if number > header_row]
    if not headers or not rows:
        raise ImportFileError(FileFault.NO_ROWS, sheet=sheet)
    return Table(_columns(headers, rows), header_row, rows)


def _columns(headers: tuple[Any, ...], rows: list[Row]) -> tuple[Column, ...]:
    width = max(len(headers), max(len(values) for _number, values in rows))
    samples: list[list[str]] = [[] for _index in range(width)]
    missing = set(range(width))
    for _number, values in rows:
        for index in tuple(missing):
            if index < len(values) and values[index] is not None:
                samples[index].append(sample_text(values[index]))
                if len(samples[index]) == _SAMPLES:
                    missing.discard(index)
        if not missing:
            break
    columns = []
    for index in range(width):
        header = headers[index] if index < len(headers) else None
        text = " ".join(str(header).split()) if header is not None else ""
        if text or samples[index]:
            columns.append(Column(index, text, tuple(samples[index])))
    return tuple(columns)


def sample_text(value: Any) -> str:
    """A cell as shown to the user, shortened to 60 characters."""
    if hasattr(value, "strftime") and hasattr(value, "year"):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _filled_rows(sheet, limits: Limits) -> Iterator[Row]:
    """Number and values of every row that holds something, trailing blanks cut."""
    pads = _ZeroPads(sheet)
    # A size stored in the file is often wrong, and would cut columns silently.
    sheet.reset_dimensions()
    count = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > _EXCEL_LAST_ROW:
            raise ImportFileError(FileFault.TOO_MANY_ROWS, limit=limits.rows)
        values = [pads.value(cell) for cell in cells]
        while values and values[-1] is None:
            values.pop()
        if not values:
            continue
        count += 1
        if count > limits.rows + 1:
            raise ImportFileError(FileFault.TOO_MANY_ROWS, limit=limits.rows)
        if len(values) > limits.columns:
            raise ImportFileError(FileFault.TOO_MANY_COLUMNS, limit=limits.columns)
        yield number, tuple(values)


class _ZeroPads:
    """Give numbers back the leading zeros that their format « 00000 » shows."""

    def __init__(self, sheet) -> None:
        self._workbook = sheet.parent
        self._widths: dict[int, int] = {}

    def value(self, cell) -> Any:
        value = cell.value
        if value is None:
            return None
        if isinstance(value, str):
            return value if value.strip() else None
        if type(value) is int:
            width = self._width(cell)
            if width:
                return str(value).zfill(width)
        return value

    def _width(self, cell) -> int:
        style = cell.style_array
        key = style.numFmtId
        if key not in self._widths:
            zeros = _ZEROS_ONLY.fullmatch(cell.number_format or "")
            self._widths[key] = len(zeros.group()) if zeros else 0
        return self._widths[key]


@contextmanager
def _opened(content: bytes, limits: Limits):
    check_container(content, limits)
    workbook = None
    try:
        workbook = load_workbook(
            BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        yield workbook
    except ImportFileError:
        raise
    # A damaged or hostile workbook makes the parser raise nearly anything.
    except Exception as error:
        raise ImportFileError(FileFault.BROKEN) from error
    finally:
        if workbook is not None:
            workbook.close()
