from odoo import fields, models


class FieldImportProblem(models.Model):
    """Something wrong with a row of the workbook, told before anything is written."""

    _name = "field.import.problem"
    _description = "Problem of an imported row"
    _order = "is_warning, row, id"

    import_id = fields.Many2one(
        "field.import", required=True, index=True, ondelete="cascade"
    )
    row = fields.Integer(readonly=True, aggregator=None)
    reference = fields.Char(readonly=True)
    column = fields.Char(readonly=True)
    value = fields.Char(readonly=True)
    reason = fields.Char(readonly=True)
    is_warning = fields.Boolean(readonly=True)
    severity = fields.Selection(
        [("refused", "Refused"), ("warning", "To check")],
        string="Effect",
        readonly=True,
    )
