from odoo import api, fields, models

from ...engine.opening_hours import Closure


class FieldClosure(models.Model):
    """Days on which a place is closed whatever its hours: holidays, stocktaking."""

    _name = "field.closure"
    _description = "Closed days"
    _order = "date_from, id"
    _rec_name = "reason"

    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Date(string="Closed from", required=True)
    date_to = fields.Date(
        string="to",
        required=True,
        compute="_compute_date_to",
        store=True,
        precompute=True,
        readonly=False,
        help="Last day on which it is closed.",
    )
    reason = fields.Char()

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)",
        "The last closed day cannot be before the first.",
    )

    @api.depends("date_from")
    def _compute_date_to(self):
        for closure in self:
            if not closure.date_to or closure.date_to < closure.date_from:
                closure.date_to = closure.date_from

    def _to_closures(self):
        return [
            Closure(closure.date_from, closure.date_to, closure.reason or "")
            for closure in self
        ]
