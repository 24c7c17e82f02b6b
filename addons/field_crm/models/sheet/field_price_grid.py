from odoo import models


class FieldPriceGrid(models.Model):
    _name = "field.price.grid"
    _description = "Price grid"
    _inherit = ["field.code.mixin"]

    _code_length = 8

    _code_unique = models.UniqueIndex("(code)", "This code exists already.")
