"""Workbooks written and read back."""

import io
import math
from datetime import date, datetime

import openpyxl
import pytest
from field_crm.engine.exporter import ExportColumn, Kind, workbook, write_workbook
from field_crm.engine.importer import Column, read_table, write_refused
from hypothesis import given, settings
from hypothesis import strategies as st


def written(headers, *rows):
    stream = io.BytesIO()
    result = write_workbook(stream, list(map(ExportColumn, headers)), rows)
    assert result.rows == len(rows)
    return stream.getvalue()


def cells(kind, *values):
    """Cells of a column of this kind, as Excel reads them."""
    stream = io.BytesIO()
    columns = [ExportColumn("Valeur", kind=kind)]
    result = write_workbook(stream, columns, ([value] for value in values))
    page = openpyxl.load_workbook(stream).active
    return result, [row[0] for row in page.iter_rows(min_row=2)]


def test_sheet():
    """S0-43: an .xlsx with a frozen header, a filter and typed cells."""
    content = written(
        ["Référence", "Nom", "Revoir", "CA", "Vu"],
        ["00042", "Garage du Lac", date(2026, 3, 4), 12.5, datetime(2026, 3, 1, 9, 30)],
        ["7", None, None, 0, None],
    )
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:E3"
    assert [cell.value for cell in page[2]] == [
        "00042",
        "Garage du Lac",
        datetime(2026, 3, 4),
        12.5,
        datetime(2026, 3, 1, 9, 30),
    ]
    assert page["A2"].data_type == "s" and page["A2"].number_format == "@"
    assert page["C2"].is_date


def test_nothing_to_export():
    """S0-44: an empty selection gives the headers alone."""
    page = openpyxl.load_workbook(io.BytesIO(written(["Référence"]))).active
    assert [[cell.value for cell in row] for row in page] == [["Référence"]]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+33299001122", "-2", "@SUM(A1)", "=HYPERLINK(\"x\")", "\t=1", "{=1}",
     "https://example.com", "01000", "1e5", "TRUE"],
)  # fmt: skip
def test_text_never_becomes_a_formula(text):
    """S0-43: a name that looks like a formula, a number or a link stays a text."""
    content = written(["Nom"], [text])
    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.hyperlink is None


@given(text=st.text(max_size=60))
def test_any_text_gives_a_workbook_that_opens(text):
    """S0-43: no character of a name makes the file unreadable."""
    content = written(["Nom", "Référence"], [text, "1"])
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page["B2"].value == "1"
    if text.isprintable() and text:
        assert page["A2"].value == text


def test_more_rows_than_a_sheet_holds(monkeypatch):
    """S0-43: what is longer than a sheet goes on in the next one, with its headers."""
    monkeypatch.setattr(workbook, "_LAST_ROW", 2)
    stream = io.BytesIO()
    rows = [[str(number)] for number in range(5)]
    result = write_workbook(stream, [ExportColumn("Référence")], rows, "x" * 31)
    assert (result.rows, result.sheets) == (5, 3)
    book = openpyxl.load_workbook(stream)
    assert book.sheetnames == ["x" * 31, f"{'x' * 29} 2", f"{'x' * 29} 3"]
    assert [[cell.value for (cell,) in page] for page in book] == [
        ["Référence", "0", "1"],
        ["Référence", "2", "3"],
        ["Référence", "4"],
    ]


def test_exactly_as_many_rows_as_a_sheet_holds(monkeypatch):
    """S0-43: no empty sheet follows."""
    monkeypatch.setattr(workbook, "_LAST_ROW", 2)
    result = write_workbook(io.BytesIO(), [ExportColumn("Référence")], [["1"], ["2"]])
    assert (result.rows, result.sheets) == (2, 1)


def test_text_longer_than_a_cell():
    """S0-43: a cell holds 32,767 characters; that one was cut is told."""
    result, (short, long) = cells(Kind.TEXT, "a" * 32_767, "b" * 32_768)
    assert (len(short.value), len(long.value), result.cut) == (32_767, 32_767, 1)


def test_emoji_count_twice():
    """S0-43: Excel's limit is in units of UTF-16, and no half of a character stays."""
    result, (fits, cut) = cells(Kind.TEXT, "😀" * 16_383, "a" * 32_766 + "😀")
    assert (fits.value, cut.value) == ("😀" * 16_383, "a" * 32_766)
    assert result.cut == 1


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.ANY])
def test_a_name_is_never_markup(kind):
    """S0-43: nor what xlsxwriter would take for a rich text, and write as it is."""
    trap = "<r><t>x</t></r></is></c><c><f>1+1</f></c><r></r>"
    _result, (cell,) = cells(kind, trap)
    assert (cell.value.strip(), cell.data_type) == (trap, "s")


@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=60))
def test_a_column_of_texts_writes_what_any_column_writes(text):
    """S0-43: the short way gives the same cells."""
    assert [cell.value for cell in cells(Kind.TEXT, text)[1]] == [
        cell.value for cell in cells(Kind.ANY, text)[1]
    ]


@settings(max_examples=30, deadline=None)
@given(moment=st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)))
def test_days_and_times(moment):
    """S0-43: days and times are those that a spreadsheet reads, to the second."""
    moment = moment.replace(microsecond=0)
    _result, (day,) = cells(Kind.DATE, moment.date())
    assert day.value.date() == moment.date()
    _result, (time,) = cells(Kind.DATETIME, moment)
    assert abs(time.value - moment).total_seconds() < 1


def test_days_before_excel_are_texts():
    """S0-43: a company of 1899 has no day in Excel; 1 January 1900 is day 1."""
    _result, (old, first) = cells(Kind.DATE, date(1899, 12, 31), date(1900, 1, 1))
    assert (old.value, first.value) == ("1899-12-31", datetime(1900, 1, 1))


def test_a_number_that_is_none():
    """S0-43: infinity is no number of a spreadsheet, and makes no broken file."""
    _result, (number, infinite) = cells(Kind.NUMBER, 12.5, math.inf)
    assert (number.value, infinite.value) == (12.5, "inf")


def test_refused_rows_can_be_mended():
    """S0-33: the refused rows come back with their columns and the reason."""
    stream = io.BytesIO()
    columns = [Column(0, "Référence"), Column(2, "CP")]
    rows = [((5, ("C1", "ignored", 1000)), "Nom manquant"), ((9, ("C2",)), "Autre")]
    write_refused(stream, columns, rows, "Motif")
    table = read_table(stream.getvalue(), "Clients")
    assert [column.header for column in table.columns] == ["Référence", "CP", "Motif"]
    assert [values for _number, values in table.rows] == [
        ("C1", 1000, "Nom manquant"),
        ("C2", None, "Autre"),
    ]
