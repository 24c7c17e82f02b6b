from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class FieldImportColumn(models.Model):
    """A column of the file and what it is mapped to (S0-33)."""

    _name = "field.import.column"
    _description = "Column of an imported file"
    _order = "position, id"

    import_id = fields.Many2one(
        "field.import", required=True, index=True, ondelete="cascade"
    )
    position = fields.Integer(readonly=True)
    letter = fields.Char(string="Column", readonly=True)
    header = fields.Char(readonly=True)
    samples = fields.Char(string="First values", readonly=True)
    target = fields.Char(string="Goes into")
    source = fields.Selection(
        [
            ("template", "As last time"),
            ("header", "By its header"),
            ("similar_header", "By a similar header"),
            ("content", "By its content"),
        ],
        string="Recognised",
        readonly=True,
    )
    proposed = fields.Char(readonly=True)
    is_duplicate = fields.Boolean(compute="_compute_is_duplicate")

    @api.depends("target", "import_id.column_ids.target")
    def _compute_is_duplicate(self):
        for column in self:
            others = column.import_id.column_ids - column
            column.is_duplicate = bool(column.target) and column.target in (
                others.mapped("target")
            )

    def write(self, vals):
        """Only the target is the user's to choose, while that is the step."""
        if not self.env.su:
            if set(vals) - {"target"}:
                raise AccessError(
                    self.env._("Only what a column goes into can be chosen.")
                )
            self.import_id._check_step("mapping")
            self._check_target(vals["target"])
        return super().write(vals)

    def _check_target(self, target):
        if target and target not in dict(
            self.env["field.import.catalogue"]._get_choices()
        ):
            raise UserError(
                self.env._(
                    "“%(target)s” is no field that a file can fill.", target=target
                )
            )

    def _get_title(self):
        """The column as the user knows it."""
        self.ensure_one()
        return self.header or self.env._("Column %(letter)s", letter=self.letter)
