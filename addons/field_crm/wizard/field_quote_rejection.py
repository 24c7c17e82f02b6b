from odoo import fields, models


class FieldQuoteRejection(models.TransientModel):
    """Why the client rejects a quote (S4-51)."""

    _name = "field.quote.rejection"
    _description = "Mark a quote as rejected"

    order_id = fields.Many2one("sale.order", required=True, ondelete="cascade")
    reason = fields.Text()

    def action_reject(self):
        self.ensure_one()
        self.order_id._reject(self.reason)
