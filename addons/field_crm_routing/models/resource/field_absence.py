from odoo import fields, models


class FieldAbsence(models.Model):
    """Days on which a rep is not on tour: holidays, illness, training."""

    _name = "field.absence"
    _description = "Absence"
    _inherit = ["field.period.mixin"]
    _rec_name = "reason"

    resource_id = fields.Many2one(
        "field.resource", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="resource_id.company_id", store=True, index=True
    )
    date_from = fields.Date(string="Absent from")
    reason = fields.Char()
