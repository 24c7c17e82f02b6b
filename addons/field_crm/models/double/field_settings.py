from odoo import fields, models


class FieldSettings(models.TransientModel):
    _inherit = "field.settings"

    field_double_weekly = fields.Boolean(
        related="company_id.field_double_weekly", readonly=False
    )
