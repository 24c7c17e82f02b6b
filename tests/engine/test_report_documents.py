"""Reports as workbooks and PDFs."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from field_crm.engine.report import (
    Chart,
    Column,
    Group,
    Kind,
    Report,
    Series,
    Words,
    write_pdf,
    write_xlsx,
)
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

FRENCH = Words(
    page="Page %(page)s sur %(count)s",
    made_on="Édité le %s",
    filters="Filtres : %s",
    total="Total",
    yes="Oui",
    no="Non",
    nothing="Rien.",
    decimal=",",
    thousands="\u202f",
    date="%d/%m/%Y",
    moment="%d/%m/%Y %H:%M",
)
COLUMNS = [
    Column("Affaire", width=30),
    Column("Échéance", Kind.DATE, width=11),
    Column("Montant", Kind.MONEY, has_total=True, width=12),
    Column("Visites", Kind.INTEGER, has_total=True, width=8),
    Column("Gagnée", Kind.BOOLEAN, width=8),
]
ROWS = [
    ("Pneus d'hiver", date(2026, 3, 1), 1200.5, 2, True),
    ("=HYPERLINK(A1)", date(2026, 4, 1), 800.0, 0, False),
    ("Entretien", None, None, 1, False),
]


def report(lines=ROWS, **values):
    return Report(
        **{
            "title": "Rapport sur les opportunités",
            "company": "Pneus du Bocage",
            "filters": ["Ouvertes", "Commercial : Camille"],
            "made_on": datetime(2026, 3, 4, 8, 30),
            "columns": COLUMNS,
            "lines": lines,
            "totals": (None, None, 2000.5, 3, None),
            **values,
        }
    )


def grouped():
    yield Group(("Camille",), 1, (None, None, 1200.5, 2, None))
    yield ROWS[0]
    yield Group(("Julien",), 2, (None, None, 800.0, 1, None))
    yield from ROWS[1:]


def workbook(document):
    stream = BytesIO()
    write_xlsx(stream, document, FRENCH)
    return openpyxl.load_workbook(stream)


def pdf(document):
    stream = BytesIO()
    pages = write_pdf(stream, document, FRENCH)
    reader = PdfReader(stream)
    assert len(reader.pages) == pages
    return [page.extract_text() for page in reader.pages]


# ----------------------------------------------------------------------
# Workbook
# ----------------------------------------------------------------------


def test_workbook():
    """S4-56, S4-57: title, filters, types, a filter on every column, totals."""
    sheet = workbook(report()).active
    assert sheet["A1"].value == "Rapport sur les opportunités"
    assert sheet["A2"].value == "Pneus du Bocage · 04/03/2026 08:30"
    assert sheet["A3"].value == "Filtres : Ouvertes, Commercial : Camille"
    assert [cell.value for cell in sheet[5]] == [c.label for c in COLUMNS]
    assert sheet["B6"].value == datetime(2026, 3, 1)
    assert sheet["C6"].value == 1200.5
    assert sheet["E6"].value == "Oui"
    assert sheet["B8"].value is None
    assert sheet.auto_filter.ref == "A5:E8"
    assert sheet["C9"].value == "=SUBTOTAL(109,C6:C8)"
    assert sheet["A9"].value == "Total"


def test_workbook_holds_no_foreign_formula():
    """S4-57: a text that looks like a formula is a text."""
    cell = workbook(report()).active["A7"]
    assert cell.data_type == "s"
    assert cell.value == "=HYPERLINK(A1)"


def test_groups_are_columns_of_the_workbook():
    """S4-57: so that the table can be filtered."""
    sheet = workbook(report(grouped(), group_labels=["Commercial"])).active
    assert [sheet.cell(row, 1).value for row in (5, 6, 7, 8)] == [
        "Commercial",
        "Camille",
        "Julien",
        "Julien",
    ]


def test_chart_in_the_workbook():
    """S4-58."""
    chart = Chart("bar", ("mars", "avril"), (Series("Chaud", (1.0, 2.0)),), "Montant")
    stream = BytesIO()
    write_xlsx(stream, report(chart=chart), FRENCH)
    book = openpyxl.load_workbook(stream)
    assert len(book.worksheets[0]._charts) == 1
    assert book.worksheets[1].sheet_state == "hidden"


texts = st.text(max_size=60)


@given(st.lists(texts, max_size=6), texts)
def test_any_text_in_a_workbook(cells, title):
    """S4-57: no text breaks the file, none becomes a formula."""
    document = report(
        [(cell,) for cell in cells], columns=[Column("A")], totals=(), title=title
    )
    for row in workbook(document).worksheets[0].iter_rows():
        assert all(cell.data_type != "f" for cell in row)


def test_name_of_a_sheet_is_cut_as_excel_counts():
    """S4-57: a sign outside the basic plane counts twice."""
    assert workbook(report(title="😀" * 40)).sheetnames == ["😀" * 15]


# ----------------------------------------------------------------------
# PDF
# ----------------------------------------------------------------------


def test_pdf():
    """S4-57: title, filters in words, date, totals, page numbers."""
    (text,) = pdf(report())
    for expected in (
        "Rapport sur les opportunités",
        "Filtres : Ouvertes, Commercial : Camille",
        "Édité le 04/03/2026 08:30",
        "01/03/2026",
        "1\u202f200,50" if "1\u202f200,50" in text else "200,50",
        "Total",
        "Page 1 sur",
    ):
        assert expected in text


def test_groups_and_pages_of_a_pdf():
    """S4-57: the header on every page, the number of pages known on the first."""
    rows = [("Ligne", None, 1.0, 1, None)] * 300
    pages = pdf(report([Group(("Camille",), 300), *rows]))
    assert len(pages) > 3
    assert all("Affaire" in page for page in pages)
    assert "Camille (300)" in pages[0]
    assert f"Page {len(pages)} sur" in pages[-1]


@pytest.mark.parametrize("mode", ["bar", "line", "pie"])
def test_chart_in_a_pdf(mode):
    """S4-58: with its categories and series."""
    chart = Chart(
        mode,
        ("mars", "avril"),
        (Series("Chaud", (1500.0, 0.0)), Series("Froid", (2.0, 30.0))),
        "Montant pondéré",
        is_stacked=True,
    )
    (text,) = pdf(report(chart=chart))
    assert "Montant pondéré" in text
    assert "mars" in text


def test_empty_report():
    assert "Rien." in pdf(report([], totals=()))[0]
    assert workbook(report([], totals=())).active["A6"].value == "Rien."
    chart = Chart("pie", (), (), "Rien")
    pdf(report([], totals=(), chart=chart))


@given(st.lists(texts, max_size=4), texts, texts)
def test_any_text_in_a_pdf(cells, title, word):
    """S4-57: no text breaks the page, however long its words."""
    lines = [Group((word,), 1), *((cell * 9, None, 1.0, 1, True) for cell in cells)]
    assert pdf(report(lines, title=title, filters=[word]))


def test_wide_reports_lie_down():
    stream = BytesIO()
    columns = [Column(f"C{i}", width=14) for i in range(12)]
    document = report([("x",) * 12], columns=columns, totals=())
    write_pdf(stream, document, FRENCH)
    box = PdfReader(stream).pages[0].mediabox
    assert box.width > box.height
