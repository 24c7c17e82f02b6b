from odoo import models


class FieldAgency(models.Model):
    _name = "field.agency"
    _description = "Agency"
    _inherit = ["field.code.mixin"]

    _code_length = 4

    _code_unique = models.UniqueIndex("(code)", "This code exists already.")
