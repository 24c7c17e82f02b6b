from odoo import fields, models


class FieldRefusalWizard(models.TransientModel):
    """Ask the accountant for the reason of a refusal."""

    _name = "field.refusal.wizard"
    _description = "Refuse what a rep asks for"

    request_id = fields.Many2one("field.conversion.request", ondelete="cascade")
    line_ids = fields.Many2many("field.modification.request.line")
    reason = fields.Text(required=True)

    def action_refuse(self):
        self.ensure_one()
        (self.line_ids or self.request_id).action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
