"""What calamine does not tell about the cells of an ``.xlsx`` sheet.

It gives values without their formats and drops errors. A reference that Excel shows as
00042 must not become 42, and #REF! must not pass for an empty cell. Both are looked
for in the sheet's XML, as a stream of bytes, and only when the workbook has them.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree import ElementTree
from zipfile import ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ZEROS_ONLY = re.compile(r"0{2,}")
_BLOCK = 1 << 20
_CELL = re.compile(rb"<c\s[^>]*>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb'\bs="([0-9]+)"')
_ERROR = re.compile(rb'<c\s[^>]*\bt="e"[^>]*>(?:(?!</c>).){0,500}?<v>([^<]{1,20})</v>')
_NO_RESULT = re.compile(rb"(?:<f[^>]*/>|</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")


@dataclass
class Details:
    """Cells by (row from 1, column from 0).

    Attributes
    ----------
    pads
        Width that a number is shown with.
    errors
        What Excel shows instead of a value.
    formulas_without_result
        How many formulas were saved by a program that does not calculate.
    """

    pads: dict[tuple[int, int], int] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas_without_result: int = 0


def read_details(stream: BinaryIO, sheet_name: str) -> Details:
    """Look through one sheet; what cannot be understood is taken for absent.

    Parameters
    ----------
    stream
        The workbook.
    sheet_name
        Name of the sheet.
    """
    details = Details()
    with ZipFile(stream) as archive:
        path = _sheet_path(archive, sheet_name)
        if not path:
            return details
        widths = _padded_styles(archive)
        with archive.open(path) as sheet:
            for block in _blocks(sheet):
                _look_through(block, widths, details)
    return details


def _look_through(block: bytes, widths: dict[bytes, int], details: Details) -> None:
    if widths:
        for tag in _CELL.findall(block):
            style = _STYLE.search(tag)
            if style and style[1] in widths:
                place = _place(tag)
                if place:
                    details.pads[place] = widths[style[1]]
    if b't="e"' in block:
        for match in _ERROR.finditer(block):
            place = _place(match[0])
            if place:
                details.errors[place] = match[1].decode("utf-8", "replace")
    if b"<f" in block:
        details.formulas_without_result += len(_NO_RESULT.findall(block))


def _blocks(sheet) -> Iterator[bytes]:
    """The sheet in pieces that end with a whole cell."""
    rest = b""
    while data := sheet.read(_BLOCK):
        data = rest + data
        cut = data.rfind(b"</c>") + 4
        if cut == 3:
            # No cell ends here: an enormous text, or no sheet at all.
            rest = data[-_BLOCK:]
            continue
        yield data[:cut]
        rest = data[cut:]
    yield rest


def _place(tag: bytes) -> tuple[int, int] | None:
    match = _REFERENCE.search(tag)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    return int(match[2]), column - 1


def _sheet_path(archive: ZipFile, sheet_name: str) -> str:
    workbook = _parse(archive, "xl/workbook.xml")
    relations = _parse(archive, "xl/_rels/workbook.xml.rels")
    if workbook is None or relations is None:
        return ""
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for sheet in workbook.iter(f"{_MAIN}sheet"):
        if sheet.get("name") == sheet_name:
            target = targets.get(sheet.get(_RELATIONS), "")
            path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            return path if path in archive.namelist() else ""
    return ""


def _padded_styles(archive: ZipFile) -> dict[bytes, int]:
    """Width by number of the style, for formats such as « 00000 »."""
    styles = _parse(archive, "xl/styles.xml")
    if styles is None:
        return {}
    formats = {
        each.get("numFmtId"): len(each.get("formatCode", ""))
        for each in styles.iter(f"{_MAIN}numFmt")
        if _ZEROS_ONLY.fullmatch(each.get("formatCode", ""))
    }
    cells = styles.find(f"{_MAIN}cellXfs")
    if not formats or cells is None:
        return {}
    return {
        str(index).encode(): formats[each.get("numFmtId")]
        for index, each in enumerate(cells)
        if each.get("numFmtId") in formats
    }


def _parse(archive: ZipFile, path: str):
    try:
        return ElementTree.fromstring(archive.read(path))
    except (KeyError, ElementTree.ParseError):
        return None
