from odoo import fields, models


class FieldSettings(models.TransientModel):
    _inherit = "field.settings"

    field_winpneu_archive_months = fields.Integer(
        related="company_id.field_winpneu_archive_months", readonly=False
    )
