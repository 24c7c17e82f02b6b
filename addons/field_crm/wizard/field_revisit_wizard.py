from odoo import fields, models


class FieldRevisitWizard(models.TransientModel):
    """Small dialog « Date de revoir », for one partner or several (S3-32, S3-33)."""

    _name = "field.revisit.wizard"
    _description = "Set the date to visit again"
    _inherit = ["field.revisit.mixin"]

    partner_ids = fields.Many2many("res.partner", required=True)

    def action_apply(self):
        self.ensure_one()
        self.partner_ids.action_set_revisit(self.revisit_date)
