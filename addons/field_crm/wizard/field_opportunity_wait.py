from odoo import fields, models


class FieldOpportunityWait(models.TransientModel):
    """Why an opportunity waits, and until when (S4-49)."""

    _name = "field.opportunity.wait"
    _description = "Put an opportunity on hold"

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    until = fields.Date(required=True)
    reason = fields.Char(required=True)

    def action_wait(self):
        self.ensure_one()
        self.lead_id.check_access("write")
        self.lead_id._start_waiting(self.until, self.reason)
