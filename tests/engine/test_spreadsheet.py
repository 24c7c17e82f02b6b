"""Files of rows from any program, odd ones and hostile ones."""

import io
import zipfile
from datetime import datetime

import pytest
import xlsxwriter
import xlwt
from field_crm.engine.spreadsheet import (
    FileFault,
    FileRemark,
    ImportFileError,
    Limits,
    open_sheets,
)
from field_crm.engine.spreadsheet.delimited import Delimited, find_separator
from field_crm.engine.spreadsheet.encoding import decode
from field_crm.engine.spreadsheet.spool import Rows, write_rows
from hypothesis import given, settings
from hypothesis import strategies as st

ROWS = [("Référence", "Nom", "Créé le"), ("C1", "Été & Cie", datetime(2026, 3, 4, 5))]


def rows_of(content, name="", sheet=None, **limits):
    contents = open_sheets(content, name, limits=Limits(**limits))
    sheet = contents.sheets[0].name if sheet is None else sheet
    return list(open_sheets(content, name, sheet, Limits(**limits)).sheets[0].rows)


def remarks_of(content, name="", sheet=""):
    notes = open_sheets(content, name, sheet).notes
    return {note.remark: note.params for note in notes}


def xlsx(rows, change=None):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Clients")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if change:
            change(book, sheet)
    return stream.getvalue()


def xls(rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Clients")
    style = xlwt.easyxf(num_format_str="DD/MM/YYYY HH:MM")
    for number, row in enumerate(rows):
        for index, value in enumerate(row):
            is_date = isinstance(value, datetime)
            sheet.write(number, index, value, *((style,) if is_date else ()))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(cells):
    """An OpenDocument sheet of one row, its cells as XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:'
            'xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:'
            'xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:'
            'table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            '<office:body><office:spreadsheet><table:table table:name="Clients">'
            f"<table:table-row>{cells}</table:table-row>"
            "</table:table></office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return stream.getvalue()


def ods_text(text, repeated=1):
    return (
        '<table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def fault_of(content, **limits):
    with pytest.raises(ImportFileError) as caught:
        rows_of(content, **limits)
    return caught.value.fault


# ------------------------------------------------------------------
# Formats
# ------------------------------------------------------------------


@pytest.mark.parametrize("make", [xlsx, xls])
def test_workbooks(make):
    """S0-32: both of Excel's formats, dates as dates, numbers of rows as Excel's."""
    assert rows_of(make(ROWS)) == [(1, ROWS[0]), (2, ROWS[1])]


def test_opendocument():
    """S0-32: a sheet of LibreOffice."""
    content = ods(ods_text("C1") + ods_text("Été"))
    assert rows_of(content) == [(1, ("C1", "Été"))]


def test_rows_and_columns_left_blank_keep_their_places():
    """S0-32: a table that begins in C3 is numbered as Excel numbers it."""

    def change(_book, sheet):
        sheet.write("C3", "Nom")
        sheet.write("D5", "Zoé")

    assert rows_of(xlsx([], change)) == [
        (3, (None, None, "Nom")),
        (5, (None, None, None, "Zoé")),
    ]


def test_content_decides_and_the_extension_is_remarked():
    """S0-32: a text named .xls is read, and said to be one."""
    content = b"Ref;Nom\nC1;Zo\xc3\xa9\n"
    assert rows_of(content, "clients.xls") == [(1, ("Ref", "Nom")), (2, ("C1", "Zoé"))]
    assert remarks_of(content, "clients.xls")[FileRemark.WRONG_EXTENSION] == {
        "given": ".xls",
        "found": ".csv",
    }
    assert not remarks_of(xlsx(ROWS), "Clients.XLSX", "Clients")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"<html><table><tr><td>Ref</td></tr></table></html>", "HTML"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b"\x89PNG\r\n", "image"),
    ],
)
def test_what_only_looks_like_a_workbook(content, found):
    """S0-32: what an ERP calls .xls and is a web page, is named for what it is."""
    with pytest.raises(ImportFileError) as caught:
        open_sheets(content, "clients.xls")
    assert caught.value.fault is FileFault.OTHER_FORMAT
    assert caught.value.params == {"found": found}


def test_right_to_left_and_emoji_are_kept():
    """S0-32: names of any script come through, in every format."""
    row = ("شركة الاختبار", "Zoé 🚜", "日本")
    assert rows_of(xlsx([row])) == [(1, row)]
    assert rows_of(";".join(row).encode()) == [(1, row)]


def test_errors_are_no_blanks():
    """S0-32: #REF! is told, not taken for an empty cell."""
    content = xlsx([], lambda _b, sheet: sheet.write_formula(0, 1, "=A", None, "#REF!"))
    assert rows_of(content) == [(1, (None, "#REF!"))]


def test_two_hundred_columns():
    """S0-33: a wide file is a file."""
    row = tuple(f"Colonne {number}" for number in range(200))
    assert rows_of(xlsx([row])) == [(1, row)]
    assert rows_of("\t".join(row).encode()) == [(1, row)]


# ------------------------------------------------------------------
# Hostile files
# ------------------------------------------------------------------


def test_a_cell_at_the_end_of_the_world():
    """S0-32: a file of a few kilobytes that asks for half a terabyte is refused."""

    def change(_book, sheet):
        sheet.write("A1", "x")
        sheet.write("XFD1048576", "x")

    content = xlsx([], change)
    assert len(content) < 10_000
    limits = {"memory_bytes": 512 * 1024 * 1024, "seconds": 20}
    assert fault_of(content, **limits) in (
        FileFault.TOO_MUCH_WORK,
        FileFault.BROKEN,
        FileFault.TOO_MANY_COLUMNS,
    )


def test_a_cell_repeated_for_ever():
    """S0-32: OpenDocument can say one cell a thousand million times."""
    content = ods(ods_text("bomb", repeated=1_000_000_000))
    limits = {"memory_bytes": 512 * 1024 * 1024, "seconds": 20}
    assert fault_of(content, **limits) in (
        FileFault.TOO_MUCH_WORK,
        FileFault.BROKEN,
        FileFault.TOO_MANY_COLUMNS,
    )


def test_limits_of_texts():
    """S0-01: too many rows or columns of a text are refused, never cut."""
    content = b"a;b\n" * 12
    assert fault_of(content, rows=10) is FileFault.TOO_MANY_ROWS
    assert fault_of(content, columns=1) is FileFault.TOO_MANY_COLUMNS
    assert len(rows_of(content, rows=11)) == 12


# ------------------------------------------------------------------
# Texts
# ------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"]
)
def test_encodings_are_found(encoding):
    """S0-32: what French programs write is read as it was meant."""
    text = "Référence;Nom\nC1;Société d'Été à Besançon, près du Mans\n"
    assert decode(text.encode(encoding)).text == text


