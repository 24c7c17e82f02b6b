from odoo import fields, models


class FieldImportChange(models.Model):
    """A value that an import would replace, shown before it does."""

    _name = "field.import.change"
    _description = "Change by an imported row"
    _order = "row, id"

    import_id = fields.Many2one(
        "field.import", required=True, index=True, ondelete="cascade"
    )
    row = fields.Integer(readonly=True, aggregator=None)
    reference = fields.Char(readonly=True)
    name = fields.Char(readonly=True)
    field_label = fields.Char(string="Field", readonly=True)
    previous = fields.Char(string="Now", readonly=True)
    value = fields.Char(string="After the import", readonly=True)
