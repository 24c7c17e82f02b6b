"""Workbooks good, odd and hostile."""

import io
import random
import zipfile
from datetime import datetime

import openpyxl
import pytest
from field_crm.engine.importer import (
    FileFault,
    FileRemark,
    ImportFileError,
    Limits,
    find_sheets,
    read_table,
)
from field_crm.engine.spreadsheet import ENCODINGS, Reading
from field_crm.engine.spreadsheet.delimited import Delimited
from field_crm.engine.spreadsheet.kind import FileKind, recognise
from hypothesis import given, settings
from hypothesis import strategies as st


def workbook(*rows, sheet="Clients", before=(), formats=None):
    """An ``.xlsx`` file of these rows; ``before`` names empty sheets before it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in before:
        book.create_sheet(name)
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(row)
    for cell, number_format in (formats or {}).items():
        page[cell].number_format = number_format
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIMPLE = workbook(["Référence", "Nom"], ["C1", "Garage du Lac"])


def fault_of(content, **limits):
    with pytest.raises(ImportFileError) as caught:
        limits = Limits(**limits)
        sheet = find_sheets(content, limits)[0]
        read_table(content, sheet.name, limits=limits)
    return caught.value.fault


def test_only_filled_sheets_are_offered():
    """S0-32: « l'onglet à utiliser », the empty ones left out."""
    content = workbook(["Référence"], ["C1"], before=["Lisez-moi", "Vide"])
    assert [sheet.name for sheet in find_sheets(content)] == ["Clients"]


def test_page_of_explanations_is_told_from_a_table():
    """S0-32: the sheet proposed is one with several columns."""
    (page,) = find_sheets(workbook(["Mode d'emploi"], ["Une ligne par client"]))
    (table,) = find_sheets(SIMPLE)
    assert (page.is_table, table.is_table) == (False, True)


def test_table():
    """S0-33: every column has a header, a letter and sample values."""
    table = read_table(
        workbook(
            ["Référence", "Nom", None, "Créé le"],
            ["C1", "Garage du Lac", "?", datetime(2026, 3, 4)],
            [],
            ["C2", " ", None, None],
        ),
        "Clients",
    )
    assert [(each.letter, each.header, each.samples) for each in table.columns] == [
        ("A", "Référence", ("C1", "C2")),
        ("B", "Nom", ("Garage du Lac",)),
        ("C", "", ("?",)),
        ("D", "Créé le", ("2026-03-04",)),
    ]
    assert table.header_row == 1
    assert [number for number, _values in table.rows] == [2, 4]


def test_header_below_a_title():
    """S0-33: the headers are found below a title and a blank line."""
    table = read_table(
        workbook(
            ["Fichier clients au 04/03/2026"],
            [],
            ["Référence", "Nom", "CP"],
            ["C1", "Garage du Lac", 1000],
        ),
        "Clients",
    )
    assert table.header_row == 3
    assert [row for row, _values in table.rows] == [4]


def test_header_row_chosen_by_hand():
    """S0-33: a row of headers that was guessed wrong is corrected."""
    content = workbook(["A", "B"], ["Référence", "Nom"], ["C1", "Garage du Lac"])
    table = read_table(content, "Clients", header_row=2)
    assert [column.header for column in table.columns] == ["Référence", "Nom"]


def test_number_shown_with_zeros_keeps_them():
    """S0-15: 42 shown by Excel as 00042 is the reference 00042."""
    content = workbook(
        ["Référence", "Nom"], [42, "Garage du Lac"], formats={"A2": "00000"}
    )
    assert list(read_table(content, "Clients").rows) == [
        (2, ("00042", "Garage du Lac"))
    ]


