from odoo import api, fields, models

_MOST_DAYS = 365


class ResCompany(models.Model):
    _inherit = "res.company"

    field_import_undo_days = fields.Integer(
        string="Days that an import can be undone",
        default=30,
        help="What an import has replaced is kept for so many days. 0: until the "
        "import leaves the log.",
    )

    @api.constrains("field_import_undo_days")
    def _check_field_import_undo_days(self):
        self._check_bounds({"field_import_undo_days": (0, _MOST_DAYS)})
