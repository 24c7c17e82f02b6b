from odoo import fields, models


class FieldParkLine(models.Model):
    """How many vehicles of one type a client has (S3-34)."""

    _name = "field.park.line"
    _description = "Park"
    _order = "park_type_id, id"
    _rec_name = "park_type_id"

    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    park_type_id = fields.Many2one(
        "field.park.type", required=True, index=True, ondelete="restrict"
    )
    vehicle_count = fields.Integer(string="Vehicles")

    _type_unique = models.UniqueIndex(
        "(partner_id, park_type_id)", "Each park type can be given once per client."
    )
    _vehicle_count_positive = models.Constraint(
        "CHECK (vehicle_count >= 0)", "The number of vehicles cannot be negative."
    )
