from odoo import fields, models


class FieldClientCategory(models.Model):
    _name = "field.client.category"
    _description = "Client category"
    _inherit = ["field.code.mixin"]

    _code_length = 4

    is_farmer = fields.Boolean(
        string="Farmer",
        help="Payment modes reserved to farmers are offered to these clients.",
    )
    subcategory_ids = fields.One2many("field.client.subcategory", "category_id")

    _code_unique = models.UniqueIndex("(code)", "This category code exists already.")
