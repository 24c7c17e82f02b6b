from odoo import api, fields, models


class FieldExportColumn(models.TransientModel):
    """A column of an export, in the order of the user (S0-45)."""

    _name = "field.export.column"
    _description = "Column of an export"
    _order = "sequence, id"

    wizard_id = fields.Many2one(
        "field.export.wizard", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    name = fields.Selection(selection="_selection_name", string="Field", required=True)

    @api.model
    def _selection_name(self):
        """Everything that can be exported, in the order of the base."""
        return self.env["field.export.catalogue"]._get_choices()
