from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    field_prospect_offline_months = fields.Integer(
        related="company_id.field_prospect_offline_months", readonly=False
    )
    field_prospect_archive = fields.Boolean(
        related="company_id.field_prospect_archive", readonly=False
    )
