from odoo import fields, models


class FieldSheetCode(models.Model):
    """The short code lists of annexe 2 that carry no rule of their own."""

    _name = "field.sheet.code"
    _description = "Client sheet code"
    _inherit = ["field.code.mixin"]
    _order = "list, sequence, code, id"

    list = fields.Selection(
        [
            ("title", "Title"),
            ("periodicity", "Periodicity"),
            ("delivery_grouping", "Delivery note grouping"),
            ("order_grouping", "Order grouping"),
            ("statement", "Statement printing"),
            ("delivery_authorization", "Delivery note authorization"),
            ("fixed_fee", "Fixed fees"),
            ("reference_required", "Client reference mandatory"),
            ("invoicing_type", "Invoicing type"),
            ("invoice_edition", "Invoice printing type"),
        ],
        required=True,
        index=True,
    )

    _code_unique = models.UniqueIndex(
        "(list, code)", "This code exists already in its list."
    )

    def _get_code_length(self):
        return 4 if self.list == "title" else 1
