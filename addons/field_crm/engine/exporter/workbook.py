"""Write a workbook, row by row and in constant memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, BinaryIO

import xlsxwriter

from .cells import Kind, SheetWriter

_LAST_ROW = 1_048_575
_NAME_LIMIT = 31


@dataclass(frozen=True)
class ExportColumn:
    """A column of the sheet.

    Attributes
    ----------
    header
        Its header.
    width
        Its width in characters.
    kind
        What its cells are; `Kind.ANY` looks at each of them, and takes longer.
    """

    header: str
    width: int = 18
    kind: Kind = Kind.ANY


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes
    ----------
    rows
        Number of rows, headers not counted.
    sheets
        Number of sheets.
    cut
        Number of texts that were longer than a cell can hold and lost their end.
    """

    rows: int
    sheets: int
    cut: int


def write_workbook(
    stream: BinaryIO,
    columns: Sequence[ExportColumn],
    rows: Iterable[Sequence[Any]],
    sheet: str = "Clients",
) -> Written:
    """Write sheets with a frozen header and a filter on every column (S0-43).

    A text is written as a text whatever it looks like: ``=1+1`` is no formula and
    ``01000`` keeps its zero. What is longer than a sheet goes on in the next one.

    Parameters
    ----------
    stream
        Where the workbook goes, seekable.
    columns
        The columns in their order.
    rows
        The cells of each row; ``None`` leaves a cell blank.
    sheet
        Name of the first sheet; those that follow are numbered.
    """
    workbook = xlsxwriter.Workbook(
        stream, {"constant_memory": True, "strings_to_urls": False}
    )
    header = workbook.add_format(
        {"bold": True, "bg_color": "#E7E9ED", "bottom": 1, "valign": "vcenter"}
    )
    formats = {
        Kind.DATE: workbook.add_format({"num_format": "dd/mm/yyyy"}),
        Kind.DATETIME: workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        Kind.TEXT: workbook.add_format({"num_format": "@"}),
    }
    rows = iter(rows)
    written = cut = sheets = 0
    first = next(rows, None)
    while first is not None or not sheets:
        sheets += 1
        worksheet = workbook.add_worksheet(_sheet_name(sheet, sheets))
        worksheet.freeze_panes(1, 0)
        writer = SheetWriter(worksheet, formats)
        for index, column in enumerate(columns):
            worksheet.set_column(index, index, column.width)
            writer.write_header(index, column.header, header)
        start = [] if first is None else [first]
        page = islice(chain(start, rows), _LAST_ROW)
        count = writer.write_rows([column.kind for column in columns], page)
        if columns:
            worksheet.autofilter(0, 0, count, len(columns) - 1)
        written += count
        cut += writer.cut
        first = next(rows, None)
    workbook.close()
    return Written(written, sheets, cut)


def _sheet_name(name: str, number: int) -> str:
    suffix = f" {number}" if number > 1 else ""
    return name[: _NAME_LIMIT - len(suffix)] + suffix
