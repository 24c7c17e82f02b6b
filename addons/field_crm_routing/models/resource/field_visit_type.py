from odoo import fields, models


class FieldVisitType(models.Model):
    _inherit = "field.visit.type"

    skill_ids = fields.Many2many(
        "field.skill",
        string="Skills needed",
        help="Tours give such missions only to reps and vehicles that have them all.",
    )
