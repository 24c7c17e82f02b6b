"""The refused rows as a workbook, to be mended and imported again."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from ..exporter import ExportColumn, write_workbook
from .workbook import Column, Row


def write_refused(
    stream: BinaryIO,
    columns: Sequence[Column],
    rows: Iterable[tuple[Row, str]],
    reason_header: str,
) -> None:
    """Write the refused rows with the columns of the source file and the reason.

    Parameters
    ----------
    stream
        Where the workbook goes.
    columns
        Columns of the source file.
    rows
        Each refused row, and what is wrong with it in words.
    reason_header
        Header of the column of reasons; it comes last, so that the file can be
        imported again as it is.
    """

    def cells(row: Row, reason: str) -> list[Any]:
        _number, values = row
        found = [
            values[column.index] if column.index < len(values) else None
            for column in columns
        ]
        return [*found, reason]

    write_workbook(
        stream,
        [
            *(ExportColumn(column.header or column.letter) for column in columns),
            ExportColumn(reason_header, width=60),
        ],
        (cells(row, reason) for row, reason in rows),
    )
