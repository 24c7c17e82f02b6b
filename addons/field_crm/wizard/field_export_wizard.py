from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..engine.importer import STATUS

_AT_ONCE = 2000


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
    sort_order = fields.Char()
    column_ids = fields.One2many(
        "field.export.column",
        "wizard_id",
        compute="_compute_column_ids",
        # A user is offered the columns that the user may read.
        compute_sudo=False,
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
        known = dict(self._get_choices())
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
    # Export
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self.env["field.export"]._check_may_export()
        return super().create(vals_list)

    def action_export(self):
        """Download the workbook; a large one is made in the background."""
        self.ensure_one()
        exports = self.env["field.export"]
        exports._check_may_export()
        if self.content == "chosen" and not self.column_ids:
            raise UserError(self.env._("Choose at least one column."))
        if not self.record_count:
            raise UserError(self.env._("There is no record to export."))
        if self.record_count < _AT_ONCE:
            return {
                "type": "ir.actions.act_url",
                "url": f"/field_crm/export/{self.id}",
                "target": "self",
            }
        export = exports._start(
            list(self._get_domain()),
            self._get_names(),
            self.sort_order,
            self.record_count,
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Export of clients"),
            "res_model": export._name,
            "res_id": export.id,
            "view_mode": "form",
            "target": "new",
        }

    def _write_to(self, stream):
        """Write the workbook.

        :param stream: seekable binary file
        """
        self.ensure_one()
        self.env["field.export"]._write_workbook(
            stream,
            self._get_domain(),
            self._get_names(),
            self.sort_order,
            lambda done: None,
        )

    def _get_names(self):
        if self.content == "all":
            return [name for name, _label in self._get_choices()]
        known = dict(self._get_choices())
        return list(
            dict.fromkeys(
                column.name for column in self.column_ids if column.name in known
            )
        )

    @api.model
    def _get_choices(self):
        return self.env["field.export.catalogue"]._get_choices()
