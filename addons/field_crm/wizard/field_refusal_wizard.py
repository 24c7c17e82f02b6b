from odoo import fields, models


class FieldRefusalWizard(models.TransientModel):
    """Ask the accountant for the reason of a refusal."""

    _name = "field.refusal.wizard"
    _description = "Refuse a conversion request"

    request_id = fields.Many2one(
        "field.conversion.request", required=True, ondelete="cascade"
    )
    reason = fields.Text(required=True)

    def action_refuse(self):
        self.request_id.action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
