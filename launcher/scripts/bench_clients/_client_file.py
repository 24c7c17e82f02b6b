"""A workbook of clients as an accountant brings it, the same for the same size."""

import datetime
import io
import random

import xlsxwriter

from odoo.addons.field_crm.tests.large.words import FIRST_NAMES, NAMES, TOWNS, TRADES

# Header in the file, and the field that it is mapped to.
COLUMNS = {
    "Référence": "ref",
    "Raison sociale": "name",
    "Client": "field_status",
    "Code client": "client_code",
    "SIRET": "company_registry",
    "Code APE": "ape_code",
    "Activité": "business_activity",
    "Adresse": "street",
    "Adresse 2": "street2",
    "Code postal": "zip",
    "Ville": "city",
    "Pays": "country_id",
    "Téléphone": "phone",
    "Portable": "mobile",
    "E-mail": "email",
    "Commercial": "user_id",
    "Secteur": "sector_id",
    "Date de revoir": "revisit_date",
    "CA": "revenue_current",
    "CA N-1": "revenue_previous",
}
_STREETS = ("rue de la Gare", "place de l'Église", "Kerlann", "ZA du Bois", "Le Bourg")
_ACTIVITIES = ("Mécanique", "Transport", "Élevage", "Travaux publics", "Négoce")


def rows(count, reps, sectors, prefix="B", seed=7):
    """So many rows; every identifier is another one, as in life."""
    source = random.Random(seed)
    today = datetime.date(2026, 1, 1)
    for number in range(count):
        town, postcode, _latitude, _longitude = source.choice(TOWNS)
        name = f"{source.choice(TRADES)} {source.choice(NAMES)} {number}"
        person = source.choice(FIRST_NAMES).lower()
        yield (
            f"{prefix}{number:06}",
            name,
            "oui",
            f"GX{prefix}{number:06}",
            _siret(number),
            source.choice(("4520A", "4941A", "0141Z")),
            source.choice(_ACTIVITIES),
            f"{source.randrange(1, 200)} {source.choice(_STREETS)}",
            "Bâtiment B" if number % 7 == 0 else None,
            int(postcode),
            town.upper() if number % 3 else town,
            "France",
            f"02 {_pairs(30_000_000 + number)}",
            f"06{_pairs(10_000_000 + number)}".replace(" ", ""),
            f"{person}.{number}@exemple.fr",
            source.choice(reps),
            source.choice(sectors),
            today + datetime.timedelta(days=source.randrange(600)),
            round(source.random() * 200_000, 2),
            round(source.random() * 200_000, 2),
        )


def _pairs(number):
    digits = f"{number:08}"
    return " ".join(digits[index : index + 2] for index in range(0, 8, 2))


def _siret(number):
    """A SIRET with right keys, or it would be a doubt to tell."""
    siren = _with_key(f"{30_000_000 + number:08}")
    return _with_key(f"{siren}0001")


def _with_key(start):
    """Digits with the key of Luhn behind them."""
    total = 0
    for index, digit in enumerate(reversed(start)):
        value = int(digit) * (1 if index % 2 else 2)
        total += value - 9 if value > 9 else value
    return f"{start}{-total % 10}"


def workbook(made):
    """An ``.xlsx`` file of rows."""
    stream = io.BytesIO()
    options = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("Clients")
        sheet.write_row(0, 0, list(COLUMNS))
        for number, row in enumerate(made, start=1):
            for position, value in enumerate(row):
                if value is not None:
                    sheet.write(number, position, value)
    return stream.getvalue()
