import base64
from io import BytesIO

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine.importer import (
    Action,
    ImportFileError,
    Source,
    Summary,
    check_mapping,
    find_sheets,
    propose,
    write_refused,
)
from .field_import_messages import file_message, mapping_message


class FieldImportWizard(models.TransientModel):
    """Import of prospects and clients from a workbook, in three steps (S0-32, S0-33).

    The workbook is read again at each step: what was checked is what is imported,
    even if somebody changes the base in between.
    """

    _name = "field.import.wizard"
    _description = "Import clients and prospects"
    _inherit = "field.import.check"

    state = fields.Selection(
        [
            ("file", "1. File"),
            ("mapping", "2. Columns"),
            ("check", "3. Check"),
            ("done", "Imported"),
        ],
        default="file",
        required=True,
        readonly=True,
    )
    file_error = fields.Char(compute="_compute_sheets", store=True)
    sheet_names = fields.Json(compute="_compute_sheets", store=True)
    sheet_name = fields.Char(compute="_compute_sheets", store=True, readonly=False)
    row_count = fields.Integer(readonly=True)
    mapping_error = fields.Text(compute="_compute_mapping_error")
    ignored_count = fields.Integer(compute="_compute_mapping_error")
    skips_refused = fields.Boolean(string="Import without the refused rows")
    obstacle = fields.Char(compute="_compute_obstacle")
    refused_file = fields.Binary(readonly=True, attachment=True)
    imported_ids = fields.Json(readonly=True)

    # ------------------------------------------------------------------
    # Computed values
    # ------------------------------------------------------------------

    @api.depends("file")
    def _compute_sheets(self):
        for wizard in self:
            sheets, error = [], False
            if wizard.file:
                try:
                    sheets = find_sheets(wizard._get_content())
                except ImportFileError as refusal:
                    error = file_message(self.env, refusal)
            names = [sheet.name for sheet in sheets]
            wizard.sheet_names = names
            wizard.file_error = error
            if wizard.sheet_name not in names:
                tables = [sheet.name for sheet in sheets if sheet.is_table]
                wizard.sheet_name = next(iter(tables or names), False)

    @api.depends("column_ids.target")
    def _compute_mapping_error(self):
        Catalogue = self.env["field.import.catalogue"]
        labels = dict(Catalogue._get_choices())
        for wizard in self:
            by_position = {column.position: column for column in wizard.column_ids}
            mapping = {
                position: column.target
                for position, column in by_position.items()
                if column.target
            }
            messages = [
                mapping_message(
                    self.env,
                    problem,
                    labels[problem.target],
                    [by_position[index]._get_title() for index in problem.columns],
                )
                for problem in check_mapping(mapping)
            ]
            wizard.mapping_error = "\n".join(messages)
            wizard.ignored_count = len(by_position) - len(mapping)

    @api.depends("refused_count", "skips_refused", "created_count", "updated_count")
    def _compute_obstacle(self):
        for wizard in self:
            wizard.obstacle = False
            if wizard.refused_count and not wizard.skips_refused:
                wizard.obstacle = self.env._(
                    "Refused rows: %(count)s. Mend them in your workbook and drop it "
                    "again, or tick “Import without the refused rows”.",
                    count=wizard.refused_count,
                )
            elif not wizard.created_count and not wizard.updated_count:
                wizard.obstacle = self.env._(
                    "There is nothing to import: no row is new, and none changes "
                    "anything."
                )

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------

    def _check_may_import(self):
        if not self.env.user.has_group("field_crm.group_field_client_import"):
            raise AccessError(
                self.env._("You need the role “Import clients” to import.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_import()
        return super().create(vals_list)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_map(self):
        """From step 1 to step 2: read the sheet and propose a mapping."""
        self.ensure_one()
        self.header_row = 0
        return self.action_read_columns()

    def action_read_columns(self):
        """Read the columns, below the row of headers that the user gives."""
        self.ensure_one()
        self._check_may_import()
        if not self.file:
            raise UserError(self.env._("Drop a workbook first."))
        table = self._read_table()
        targets = self.env["field.import.catalogue"]._get_targets()
        proposals = propose(table.columns, targets)
        sources = {
            Source.HEADER: "header",
            Source.SIMILAR_HEADER: "similar_header",
            Source.CONTENT: "content",
        }
        self.column_ids.unlink()
        self.env["field.import.column"].create(
            [
                {
                    "wizard_id": self.id,
                    "position": column.index,
                    "letter": column.letter,
                    "header": column.header,
                    "samples": "  ·  ".join(column.samples),
                    "target": proposal.target if proposal else False,
                    "proposed": proposal.target if proposal else False,
                    "source": sources[proposal.source] if proposal else False,
                }
                for column in table.columns
                for proposal in [proposals.get(column.index)]
            ]
        )
        self.write(
            {
                "header_row": table.header_row,
                "row_count": len(table.rows),
                "state": "mapping",
            }
        )
        return self._reopen()

    def action_check(self):
        """From step 2 to step 3: say what the import would do, and write nothing."""
        self.ensure_one()
        self._check_may_import()
        if self.mapping_error:
            raise UserError(self.mapping_error)
        self.skips_refused = False
        self._record_check()
        return self._reopen()

    def action_back(self):
        """Back to the step before."""
        self.ensure_one()
        self.state = "mapping" if self.state == "check" else "file"
        return self._reopen()

    def action_import(self):
        """Write what was checked, all of it or nothing.

        The rows are checked again in the same transaction: a row that has become wrong
        since leads back to step 3.
        """
        self.ensure_one()
        self._check_may_import()
        if self.state != "check":
            raise UserError(self.env._("Check the rows before they are imported."))
        summary = Summary()
        plans = []
        for plan in self._iter_plans():
            summary.add(plan)
            if plan.action in (Action.CREATE, Action.UPDATE):
                plans.append(plan)
        refused = summary.actions[Action.REFUSED]
        if refused and not (self.skips_refused and refused <= self.refused_count):
            self._record_check()
            return self._reopen()
        imported = self.env["field.import.writer"]._write_plans(plans)
        self.write(
            {
                "state": "done",
                "imported_ids": imported,
                "created_count": summary.actions[Action.CREATE],
                "updated_count": summary.actions[Action.UPDATE],
                "unchanged_count": summary.actions[Action.UNCHANGED],
                "refused_count": refused,
            }
        )
        self._log()
        return self._reopen()

    def action_open_imported(self):
        """Open the imported prospects and clients."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Imported: %(file)s", file=self.file_name),
            "res_model": "res.partner",
            "view_mode": "list,form",
            "views": [
                (self.env.ref("field_crm.view_res_partner_list").id, "list"),
                (self.env.ref("field_crm.view_res_partner_form").id, "form"),
            ],
            "search_view_id": [self.env.ref("field_crm.view_res_partner_search").id],
            "domain": [("id", "in", self.imported_ids or [])],
        }

    def action_download_refused(self):
        """Download the refused rows with their reasons, to mend and import again."""
        self.ensure_one()
        self._check_may_import()
        table = self._read_table()
        rows = dict(table.rows)
        labels = self._get_headers()
        refused = (
            ((plan.row, rows[plan.row]), self._get_reasons(plan, labels))
            for plan in self._iter_plans(table)
            if plan.action is Action.REFUSED
        )
        stream = BytesIO()
        write_refused(stream, table.columns, refused, self.env._("Reason of refusal"))
        self.refused_file = base64.b64encode(stream.getvalue())
        name = self.env._("refused rows of %(file)s", file=self.file_name or "import")
        if not name.endswith(".xlsx"):
            name = f"{name}.xlsx"
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/refused_file/{name}"
            "?download=true",
            "target": "self",
        }

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import clients and prospects"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _log(self):
        # Nobody may write the log by hand.
        self.env["field.import.log"].sudo().create(
            {
                "file_name": self.file_name or self.env._("(no name)"),
                "sheet_name": self.sheet_name,
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                "created_count": self.created_count,
                "updated_count": self.updated_count,
                "unchanged_count": self.unchanged_count,
                "refused_count": self.refused_count,
            }
        )
