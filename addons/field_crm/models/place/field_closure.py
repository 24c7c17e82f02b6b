from odoo import fields, models

from ...engine.opening_hours import Closure


class FieldClosure(models.Model):
    """Days on which a place is closed whatever its hours: holidays, stocktaking."""

    _name = "field.closure"
    _description = "Closed days"
    _inherit = ["field.period.mixin"]
    _rec_name = "reason"

    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Date(string="Closed from")
    reason = fields.Char()

    def _to_closures(self):
        return [
            Closure(closure.date_from, closure.date_to, closure.reason or "")
            for closure in self
        ]
