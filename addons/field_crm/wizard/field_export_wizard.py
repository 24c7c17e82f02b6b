from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from ..engine.exporter import ExportColumn, ExportError, write_workbook
from ..engine.importer import (
    OWN_PREFIX,
    PARK_PREFIX,
    PARTNER_TARGETS,
    STATUS,
    Kind,
)

_EXPORT_GROUPS = ("field_crm.group_field_accountant", "field_crm.group_field_manager")
# What a list shows and an import does not take (S0-21, S0-22, S0-25).
READ_ONLY = (
    "last_visit_date",
    "visit_count",
    "revisit_days",
    "conversion_state",
    "create_date",
    "write_date",
)
_BATCH = 500
_WIDTHS = {
    Kind.TEXT: 26,
    Kind.EMAIL: 30,
    Kind.IBAN: 36,
    Kind.SIRET: 18,
    Kind.PHONE: 18,
    Kind.CODE: 20,
}


class FieldExportWizard(models.TransientModel):
    """Export of prospects and clients to a workbook (S0-43 … S0-45)."""

    _name = "field.export.wizard"
    _description = "Export clients and prospects"

    scope = fields.Selection(
        [
            ("selection", "The selected records"),
            ("filter", "What the filters show"),
            ("client", "All clients"),
            ("prospect", "All prospects"),
            ("all", "The whole base"),
        ],
        required=True,
        default="all",
        string="Records",
    )
    selected_ids = fields.Json()
    domain = fields.Json()
    scopes = fields.Json(compute="_compute_scopes")
    record_count = fields.Integer(compute="_compute_record_count")
    content = fields.Selection(
        [
            ("all", "All the fields"),
            ("chosen", "These fields, in this order"),
        ],
        required=True,
        default="all",
        string="Columns",
    )
    displayed_names = fields.Json()
    column_ids = fields.One2many(
        "field.export.column",
        "wizard_id",
        compute="_compute_column_ids",
        store=True,
        readonly=False,
    )

    @api.depends("selected_ids", "domain")
    def _compute_scopes(self):
        """What makes sense to export from where the wizard was opened."""
        for wizard in self:
            wizard.scopes = (
                ["selection"] * bool(wizard.selected_ids)
                + ["filter"] * bool(wizard.domain)
                + ["client", "prospect", "all"]
            )

    @api.depends("scope", "selected_ids", "domain")
    def _compute_record_count(self):
        for wizard in self:
            wizard.record_count = self.env["res.partner"].search_count(
                wizard._get_domain()
            )

    @api.depends("displayed_names")
    def _compute_column_ids(self):
        known = dict(self.env["field.export.column"]._selection_name())
        for wizard in self:
            names = wizard.displayed_names or ["ref", "name", "zip", "city", "phone"]
            wizard.column_ids = [Command.clear()] + [
                Command.create({"name": name, "sequence": sequence})
                for sequence, name in enumerate(names)
                if name in known
            ]

    def _get_domain(self):
        """Prospects and clients of the scope; the record rules narrow it further."""
        self.ensure_one()
        scopes = {
            "selection": Domain("id", "in", self.selected_ids or []),
            "filter": Domain(self.domain or []),
            "client": Domain(STATUS, "=", "client"),
            "prospect": Domain(STATUS, "=", "prospect"),
            "all": Domain.TRUE,
        }
        return Domain(STATUS, "!=", False) & scopes[self.scope]

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------

    def _check_may_export(self):
        if not any(self.env.user.has_group(group) for group in _EXPORT_GROUPS):
            raise AccessError(
                self.env._("Only accountants, managers and administrators may export.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_export()
        return super().create(vals_list)

    # ------------------------------------------------------------------
    # Export
    # ------------------------------------------------------------------

    def action_export(self):
        """Download the workbook."""
        self.ensure_one()
        self._check_may_export()
        if self.content == "chosen" and not self.column_ids:
            raise UserError(self.env._("Choose at least one column."))
        if not self.record_count:
            raise UserError(self.env._("There is no record to export."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/field_crm/export/{self.id}",
            "target": "self",
        }

    def _write_to(self, stream):
        """Write the workbook, 500 records at a time.

        :param stream: seekable binary file
        :return: number of records
        """
        self.ensure_one()
        self._check_may_export()
        names = self._get_names()
        kinds = {target.name: target.kind for target in PARTNER_TARGETS}
        labels = dict(self.env["field.export.column"]._selection_name())
        columns = [
            ExportColumn(labels[name], max(_WIDTHS.get(kinds.get(name), 14), 10))
            for name in names
        ]
        try:
            return write_workbook(
                stream, columns, self._iter_rows(names), self.env._("Clients")
            )
        except ExportError as error:
            raise UserError(
                self.env._(
                    "A sheet holds %(limit)s rows at most: export fewer records.",
                    limit=error.limit,
                )
            ) from error

    def _get_names(self):
        known = dict(self.env["field.export.column"]._selection_name())
        if self.content == "all":
            return list(known)
        return list(
            dict.fromkeys(
                column.name for column in self.column_ids if column.name in known
            )
        )

    def _iter_rows(self, names):
        Catalogue = self.env["field.import.catalogue"]
        reference = Catalogue._get_reference()
        Partner = self.env["res.partner"]
        ids = Partner.search(self._get_domain()).ids
        for start in range(0, len(ids), _BATCH):
            partners = Partner.browse(ids[start : start + _BATCH])
            values = Catalogue._read_values(partners, names)
            for partner in partners:
                yield [
                    self._get_cell(partner, name, values[partner.id][name], reference)
                    for name in names
                ]
            # A long export must not keep all it has read.
            partners.invalidate_recordset(flush=False)

    def _get_cell(self, partner, name, value, reference):
        if value is None or name.startswith(PARK_PREFIX):
            return value
        if name == "revisit_days" and not partner.revisit_date:
            return None
        if name == STATUS:
            return self.env._("Yes") if value == "client" else self.env._("No")
        if isinstance(value, list):
            return ", ".join(reference.codes[name].text_of(each) for each in value)
        if name in reference.codes:
            return reference.codes[name].text_of(value)
        if name.startswith(OWN_PREFIX):
            return self.env._("Yes") if value is True else value
        field = partner._fields[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "datetime":
            return fields.Datetime.context_timestamp(self, value).replace(tzinfo=None)
        return value
