from odoo import models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = [
        "res.partner",
        "field.placed.mixin",
        "field.mapped.mixin",
        "field.moved.mixin",
    ]
