from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

# What a user may change by hand, by step; everything else is the import's own record.
_EDITABLE = {
    "file": {"file", "file_name", "sheet_name", "encoding", "separator"},
    "mapping": {
        "header_row",
        "column_ids",
        "template_id",
        "keeps_template",
        "creates_codes",
        "clears",
    },
    "check": {"commit_mode", "skips_refused"},
    "importing": set(),
    "done": set(),
    "undone": set(),
}
# Below so many rows the check is quicker than a job's start.
_CHECKED_AT_ONCE = 300
_DRAFT_DAYS = 7


class FieldImport(models.Model):
    """An import of clients: file, mapping, check, and the log of what came of it.

    What is checked is planned again when it is written, so that the base may change in
    between; the file and its mapping may not.
    """

    _name = "field.import"
    _description = "Import of clients"
    _inherit = [
        "field.worked.mixin",
        "field.import.run.mixin",
        "field.import.undo.mixin",
        "field.import.outcome.mixin",
    ]
    _order = "id desc"
    _rec_name = "file_name"

    state = fields.Selection(
        [
            ("file", "File"),
            ("mapping", "Columns"),
            ("check", "Check"),
            ("importing", "Under way"),
            ("done", "Imported"),
            ("undone", "Taken back"),
        ],
        default="file",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Imported by",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    run_on = fields.Datetime(string="Begun on", readonly=True, copy=False)
    done_on = fields.Datetime(string="Date", readonly=True, copy=False)
    is_busy = fields.Boolean(compute="_compute_is_busy")
    template_id = fields.Many2one(
        "field.import.template", string="As last time", ondelete="set null", copy=False
    )
    keeps_template = fields.Boolean(
        string="Remember these choices for the next file", default=True
    )
    obstacle = fields.Char(compute="_compute_obstacle")

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------

    def _check_may_import(self):
        if not self.env.user.has_group("field_crm.group_field_client_import"):
            raise AccessError(
                self.env._("You need the role “Import clients” to import.")
            )

    def _check_step(self, *states):
        """Refuse what belongs to another step, or comes while a work is under way."""
        for record in self:
            if record.is_busy:
                raise UserError(
                    self.env._(
                        "This import is under way: wait for its end, or stop it."
                    )
                )
            if record.state not in states:
                raise UserError(
                    self.env._("This step of the import is over: go back to change it.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_import()
        if not self.env.su:
            for vals in vals_list:
                self._check_editable(vals, "file")
        records = super().create(vals_list)
        for record in records.filtered("file"):
            record._take_file()
        return records

    def write(self, vals):
        if not self.env.su and vals:
            for record in self:
                record._check_step("file", "mapping", "check")
                record._check_editable(vals, record.state)
        written = super().write(vals)
        if not self.env.su and vals.keys() & {"file", "encoding", "separator"}:
            for record in self:
                record._take_file(is_new="file" in vals)
        return written

    def _check_editable(self, vals, state):
        for name in vals:
            if name not in _EDITABLE[state]:
                raise AccessError(
                    self.env._(
                        "“%(field)s” cannot be changed at this step of an import.",
                        field=self._fields[name].get_description(self.env, ["string"])[
                            "string"
                        ]
                        if name in self._fields
                        else name,
                    )
                )

    # ------------------------------------------------------------------
    # Computed values
    # ------------------------------------------------------------------

    @api.depends("work_id.state")
    def _compute_is_busy(self):
        for record in self:
            record.is_busy = record.sudo().work_id.state in ("waiting", "running")

    @api.depends("refused_count", "skips_refused", "created_count", "updated_count")
    def _compute_obstacle(self):
        for record in self:
            record.obstacle = False
            if record.refused_count and not record.skips_refused:
                record.obstacle = self.env._(
                    "Refused rows: %(count)s. Download them, mend them and drop the "
                    "mended file, or tick “Import without the refused rows”.",
                    count=record.refused_count,
                )
            elif not record.created_count and not record.updated_count:
                record.obstacle = self.env._(
                    "There is nothing to import: no row is new, and none changes "
                    "anything."
                )

    @api.onchange("template_id")
    def _onchange_template_id(self):
        if self.template_id:
            targets = self.template_id._get_targets_of(self.column_ids)
            for column in self.column_ids:
                column.target = targets.get(column.position, False)
            self.update(self.template_id._get_options())

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_map(self):
        """From step 1 to step 2: read the sheet and propose a mapping."""
        self.ensure_one()
        self._check_may_import()
        self._check_step("file")
        if self.file_error:
            raise UserError(self.file_error)
        self._read_columns()
        self.sudo().state = "mapping"
        return True

    def action_read_columns(self):
        """Read the columns again, below the row of headers that the user gives."""
        self.ensure_one()
        self._check_may_import()
        self._check_step("mapping")
        self._read_columns()
        return True

    def action_manage_fields(self):
        """« Gérer les champs » inside the mapping (S0-35)."""
        self.ensure_one()
        self._check_may_import()
        self._check_step("mapping")
        return self.env["field.own.list"].action_manage_fields()

    def action_check(self):
        """From step 2 to step 3: say what the import would do, and write nothing."""
        self.ensure_one()
        self._check_may_import()
        self._check_step("mapping", "check")
        if self.mapping_error:
            raise UserError(self.mapping_error)
        if self.keeps_template:
            self._remember_mapping()
        self.sudo().write(
            {"skips_refused": False, "stop_reason": False, "work_id": False}
        )
        if self.row_count <= _CHECKED_AT_ONCE:
            self._work_check(self.env["field.work"])
        else:
            self._start_work(
                "_work_check",
                self.env._("Check of %(file)s", file=self.file_name),
                total=self.row_count,
            )
        return True

    def _remember_mapping(self):
        name = (self.file_name or "").rpartition(".")[0] or self.env._("Import")
        template = self.env["field.import.template"]._remember(
            self.template_id,
            name,
            self.column_ids,
            {"creates_codes": self.creates_codes, "clears": self.clears},
        )
        self.sudo().template_id = template

    def action_back(self):
        """Back to the step before."""
        self.ensure_one()
        self._check_may_import()
        self._check_step("mapping", "check")
        before = "mapping" if self.state == "check" else "file"
        # What an earlier work said is of the step that is left.
        self.sudo().write({"state": before, "work_id": False})
        return True

    def action_import(self):
        """Write what was checked, in the background; also: go on after a stop."""
        self.ensure_one()
        self._check_may_import()
        self._check_step("check", "importing")
        if self.state == "check" and self.obstacle:
            raise UserError(self.obstacle)
        self._check_no_other()
        self.sudo().run_on = fields.Datetime.now()
        self._start_work(
            "_work_import",
            self.env._("Import of %(file)s", file=self.file_name),
            total=self.row_count,
        )
        return True

    def _check_no_other(self):
        """Say at once that somebody else is importing; the lock is what makes sure."""
        other = self.sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("id", "!=", self.id),
                ("state", "in", ("check", "importing", "done")),
                ("work_state", "in", ("waiting", "running")),
            ],
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "%(user)s is importing “%(file)s”, or checking or undoing it. Go "
                    "on when that is done.",
                    user=other.user_id.name,
                    file=other.file_name,
                )
            )

    # ------------------------------------------------------------------
    # Retention
    # ------------------------------------------------------------------

    @api.autovacuum
    def _gc_old_imports(self):
        """Delete what is older than the companies want to keep (S3-76, S3-112).

        What was begun and never imported holds a file that nobody waits for.
        """
        now = fields.Datetime.now()
        draft = fields.Datetime.subtract(now, days=_DRAFT_DAYS)
        self.search(
            [
                ("state", "in", ("file", "mapping", "check")),
                ("write_date", "<", draft),
            ]
        ).unlink()
        companies = self.env["res.company"]
        for company in companies.search([("field_log_retention_months", ">", 0)]):
            oldest = fields.Datetime.subtract(
                now, months=company.field_log_retention_months
            )
            self.search(
                [("company_id", "=", company.id), ("create_date", "<", oldest)]
            ).unlink()

    @api.autovacuum
    def _gc_old_traces(self):
        """Drop what past imports replaced: they cannot be undone any longer."""
        now = fields.Datetime.now()
        companies = self.env["res.company"]
        for company in companies.search([("field_import_undo_days", ">", 0)]):
            oldest = fields.Datetime.subtract(now, days=company.field_import_undo_days)
            old = self.search(
                [
                    ("company_id", "=", company.id),
                    ("run_on", "<", oldest),
                    ("state", "in", ("importing", "done")),
                ]
            )
            # Hundreds of thousands of lines that nothing else points to.
            self.env.cr.execute(
                SQL("DELETE FROM field_import_trace WHERE import_id = ANY(%s)", old.ids)
            )
        self.env["field.import.trace"].invalidate_model()
