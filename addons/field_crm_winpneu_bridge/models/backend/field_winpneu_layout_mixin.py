from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.field_crm.engine.client_sheet import SHEET

from ...engine.winpneu import (
    AMOUNT,
    CHAR,
    CLIENT_CODE,
    DATETIME,
    INTEGER,
    CodePage,
    Column,
    Layout,
    NamingError,
    Revenue,
    TableName,
    relation_columns,
)

_TABLES = ("relation_table", "client_table", "ledger_table", "revenue_table")
_SPECIAL = {"payment_days": INTEGER, "company_creation_date": DATETIME}


def sheet_columns():
    """The columns of annexe 2 (S3-88…S3-111), by their names there."""
    return tuple(
        Column(field.column, _SPECIAL.get(field.name, CHAR), field.length)
        for field in SHEET
    )


class FieldWinpneuLayoutMixin(models.AbstractModel):
    """Names of winpneu's tables and columns: settings (AMB-07)."""

    _name = "field.winpneu.layout.mixin"
    _description = "Tables of winpneu"

    relation_table = fields.Char(
        string="Table of the history",
        required=True,
        default="winpneu.dbo.client_relation",
    )
    client_table = fields.Char(
        string="Table of the clients", required=True, default="winpneu.dbo.client"
    )
    client_code_column = fields.Char(
        string="Column of the client's code", required=True, default=CLIENT_CODE.name
    )
    ledger_table = fields.Char(
        default="winpneu.dbo.field_crm_ledger",
        help="Table in which the bridge notes the unique name of each row that it "
        "writes. Left empty, the name stands inside the row, at the end of its "
        "comment.",
    )
    revenue_table = fields.Char(
        string="Table of the revenue",
        help="Table or view with the revenue of each client and year, such as "
        "winpneu.dbo.client_ca. Left empty, revenue is not read.",
    )
    revenue_code_column = fields.Char(
        string="Revenue: client", default=CLIENT_CODE.name
    )
    revenue_year_column = fields.Char(string="Revenue: year", default="exercice")
    revenue_amount_column = fields.Char(string="Revenue: amount", default="ca")
    column_ids = fields.One2many(
        "field.winpneu.column", "backend_id", string="Columns", copy=True
    )
    code_page = fields.Selection(
        [
            ("cp1252", "Windows-1252 (French_CI_AS, Latin1_General)"),
            ("iso8859-15", "ISO 8859-15"),
            ("cp850", "DOS 850"),
            ("utf-8", "UTF-8"),
        ],
        required=True,
        default="cp1252",
        help="What winpneu's char columns are stored in.",
    )
    code_page_refuses = fields.Boolean(
        string="Refuse characters that it lacks",
        help="A text with a character that the code page lacks is refused. Otherwise "
        "its plain letter is written, or a question mark.",
    )

    @api.constrains(*_TABLES, "client_code_column")
    def _check_names(self):
        for backend in self:
            for name in _TABLES:
                if backend[name]:
                    backend._check_name(name, TableName.parse)
            backend._check_name("client_code_column", lambda text: TableName(text).sql)

    def _check_name(self, name, parse):
        try:
            parse(self[name])
        except NamingError as error:
            raise ValidationError(
                self.env._(
                    "%(field)s: “%(value)s” is not a name of a table or column.",
                    field=self._get_label(name),
                    value=self[name],
                )
            ) from error

    @api.model_create_multi
    def create(self, vals_list):
        backends = super().create(vals_list)
        backends._add_columns()
        return backends

    def _add_columns(self):
        """A line for each column of the annexes that has none yet."""
        for backend in self:
            known = {(one.table, one.name) for one in backend.column_ids}
            wanted = [("relation", column) for column in relation_columns()]
            wanted += [("client", column) for column in sheet_columns()]
            backend.column_ids = [
                fields.Command.create(
                    {"table": table, "name": column.name, "sequence": number}
                )
                for number, (table, column) in enumerate(wanted)
                if (table, column.name) not in known
            ]

    def _get_layout(self):
        """Tables and columns as the engine takes them."""
        self.ensure_one()
        real = {
            (one.table, one.name): one.real_name or "" for one in self.sudo().column_ids
        }

        def renamed(table, columns):
            return tuple(
                Column(
                    one.name, one.kind, one.length, real.get((table, one.name)) or ""
                )
                for one in columns
            )

        return Layout(
            relation_table=TableName.parse(self.relation_table),
            client_table=TableName.parse(self.client_table),
            client_columns=renamed("client", sheet_columns()),
            client_code=Column(
                CLIENT_CODE.name, CHAR, CLIENT_CODE.length, self.client_code_column
            ),
            relation_columns=renamed("relation", relation_columns()),
            ledger_table=self.ledger_table and TableName.parse(self.ledger_table),
            revenue=self._get_revenue(),
            code_page=CodePage(self.code_page, self.code_page_refuses),
        )

    def _get_revenue(self):
        if not self.revenue_table:
            return None
        return Revenue(
            TableName.parse(self.revenue_table),
            Column(
                CLIENT_CODE.name, CHAR, CLIENT_CODE.length, self.revenue_code_column
            ),
            Column("exercice", INTEGER, None, self.revenue_year_column),
            Column("ca", AMOUNT, None, self.revenue_amount_column),
        )
