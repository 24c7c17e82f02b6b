"""A workbook to fill in, for whoever has none yet."""

from ...engine.exporter import ExportColumn, write_workbook

# Example rows: recognisable as such.
_ROWS = {
    "ref": ("C0001", "P0001"),
    "name": ("Garage du Centre (exemple)", "GAEC des Saules (exemple)"),
    "field_status": ("Oui", "Non"),
    "street": ("12 rue de la Gare", "La Ville Neuve"),
    "zip": ("35000", "53000"),
    "city": ("Rennes", "Laval"),
    "country_id": ("France", "France"),
    "phone": ("02 99 01 00 01", "02 43 01 00 02"),
    "email": ("garage@example.com", "gaec@example.com"),
    "company_registry": ("", ""),
    "partner_latitude": (48.1113, None),
    "partner_longitude": (-1.68, None),
    "revisit_date": ("", ""),
}
_WIDTH = 22


def write_sample(env, stream):
    """Write the workbook, its headers in the user's language.

    :param stream: seekable binary file
    """
    labels = dict(env["field.import.catalogue"]._get_choices())
    columns = [ExportColumn(labels[name], _WIDTH) for name in _ROWS]
    rows = zip(*_ROWS.values(), strict=True)
    write_workbook(stream, columns, rows, env._("Clients"))
