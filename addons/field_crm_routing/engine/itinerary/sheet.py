"""Tours as a workbook."""

from typing import BinaryIO, NamedTuple

from xlsxwriter import Workbook

_WIDTHS = (12, 24, 7, 30, 42, 16, 20, 9, 9, 9, 9, 9, 40)
_LONGEST = 32_767  # characters that a cell holds


class SheetWords(NamedTuple):
    """Names of the sheets, and of the columns from day to note."""

    stops: str
    left_out: str
    columns: tuple
    left_columns: tuple


def write_sheet(stream: BinaryIO, rounds, left_out, words: SheetWords):
    """One row a stop, and a second sheet of who is left out and why.

    Parameters
    ----------
    stream : BinaryIO
    rounds : iterable of Round
    left_out : iterable of tuple of str
        Rows of the second sheet, as ``words.left_columns``.
    words : SheetWords
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(stream, options) as book:
        head = book.add_format(
            {"bold": True, "bg_color": "#2F4A6D", "font_color": "#FFFFFF"}
        )
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        clock = book.add_format({"num_format": "hh:mm"})
        km = book.add_format({"num_format": "0.0"})
        sheet = _add_sheet(book, words.stops, words.columns, _WIDTHS, head)
        row = 0
        for each in rounds:
            for number, call in enumerate(each.calls, start=1):
                row += 1
                sheet.write_datetime(row, 0, each.day, day)
                sheet.write_string(row, 1, _cut(each.rep))
                sheet.write_number(row, 2, number)
                sheet.write_string(row, 3, _cut(call.name))
                sheet.write_string(row, 4, _cut(call.address))
                sheet.write_string(row, 5, _cut(call.phone))
                sheet.write_string(row, 6, _cut(call.kind))
                moments = (call.arrives, call.begins, call.leaves)
                for column, moment in enumerate(moments, start=7):
                    sheet.write_datetime(row, column, moment.time(), clock)
                sheet.write_number(row, 10, call.km, km)
                sheet.write_number(row, 11, call.minutes)
                sheet.write_string(row, 12, _cut(call.note))
        sheet.autofilter(0, 0, max(row, 1), len(words.columns) - 1)
        widths = [30] * len(words.left_columns)
        sheet = _add_sheet(book, words.left_out, words.left_columns, widths, head)
        for row, values in enumerate(left_out, start=1):
            for column, value in enumerate(values):
                sheet.write_string(row, column, _cut(value))


def _add_sheet(book, name, columns, widths, head):
    sheet = book.add_worksheet(name[:31])
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for column, label in enumerate(columns):
        sheet.write_string(0, column, label, head)
    sheet.freeze_panes(1, 0)
    return sheet


def _cut(text):
    return (text or "")[:_LONGEST]
