from odoo import api, models
from odoo.fields import Domain

from odoo.addons.field_crm.engine.client_sheet import SHEET

# Lists that a field of the sheet is chosen from, by the model behind it.
_LISTS = {
    "field.agency": "agencies",
    "field.client.category": "categories",
    "field.client.subcategory": "subcategories",
    "field.payment.mode": "payment_modes",
    "field.price.grid": "price_grids",
    "res.country": "countries",
    "res.currency": "currencies",
    "res.users": "users",
}


class FieldPullSheetLists(models.AbstractModel):
    """The client sheet of annexe 2: its fields, their rules, and their codes."""

    _name = "field.pull.sheet.lists"
    _description = "Client sheet of a phone"

    @api.model
    def _get_lists(self):
        return {
            "agencies": self._read("field.agency", "code", "name"),
            "price_grids": self._read("field.price.grid", "code", "name"),
            "categories": self._read(
                "field.client.category", "code", "name", "is_farmer"
            ),
            "subcategories": self._read(
                "field.client.subcategory", "code", "name", "category_id", "farmer"
            ),
            "codes": self._read("field.sheet.code", "list", "code", "name"),
            "payment_modes": self._read(
                "field.payment.mode",
                "code",
                "name",
                "farmer_only",
                "locked_days",
                "requires_bank_account",
                "requires_signature",
            ),
            "countries": self._read("res.country", "code", "name"),
            "currencies": self._get_currencies(),
            "sheet": self._get_sheet(),
        }

    @api.model
    def _read(self, model, *names):
        records = self.env[model].search(Domain.TRUE)
        fields = records._fields
        return [
            {
                key: None if value is False and fields[key].type != "boolean" else value
                for key, value in one.items()
            }
            for one in records.read(names, load=None)
        ]

    @api.model
    def _get_currencies(self):
        return [
            {"id": one.id, "code": one.name, "name": one.full_name or one.name}
            for one in self.env["res.currency"].search(Domain.TRUE)
        ]

    @api.model
    def _get_sheet(self):
        asked = self.env["field.sheet.field"]
        mandatory, askable = asked._get_mandatory_names(), asked._get_askable_names()
        lengths = {field.name: field for field in SHEET}
        names = [field.name for field in SHEET]
        # In the ERP it stands as two columns; people type one.
        names.insert(names.index("department_code"), "zip")
        return [
            self._describe(name, lengths.get(name), mandatory, askable)
            for name in names
        ]

    @api.model
    def _describe(self, name, sheet, mandatory, askable):
        Partner = self.env["res.partner"]
        field = Partner._fields[name]
        is_choice = field.type == "many2one"
        return {
            "name": name,
            "label": Partner._get_sheet_label(name),
            "type": "choice" if is_choice else field.type,
            "length": (sheet and sheet.is_text and sheet.length) or None,
            "mandatory": name in mandatory,
            "may_be_asked": name in askable,
            "list": self._get_list_name(field) if is_choice else None,
        }

    @staticmethod
    def _get_list_name(field):
        if field.comodel_name == "field.sheet.code":
            # Each field takes the codes of one list, which its domain names.
            return f"codes:{field.domain[0][2]}"
        return _LISTS[field.comodel_name]
