from odoo import fields, models
from odoo.exceptions import UserError


class FieldMissionLink(models.TransientModel):
    """An existing mission, found by its reference, for an opportunity (S4-52)."""

    _name = "field.mission.link"
    _description = "Link a mission to an opportunity"

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="lead_id.partner_id")
    visit_id = fields.Many2one("field.visit", required=True, string="Mission")

    def action_link(self):
        self.ensure_one()
        self.lead_id.check_access("write")
        self.visit_id.check_access("read")
        if self.visit_id.sudo().lead_id not in (self.lead_id, self.env["crm.lead"]):
            raise UserError(
                self.env._(
                    "Mission %(mission)s belongs to another opportunity already.",
                    mission=self.visit_id.name,
                )
            )
        # A mission done long ago is closed to its rep, its opportunity is not.
        self.visit_id.sudo().lead_id = self.lead_id
