"""Values of the client sheet as winpneu holds them, and back."""

from odoo import fields

from odoo.addons.field_crm.engine.client_sheet import SHEET

# What stands in winpneu for a record, when it is not its code.
KEYS = {
    "user_id": "rep_code",
    "country_id": "code",
    "bank_country_id": "code",
    "invoice_currency_id": "name",
}


def to_winpneu(partner, columns=None):
    """A partner's sheet by the columns of annexe 2; dates as ISO text.

    :param columns: the columns that are wanted, all when left out
    """
    values = {}
    for field in SHEET:
        if columns is not None and field.column not in columns:
            continue
        value = partner[field.name]
        kind = partner._fields[field.name].type
        if kind == "many2one":
            value = value.sudo()[KEYS.get(field.name, "code")] if value else None
        elif kind == "date":
            value = fields.Date.to_string(value) if value else None
        elif kind != "integer":
            value = value or None
        values[field.column] = value
    return values
