from odoo import fields, models


class FieldSettings(models.TransientModel):
    _inherit = "field.settings"

    field_planner_id = fields.Many2one(
        related="company_id.field_planner_id", readonly=False
    )
