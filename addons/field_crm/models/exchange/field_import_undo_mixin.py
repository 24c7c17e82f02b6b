from odoo import api, fields, models
from odoo.exceptions import UserError

# As many names as anybody reads; the counts tell the rest.
_NAMED = 200
_WITH_TRACE = ("importing", "done")


class FieldImportUndoMixin(models.AbstractModel):
    """Take the last import back, after having seen what that would do (S0-40)."""

    _name = "field.import.undo.mixin"
    _description = "Undo of an import"

    undo_report = fields.Json(
        readonly=True,
        copy=False,
        help="What taking the import back would do, or has done: counts and names.",
    )
    undone_on = fields.Datetime(readonly=True, copy=False)
    has_trace = fields.Boolean(compute="_compute_has_trace")
    undo_obstacle = fields.Char(compute="_compute_has_trace")

    @api.depends("state")
    def _compute_has_trace(self):
        Trace = self.env["field.import.trace"].sudo()
        traced = {
            record.id
            for record, _count in Trace._read_group(
                [("import_id", "in", self.ids)], ["import_id"], ["__count"]
            )
        }
        for record in self:
            record.has_trace = record.id in traced
            record.undo_obstacle = (
                record._get_undo_obstacle() if record.state in _WITH_TRACE else False
            )

    def _get_undo_obstacle(self):
        """Why this import cannot be undone; False when it can."""
        if not self.created_count and not self.updated_count:
            return False
        if not self.has_trace:
            return self.env._(
                "This import can no longer be undone: what it replaced is kept for "
                "%(days)s days.",
                days=self.company_id.field_import_undo_days,
            )
        later = self.sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("id", "!=", self.id),
                ("state", "in", _WITH_TRACE),
                ("run_on", ">", self.run_on),
            ],
            order="run_on desc",
        )
        for record in later:
            if record.has_trace:
                return self.env._(
                    "Only the last import can be undone: “%(file)s” was imported later "
                    "by %(user)s.",
                    file=record.file_name,
                    user=record.user_id.name,
                )
        return False

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_foresee_undo(self):
        """Say what taking the import back would do, and do nothing."""
        return self._start_undo(
            "_work_foresee_undo",
            self.env._("What undoing %(file)s would do", file=self.file_name),
        )

    def action_undo(self):
        """Take the import back, in the background."""
        if not self.undo_report:
            raise UserError(self.env._("See first what undoing the import would do."))
        return self._start_undo(
            "_work_undo", self.env._("Undo of %(file)s", file=self.file_name)
        )

    def action_keep(self):
        """Leave the import as it is."""
        self.ensure_one()
        self._check_may_import()
        self._check_step(*_WITH_TRACE)
        self.sudo().write({"undo_report": False, "work_id": False})
        return True

    def _start_undo(self, method, name):
        self.ensure_one()
        self._check_may_import()
        self._check_step(*_WITH_TRACE)
        self._check_undoable()
        self._check_no_other()
        self._start_work(method, name, total=len(self._get_traces()))
        return True

    def _check_undoable(self):
        if not self.has_trace or self.undo_obstacle:
            raise UserError(
                self.undo_obstacle or self.env._("There is nothing to undo.")
            )

    def _get_traces(self):
        Trace = self.env["field.import.trace"].sudo()
        return Trace.search([("import_id", "=", self.id)])

    # ------------------------------------------------------------------
    # Works
    # ------------------------------------------------------------------

    def _work_foresee_undo(self, work):
        """Keep what taking the import back would do.

        :param work: the ``field.work`` that shows how far it is; may be empty
        """
        self.sudo().undo_report = self._undo(work, is_dry=True)

    def _work_undo(self, work):
        """Take the import back, all of it or nothing.

        :param work: the ``field.work`` that shows how far it is; may be empty
        """
        with self._alone():
            self._check_undoable()
            report = self._undo(work)
            self.sudo().write(
                {
                    "state": "undone",
                    "undone_on": fields.Datetime.now(),
                    "undo_report": report,
                }
            )

    def _undo(self, work, is_dry=False):
        traces = self._get_traces()
        total = len(traces)
        note = (
            self.env._("Looking at what has changed since")
            if is_dry
            else self.env._("Putting back what was")
        )
        report = self.env["field.client.writer"]._undo(
            traces, lambda done: work._advance(done, total, note), is_dry=is_dry
        )
        labels = dict(self.env["field.import.catalogue"]._get_choices())
        return {
            "deleted": report["deleted"],
            "restored": report["restored"],
            "archived_count": len(report["archived"]),
            "archived": [
                {"name": each["name"], "why": ", ".join(each["reasons"])}
                for each in report["archived"][:_NAMED]
            ],
            "left_count": len(report["left"]),
            "left": [
                {
                    "name": each["name"],
                    "why": ", ".join(labels.get(n, n) for n in each["columns"]),
                }
                for each in report["left"][:_NAMED]
            ],
        }
