from odoo import fields, models


class FieldVehicle(models.Model):
    """A vehicle that a rep drives, which a service level may ask for (S4-29)."""

    _name = "field.vehicle"
    _description = "Vehicle"
    _order = "name, id"
    _rec_names_search = ["name", "license_plate"]

    name = fields.Char(required=True)
    license_plate = fields.Char(string="License plate")
    user_id = fields.Many2one(
        "res.users",
        string="Rep",
        index="btree_not_null",
        domain=[("share", "=", False)],
        help="Who drives it; the missions of this rep take it by themselves.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )

    _license_plate_unique = models.UniqueIndex(
        "(license_plate, company_id) WHERE license_plate IS NOT NULL",
        "Another vehicle has this license plate already.",
    )
