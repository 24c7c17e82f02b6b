from odoo import fields, models


class FieldImportChange(models.TransientModel):
    """A value that an import would replace, shown before it does."""

    _name = "field.import.change"
    _description = "Change by an imported row"
    _order = "row, id"

    wizard_id = fields.Many2one(
        "field.import.wizard", required=True, index=True, ondelete="cascade"
    )
    row = fields.Integer(readonly=True)
    reference = fields.Char(readonly=True)
    name = fields.Char(readonly=True)
    field_label = fields.Char(string="Field", readonly=True)
    previous = fields.Char(string="Now", readonly=True)
    value = fields.Char(string="After the import", readonly=True)
