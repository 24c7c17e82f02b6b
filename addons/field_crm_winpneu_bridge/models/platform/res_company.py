from odoo import api, fields, models

_BOUNDS = {"field_winpneu_archive_months": (0, 120)}


class ResCompany(models.Model):
    _inherit = "res.company"

    field_winpneu_archive_months = fields.Integer(
        string="Months before rows are archived in winpneu",
        help="Rows that Field CRM wrote are marked as archived (c_archive = O) so many "
        "months after their date. 0: never.",
    )

    @api.constrains(*_BOUNDS)
    def _check_winpneu_bounds(self):
        self._check_bounds(_BOUNDS)
