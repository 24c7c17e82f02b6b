from odoo import fields, models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = [
        "res.partner",
        "field.opened.mixin",
        "field.looked.up.mixin",
        "field.flagged.mixin",
        "field.geofenced.mixin",
    ]

    site_note = fields.Text(
        string="On site",
        help="What whoever comes to this place must know: “Beware of the dog”, "
        "the code of the gate, where to park. Reps see it.",
    )