def test_lines_of_two_encodings():
    """S0-32: lines pasted from another program are read by themselves, and told."""
    content = "C1;Été\n".encode() + "C2;Noël\n".encode("cp1252")
    assert rows_of(content) == [(1, ("C1", "Été")), (2, ("C2", "Noël"))]
    assert remarks_of(content)[FileRemark.MIXED_ENCODINGS]["lines"] == 1


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_utf_8_is_never_mistaken(text):
    """S0-32: a text that is UTF-8 comes through unchanged, whatever it says."""
    decoded = decode(text.encode())
    if decoded.encoding == "utf-8":
        assert decoded.text == text


@given(
    rows=st.lists(
        st.lists(st.text("abcé 12", min_size=1, max_size=5), min_size=2, max_size=6),
        min_size=1,
        max_size=8,
    ),
    separator=st.sampled_from(";\t|"),
)
def test_separator_is_found(rows, separator):
    """S0-32: the separator is that of a table, not one inside its cells."""
    width = min(map(len, rows))
    text = "\n".join(separator.join(row[:width]) for row in rows)
    assert find_separator(text) == separator


def test_separators_inside_quotes():
    """S0-32: a semicolon or a line end inside quotes separates nothing."""
    content = 'sep=,\nRef,Nom\nC1,"Été; ""Cie"",\nsuite"\n'.encode()
    assert list(Delimited(content).rows(Limits())) == [
        (2, ("Ref", "Nom")),
        (3, ("C1", 'Été; "Cie",\nsuite')),
    ]


# ------------------------------------------------------------------
# Rows on disk
# ------------------------------------------------------------------


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 2**20),
            st.lists(
                st.none()
                | st.text(max_size=5)
                | st.floats(allow_nan=False)
                | st.booleans()
                | st.dates()
                | st.datetimes()
                | st.times()
                | st.timedeltas(),
                max_size=5,
            ).map(tuple),
        ),
        max_size=30,
    )
)
def test_rows_come_back_as_they_went(rows):
    """S0-01: rows kept on disk are the same rows, as often as they are asked for."""
    stream = io.BytesIO()
    kept = Rows(stream, write_rows(stream, rows))
    assert len(kept) == len(rows)
    assert list(kept) == rows
    assert list(kept) == rows


def test_rows_are_read_a_thousand_at_a_time():
    """S0-01: memory holds a chunk, however many rows there are."""
    stream = io.BytesIO()
    kept = Rows(stream, write_rows(stream, ((n, ("x",)) for n in range(2500))))
    assert [len(chunk) for chunk in kept.chunks()] == [1000, 1000, 500]
