from odoo import fields, models
from odoo.exceptions import ValidationError


class FieldVehicleType(models.Model):
    """A means of transport: how fast it is, and what a kilometre costs (S0-50)."""

    _name = "field.vehicle.type"
    _description = "Means of transport"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    profile = fields.Selection(
        [
            ("auto", "Car"),
            ("truck", "Truck"),
            ("bicycle", "Bicycle"),
            ("pedestrian", "On foot"),
        ],
        string="Speeds",
        required=True,
        default="auto",
        help="Whose roads and speeds the travel times are reckoned with.",
    )
    cost_per_km = fields.Float(
        string="Cost of a km without fuel",
        digits=(12, 3),
        help="Wear, tyres, insurance: what a kilometre costs besides the fuel.",
    )
    consumption_ids = fields.One2many(
        "field.vehicle.consumption", "type_id", string="Fuels", copy=True
    )

    _cost_positive = models.Constraint(
        "CHECK (cost_per_km >= 0)", "Cost of a km: it cannot be negative."
    )

    def _get_cost_per_km(self, fuel=None):
        """What a kilometre costs, in the company's currency.

        :param fuel: ``field.fuel``; without one the first of the type
        :raises ValidationError: when the vehicle does not run on the fuel
        """
        self.ensure_one()
        lines = self.consumption_ids
        if fuel:
            lines = lines.filtered(lambda line: line.fuel_id == fuel)
            if not lines:
                raise ValidationError(
                    self.env._(
                        "Fuel: “%(type)s” does not run on “%(fuel)s”. Its fuels: "
                        "%(known)s.",
                        type=self.name,
                        fuel=fuel.name,
                        known=", ".join(self.consumption_ids.fuel_id.mapped("name"))
                        or "–",
                    )
                )
        line = lines[:1]
        return self.cost_per_km + line.consumption / 100 * line.fuel_id.price
