"""Workbooks written and read back."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from field_crm.engine.exporter import (
    ExportColumn,
    ExportError,
    workbook,
    write_workbook,
)
from field_crm.engine.importer import Column, read_table, write_refused
from hypothesis import given
from hypothesis import strategies as st


def written(headers, *rows):
    stream = io.BytesIO()
    assert write_workbook(stream, list(map(ExportColumn, headers)), rows) == len(rows)
    return stream.getvalue()


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


def test_too_many_rows(monkeypatch):
    """S0-43: a base longer than a sheet is refused, never cut."""
    monkeypatch.setattr(workbook, "_LAST_ROW", 2)
    with pytest.raises(ExportError) as caught:
        written(["Référence"], ["1"], ["2"], ["3"])
    assert caught.value.limit == 2


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
