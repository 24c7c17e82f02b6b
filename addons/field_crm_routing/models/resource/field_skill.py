from odoo import fields, models


class FieldSkill(models.Model):
    """What a rep or a vehicle can do, and some visits need (S0-06)."""

    _name = "field.skill"
    _description = "Skill"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    color = fields.Integer()
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
