from odoo import fields, models


class FieldRegion(models.Model):
    """Which regulation applies to a client (S1-06)."""

    _name = "field.region"
    _description = "Region"
    _order = "name, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char(help="Short name, as in the texts of the regulation.")
    description = fields.Text(
        string="Regulation", help="What has to be heeded in this region."
    )
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex("(name)", "A region of this name exists already.")
