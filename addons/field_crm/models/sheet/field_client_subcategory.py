from odoo import fields, models


class FieldClientSubcategory(models.Model):
    _name = "field.client.subcategory"
    _description = "Client subcategory"
    _inherit = ["field.code.mixin"]
    _order = "category_id, sequence, code, id"

    _code_length = 4

    category_id = fields.Many2one(
        "field.client.category", required=True, index=True, ondelete="restrict"
    )
    farmer = fields.Selection(
        [("inherit", "As the category"), ("yes", "Yes"), ("no", "No")],
        default="inherit",
        required=True,
        help="Whether these clients count as farmers, whatever the category says.",
    )

    _code_unique = models.UniqueIndex(
        "(category_id, code)", "This subcategory code exists already in its category."
    )
