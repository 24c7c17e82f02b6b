from odoo import fields, models


class FieldVehicle(models.Model):
    _inherit = "field.vehicle"
    _check_company_auto = True

    type_id = fields.Many2one(
        "field.vehicle.type",
        string="Means of transport",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Its speeds and what a kilometre costs, for tours.",
    )
    fuel_id = fields.Many2one("field.fuel", check_company=True, ondelete="restrict")
    skill_ids = fields.Many2many(
        "field.skill",
        string="Equipment",
        check_company=True,
        help="What visits with this vehicle can do, besides what its rep can.",
    )
