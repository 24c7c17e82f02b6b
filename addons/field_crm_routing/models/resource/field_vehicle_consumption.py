from odoo import fields, models


class FieldVehicleConsumption(models.Model):
    """How much of a fuel a means of transport needs."""

    _name = "field.vehicle.consumption"
    _description = "Consumption of fuel"
    _order = "type_id, sequence, id"
    _check_company_auto = True

    type_id = fields.Many2one(
        "field.vehicle.type", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(related="type_id.company_id", store=True, index=True)
    fuel_id = fields.Many2one(
        "field.fuel", required=True, ondelete="restrict", check_company=True
    )
    unit = fields.Selection(related="fuel_id.unit")
    consumption = fields.Float(
        string="For 100 km", required=True, help="Units of the fuel for 100 km."
    )

    _fuel_unique = models.UniqueIndex(
        "(type_id, fuel_id)", "This means of transport has this fuel already."
    )
    _consumption_positive = models.Constraint(
        "CHECK (consumption >= 0)", "For 100 km: the consumption cannot be negative."
    )
