from odoo import fields, models


class FieldBookingRefusalWizard(models.TransientModel):
    """Ask the planner for the reason that the asker will read."""

    _name = "field.booking.refusal.wizard"
    _description = "Refuse a booking request"

    request_ids = fields.Many2many("field.booking.request", required=True)
    reason = fields.Text(required=True)

    def action_refuse(self):
        self.ensure_one()
        self.request_ids.action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
