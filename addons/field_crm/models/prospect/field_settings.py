from odoo import fields, models


class FieldSettings(models.TransientModel):
    _inherit = "field.settings"

    field_prospect_archive = fields.Boolean(
        related="company_id.field_prospect_archive", readonly=False
    )
