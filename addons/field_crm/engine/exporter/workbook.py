"""Write a workbook, row by row and in constant memory."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter

_LAST_ROW = 1_048_575
_LONGEST_TEXT = 32_767
# What XML 1.0 cannot hold makes Excel refuse the whole file.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class ExportError(ValueError):
    """More rows than a sheet can hold."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"a sheet holds {limit} rows at most")
        self.limit = limit


@dataclass(frozen=True)
class ExportColumn:
    """A column of the sheet.

    Attributes
    ----------
    header
        Its header.
    width
        Its width in characters.
    """

    header: str
    width: int = 18


def write_workbook(
    stream: BinaryIO,
    columns: Sequence[ExportColumn],
    rows: Iterable[Sequence[Any]],
    sheet: str = "Clients",
) -> int:
    """Write a sheet with a frozen header and a filter on every column (S0-43).

    A text is written as a text whatever it looks like: ``=1+1`` is no formula and
    ``01000`` keeps its zero. A number is written as a number, a date as a date.

    Parameters
    ----------
    stream
        Where the workbook goes, seekable.
    columns
        The columns in their order.
    rows
        The cells of each row; ``None`` leaves a cell blank.
    sheet
        Name of the sheet.

    Returns
    -------
    int
        Number of rows written, the header not counted.

    Raises
    ------
    ExportError
        When there are more rows than a sheet can hold.
    """
    workbook = xlsxwriter.Workbook(
        stream, {"constant_memory": True, "strings_to_urls": False}
    )
    worksheet = workbook.add_worksheet(sheet)
    header = workbook.add_format(
        {"bold": True, "bg_color": "#E7E9ED", "bottom": 1, "valign": "vcenter"}
    )
    formats = {
        date: workbook.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        str: workbook.add_format({"num_format": "@"}),
    }
    for index, column in enumerate(columns):
        worksheet.set_column(index, index, column.width)
    worksheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        worksheet.write_string(0, index, _text(column.header), header)
    number = 0
    for number, row in enumerate(rows, start=1):
        if number > _LAST_ROW:
            raise ExportError(_LAST_ROW)
        for index, value in enumerate(row):
            _write_cell(worksheet, number, index, value, formats)
    if columns:
        worksheet.autofilter(0, 0, number, len(columns) - 1)
    workbook.close()
    return number


def _write_cell(worksheet, row: int, column: int, value: Any, formats) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        worksheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)) and math.isfinite(value):
        worksheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        worksheet.write_datetime(row, column, value, formats[datetime])
    elif isinstance(value, date):
        worksheet.write_datetime(row, column, value, formats[date])
    else:
        worksheet.write_string(row, column, _text(value), formats[str])


def _text(value: Any) -> str:
    return _NOT_XML.sub(" ", str(value))[:_LONGEST_TEXT]
