from odoo import fields, models


class FieldParkType(models.Model):
    """A kind of vehicle that a client's park is made of (S3-34)."""

    _name = "field.park.type"
    _description = "Park type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
