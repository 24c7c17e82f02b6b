from odoo import api, fields, models


class FieldImportColumn(models.TransientModel):
    """A column of the workbook and what it is mapped to (S0-33)."""

    _name = "field.import.column"
    _description = "Column of an imported workbook"
    _order = "position, id"

    wizard_id = fields.Many2one(
        "field.import.wizard", required=True, index=True, ondelete="cascade"
    )
    position = fields.Integer(readonly=True)
    letter = fields.Char(string="Column", readonly=True)
    header = fields.Char(readonly=True)
    samples = fields.Char(string="First values", readonly=True)
    target = fields.Selection(
        selection="_selection_target",
        string="Goes into",
    )
    source = fields.Selection(
        [
            ("header", "By its header"),
            ("similar_header", "By a similar header"),
            ("content", "By its content"),
        ],
        string="Recognised",
        readonly=True,
    )
    proposed = fields.Char(readonly=True)
    is_duplicate = fields.Boolean(compute="_compute_is_duplicate")

    @api.model
    def _selection_target(self):
        return self.env["field.import.catalogue"]._get_choices()

    @api.depends("target", "wizard_id.column_ids.target")
    def _compute_is_duplicate(self):
        for column in self:
            others = column.wizard_id.column_ids - column
            column.is_duplicate = bool(column.target) and column.target in (
                others.mapped("target")
            )

    def _get_title(self):
        """The column as the user knows it."""
        self.ensure_one()
        return self.header or self.env._("Column %(letter)s", letter=self.letter)
