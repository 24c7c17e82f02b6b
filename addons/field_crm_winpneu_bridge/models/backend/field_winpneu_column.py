from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.field_crm.engine.client_sheet import SHEET

from ...engine.winpneu import NamingError, Rule, quote

_FIELDS = {field.column: field.name for field in SHEET}


class FieldWinpneuColumn(models.Model):
    """A column of annexe 1 or 2: its real name, and its rule for conflicts."""

    _name = "field.winpneu.column"
    _description = "Column of winpneu"
    _order = "backend_id, table desc, sequence, id"

    backend_id = fields.Many2one(
        "field.winpneu.backend", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="backend_id.company_id", store=True)
    sequence = fields.Integer()
    table = fields.Selection(
        [("relation", "History"), ("client", "Clients")], required=True, readonly=True
    )
    name = fields.Char(string="Column of the annexe", required=True, readonly=True)
    label = fields.Char(string="Field here", compute="_compute_label")
    real_name = fields.Char(
        string="Real name", help="When this winpneu calls the column something else."
    )
    rule = fields.Selection(
        [
            ("winpneu", "winpneu's value"),
            ("ours", "our value"),
            ("newest", "the newest value"),
        ],
        string="Changed on both sides",
        default="winpneu",
        required=True,
        help="Which value stands when a field changed here and in winpneu since the "
        "last read. The newest: ours, if the client was changed here after winpneu "
        "was last read.",
    )

    _once = models.UniqueIndex(
        '(backend_id, "table", name)', "This column has a line already."
    )

    @api.depends_context("lang")
    @api.depends("name", "table")
    def _compute_label(self):
        partners = self.env["res.partner"]
        for column in self:
            name = _FIELDS.get(column.name) if column.table == "client" else None
            column.label = name and partners._get_sheet_label(name)

    @api.constrains("real_name")
    def _check_real_name(self):
        for column in self.filtered("real_name"):
            try:
                quote(column.real_name)
            except NamingError as error:
                raise ValidationError(
                    self.env._(
                        "Column %(column)s: “%(name)s” is not a name of a column.",
                        column=column.name,
                        name=column.real_name,
                    )
                ) from error

    def _get_rule(self):
        return Rule(self.rule)
