"""Make ``clients-et-prospects.xlsx`` from ``workbook_rows.csv``.

The file is as an accountant has it: a title above the headers, postal codes and SIRET
that Excel took for numbers, dates of every kind, and a few mistakes that the import
must find. Run this script after a change of the rows.
"""

import csv
import re
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

FOLDER = Path(__file__).parent
ROWS = FOLDER / "workbook_rows.csv"
WORKBOOK = FOLDER / "clients-et-prospects.xlsx"

SHEET = "Clients et prospects"
HEADER_ROW = 3

_NUMBER = re.compile(r"0|[1-9][0-9]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WIDE = {
    "Nom": 34,
    "Adresse 1": 28,
    "Adresse 2": 26,
    "Ville": 24,
    "Mail": 40,
    "SIRET": 19,
    "N° TVA": 17,
    "Activité": 30,
    "Commercial": 17,
    "Secteur": 25,
    "IBAN": 36,
    "Observations": 34,
}

READ_ME = (
    "Fichier des clients et prospects – mode d'emploi",
    "",
    "Ce classeur réunit l'ancien fichier de l'agence et celui des commerciaux.",
    f"L'onglet à importer est « {SHEET} », les en-têtes sont en ligne {HEADER_ROW}.",
    "",
    "Colonne « Référence » : obligatoire. Une référence déjà connue met la fiche à "
    "jour, une nouvelle la crée.",
    "Colonne « Client » : Oui pour un client, Non pour un prospect.",
    "Colonnes VL à PL & PLP : nombre de véhicules du parc.",
    "Colonne « Observations » : notes internes, à ne pas importer.",
    "",
    "Quelques lignes sont fausses, à dessein : un nom trop long, une catégorie "
    "inconnue, un IBAN erroné,",
    "une référence en double et une date impossible. L'import les signale avant "
    "d'écrire quoi que ce soit.",
)


def read_rows() -> tuple[list[str], list[list[str]]]:
    """Headers and rows of the workbook, as text."""
    with ROWS.open(encoding="utf-8", newline="") as source:
        headers, *rows = csv.reader(source)
    return headers, rows


def as_cell(text: str) -> str | int | date | None:
    """What Excel makes of a text that is typed into a cell."""
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        return int(text)
    if _DATE.fullmatch(text):
        return date.fromisoformat(text)
    return text


def make_workbook(path: Path = WORKBOOK) -> None:
    """Write the workbook; the same rows give the same file."""
    headers, rows = read_rows()
    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_properties(
            {"title": SHEET, "created": datetime(2026, 1, 5), "author": "Comptabilité"}
        )
        title = workbook.add_format({"bold": True, "font_size": 14})
        _write_read_me(workbook.add_worksheet("Lisez-moi"), title)
        sheet = workbook.add_worksheet(SHEET)
        sheet.write_string(0, 0, "Clients et prospects – extraction comptable", title)
        _write_rows(workbook, sheet, headers, rows)


def _write_read_me(sheet, title) -> None:
    sheet.set_column(0, 0, 110)
    for number, text in enumerate(READ_ME):
        sheet.write_string(number, 0, text, None if number else title)


def _write_rows(workbook, sheet, headers, rows) -> None:
    bold = workbook.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
    whole = workbook.add_format({"num_format": "0"})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for column, header in enumerate(headers):
        sheet.set_column(column, column, _WIDE.get(header, max(8, len(header) + 2)))
        sheet.write_string(HEADER_ROW - 1, column, header, bold)
    for number, row in enumerate(rows, start=HEADER_ROW):
        for column, text in enumerate(row):
            value = as_cell(text)
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(number, column, value, whole)
            elif value:
                sheet.write_string(number, column, value)
    sheet.freeze_panes(HEADER_ROW, 4)
    last = HEADER_ROW - 1 + len(rows)
    sheet.autofilter(HEADER_ROW - 1, 0, last, len(headers) - 1)


if __name__ == "__main__":
    make_workbook()
