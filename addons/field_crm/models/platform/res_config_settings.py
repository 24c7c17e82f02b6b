from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    field_accountant_emails = fields.Char(
        related="company_id.field_accountant_emails", readonly=False
    )
    field_visit_past_days = fields.Integer(
        related="company_id.field_visit_past_days", readonly=False
    )
