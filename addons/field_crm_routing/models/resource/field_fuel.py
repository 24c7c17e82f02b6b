from odoo import fields, models


class FieldFuel(models.Model):
    """What a vehicle runs on, and its price (S0-50)."""

    _name = "field.fuel"
    _description = "Fuel"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    unit = fields.Selection(
        [("l", "Litre"), ("kwh", "Kilowatt hour"), ("kg", "Kilogram")],
        required=True,
        default="l",
    )
    price = fields.Float(
        string="Price of a unit", required=True, digits=(12, 3), default=0.0
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)

    _price_positive = models.Constraint(
        "CHECK (price >= 0)", "Price of a unit: it cannot be negative."
    )