def test_merged_cells_and_formulas():
    """S0-32: merged cells keep their first value, a formula its last result."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Référence", "Nom", "CA"])
    page.append(["C1", "Garage du Lac", "=1+1"])
    page.merge_cells("A2:B2")
    stream = io.BytesIO()
    book.save(stream)
    table = read_table(stream.getvalue(), page.title)
    # openpyxl saves formulas without a result, as do other programs.
    assert list(table.rows) == [(2, ("C1",))]
    assert {note.remark: note.params for note in table.notes} == {
        FileRemark.MERGED_CELLS: {"count": 1},
        FileRemark.FORMULAS_WITHOUT_RESULT: {"count": 1},
    }


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.EMPTY),
        (b"\xef\xbb\xbf \r\n", FileFault.EMPTY),
        (bytes(range(256)) * 4, FileFault.NOT_A_WORKBOOK),
        (OLE + b"\0" * 600, FileFault.NOT_A_WORKBOOK),
        (OLE + "Workbook".encode("utf-16-le") + b"\0" * 600, FileFault.BROKEN),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileFault.PASSWORD),
        (b"PK\x03\x04 not a zip", FileFault.BROKEN),
        (SIMPLE[: len(SIMPLE) // 2], FileFault.BROKEN),
        (workbook(), FileFault.NO_DATA),
        (workbook(["Référence", "Nom"]), FileFault.NO_ROWS),
    ],
)
def test_refused_files(content, fault):
    """S0-32: each file that cannot be a list of clients is refused for its reason."""
    assert fault_of(content) is fault


def test_other_formats_are_named():
    """S0-32: a file of another program is recognised, whatever its name."""
    for member, found in (("word/document.xml", ".docx"), ("xl/workbook.bin", ".xlsb")):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(member, "x")
        with pytest.raises(ImportFileError) as caught:
            find_sheets(stream.getvalue())
        assert caught.value.fault is FileFault.OTHER_FORMAT
        assert caught.value.params == {"found": found}


def test_zip_bomb_is_refused_before_it_is_unpacked():
    """S0-32: a small file that unpacks to hundreds of megabytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"\0" * 10_000_000)
        archive.writestr("xl/workbook.xml", b"")
    assert len(stream.getvalue()) < 20_000
    assert (
        fault_of(stream.getvalue(), unpacked_bytes=9_000_000)
        is FileFault.UNPACKS_TOO_BIG
    )


def test_limits():
    """S0-01: too big a file, too many rows or columns are refused, never cut."""
    assert fault_of(SIMPLE, file_bytes=1_000) is FileFault.TOO_BIG
    rows = [["Référence", "Nom"]] + [[f"C{number}", "X"] for number in range(11)]
    assert fault_of(workbook(*rows), rows=10) is FileFault.TOO_MANY_ROWS
    assert (
        len(read_table(workbook(*rows), "Clients", limits=Limits(rows=11)).rows) == 11
    )
    assert fault_of(workbook(*rows), columns=1) is FileFault.TOO_MANY_COLUMNS


def test_missing_sheet():
    """S0-32: a sheet that is no longer in the file."""
    with pytest.raises(ImportFileError) as caught:
        read_table(SIMPLE, "Autre")
    assert caught.value.fault is FileFault.NO_SHEET


@given(content=st.binary(max_size=2_000))
def test_garbage_is_refused_or_text(content):
    """S0-32: whatever the bytes, the answer is a reason, or lines of text."""
    for prefix in (b"", b"PK\x03\x04", OLE):
        try:
            kind = recognise(prefix + content, Limits())
            if kind is FileKind.TEXT:
                list(Delimited(prefix + content).rows(Limits()))
        except ImportFileError as error:
            assert isinstance(error.fault, FileFault)


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 12))
def test_damaged_workbooks_never_crash(seed, changes):
    """S0-32: a workbook with damaged parts is read or refused, nothing else."""
    chance = random.Random(seed)
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SIMPLE)) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        damaged = chance.choice(source.namelist())
        for name in source.namelist():
            content = bytearray(source.read(name))
            if name == damaged:
                for _change in range(changes):
                    content[chance.randrange(len(content))] = chance.randrange(256)
            target.writestr(name, bytes(content))
    try:
        for sheet in find_sheets(stream.getvalue()):
            read_table(stream.getvalue(), sheet.name)
    except ImportFileError as error:
        assert isinstance(error.fault, FileFault)


def test_a_text_is_read_as_the_user_says():
    """S0-32: encoding and separator that were found wrong can be chosen."""
    content = "Réf,Nom;Prénom\nA1,Zoé;Léa\n".encode("cp1252")
    reading = Reading(encoding="cp1252", separator=",")
    table = read_table(content, "", file_name="x.csv", reading=reading)
    assert [column.header for column in table.columns] == ["Réf", "Nom;Prénom"]
    wrong = Reading(encoding="cp850", separator=";")
    table = read_table(content, "", file_name="x.csv", reading=wrong)
    assert table.columns[0].header != "Réf,Nom"
    assert table.columns[1].header.startswith("Pr")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_to_choose_can_be_read(encoding):
    content = "Réf;Nom\nA1;Zoé\n".encode(encoding)
    table = read_table(content, "", reading=Reading(encoding=encoding))
    assert list(table.rows) == [(2, ("A1", "Zoé"))]
