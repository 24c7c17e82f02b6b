from odoo import fields, models


class FieldSettings(models.TransientModel):
    _inherit = "field.settings"

    field_import_undo_days = fields.Integer(
        related="company_id.field_import_undo_days", readonly=False
    )
