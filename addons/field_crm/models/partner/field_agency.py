from odoo import fields, models


class FieldAgency(models.Model):
    _name = "field.agency"
    _description = "Agency"
    _inherit = ["field.code.mixin"]

    _code_length = 4

    # A place is called the same in every language.
    name = fields.Char(translate=False)

    _code_unique = models.UniqueIndex("(code)", "This code exists already.")
