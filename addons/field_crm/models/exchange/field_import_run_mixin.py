from contextlib import contextmanager
from itertools import islice

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.queue_job.exception import RetryableJobError

from ...engine.importer import Action, Summary
from .import_record import ImportRecord

_CHUNK = 2000
_ROWS_BETWEEN_STEPS = 200
_WRITTEN = (Action.CREATE, Action.UPDATE)
# Any number, as long as no other lock of the product has it.
_LOCK = 1_190_031
_SECONDS_BEFORE_RETRY = 10


class _NewlyRefused(Exception):
    """A row that the check had let pass is refused now."""


class FieldImportRunMixin(models.AbstractModel):
    """Carry out what was checked, in one job (S0-40)."""

    _name = "field.import.run.mixin"
    _description = "Run of an import"
    _inherit = "field.import.check.mixin"

    commit_mode = fields.Selection(
        [
            ("whole", "All or nothing"),
            ("chunks", "By batches"),
        ],
        string="How it is written",
        required=True,
        default="whole",
        help="All or nothing: the file is written in one piece, and if anything stops "
        "it, the base is as before. By batches of 2,000 rows: what is written stays, "
        "and an import that was interrupted goes on where it stopped.",
    )
    skips_refused = fields.Boolean(string="Import without the refused rows")
    kept_row = fields.Integer(
        readonly=True, copy=False, help="Last row of the last batch that is written."
    )
    stop_reason = fields.Text(readonly=True, copy=False)

    # ------------------------------------------------------------------
    # One at a time
    # ------------------------------------------------------------------

    @contextmanager
    def _alone(self):
        """Keep every other import of the company waiting.

        The lock is held on a connection of its own: a batch that is committed does not
        give it back, and a server that is killed does.
        """
        with self.env.registry.cursor() as cr:
            key = (_LOCK, self.company_id.id)
            cr.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
            if not cr.fetchone()[0]:
                raise RetryableJobError(
                    "Another import of the company is running.",
                    seconds=_SECONDS_BEFORE_RETRY,
                    ignore_retry=True,
                )
            # An open transaction would keep the database from tidying up.
            cr.commit()  # pylint: disable=invalid-commit
            try:
                yield
            finally:
                cr.execute("SELECT pg_advisory_unlock(%s, %s)", key)

    # ------------------------------------------------------------------
    # Run
    # ------------------------------------------------------------------

    def _work_import(self, work):
        """Write what was checked, all of it or batch by batch.

        The rows are planned again: what has changed in the base since the check
        counts.

        :param work: the ``field.work`` that shows how far it is; may be empty
        :raise UserError: when the file is not the one that was checked
        """
        self.ensure_one()
        with self._alone():
            if self.checked_print != self._get_settings_print():
                raise UserError(
                    self.env._(
                        "“%(file)s” is not the file that was checked: it, or what its "
                        "columns go into, has changed since. Check it again.",
                        file=self.file_name,
                    )
                )
            table = self._read_table()
            if self.commit_mode == "chunks":
                self._import_chunks(work, table)
            else:
                self._import_whole(work, table)

    def _import_whole(self, work, table):
        """Write all rows in the work's transaction.

        A row that the check had let pass and that is refused now stops everything, and
        the outcome is a new check, with the reasons.
        """
        record = self._new_record(table)
        known = set(self.refused_rows or [])

        def accepted():
            for plan in self._iter_watched(work, table, record):
                if plan.action is Action.REFUSED and plan.row not in known:
                    raise _NewlyRefused
                if plan.action in _WRITTEN:
                    yield plan

        try:
            with self.env.cr.savepoint():
                self._write_plans(accepted())
        except _NewlyRefused:
            self._work_check(work)
            self.sudo().stop_reason = self.env._(
                "The base has changed since the check, and other rows are refused now. "
                "Nothing was imported. See what has become of them below."
            )
            return
        self.sudo().write(self._get_counts(record.summary))
        self._finish(record)

    def _import_chunks(self, work, table):
        """Write batch by batch, each kept as soon as it is written."""
        record = self._new_record(table)
        kept = self.kept_row
        summary = Summary()
        before = {name: self[name] if kept else 0 for name in self._get_counts(summary)}
        plans = self._iter_watched(work, table, record)
        while batch := list(islice(plans, _CHUNK)):
            fresh = [plan for plan in batch if plan.row > kept]
            if not fresh:
                continue
            self._write_plans(plan for plan in fresh if plan.action in _WRITTEN)
            for plan in fresh:
                summary.add(plan)
            counts = {
                name: before[name] + count
                for name, count in self._get_counts(summary).items()
            }
            self.sudo().write(
                {"state": "importing", "kept_row": fresh[-1].row, **counts}
            )
            work._keep({"row": fresh[-1].row})
        self._finish(record)

    def _iter_watched(self, work, table, record):
        """Plans of all rows, each counted and shown as progress."""
        total = len(table.rows)
        note = self.env._("Writing the clients")
        for number, plan in enumerate(self._iter_plans(table, record.reference), 1):
            record.add(plan)
            if not number % _ROWS_BETWEEN_STEPS:
                work._advance(number, total, note)
            yield plan

    def _new_record(self, table):
        reference = self.env["field.import.catalogue"]._get_reference()
        return ImportRecord(self, reference, table)

    def _write_plans(self, plans):
        self.env["field.client.writer"]._write_plans(plans, self.id)

    def _finish(self, record):
        """The import is done: what is said of its rows is what became of them."""
        self._keep_problems(record)
        self.sudo().write(
            {
                "state": "done",
                "done_on": fields.Datetime.now(),
                "stop_reason": False,
            }
        )
