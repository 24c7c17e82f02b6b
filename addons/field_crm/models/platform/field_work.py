import logging
import time
from contextlib import contextmanager

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.queue_job.exception import RetryableJobError

from ...engine.redaction import redact

_logger = logging.getLogger(__name__)

_SECONDS_BETWEEN_WRITES = 1.0
_OPEN = ("waiting", "running")


class WorkCancelled(Exception):
    """Somebody has asked a work to stop; what it has not kept is rolled back."""


class FieldWork(models.Model):
    """A work of the background: who started what, how far it is, how it ended.

    The work's own transaction writes its state and checkpoint, so that both are as
    true as what it did. How far it is lies in ``field.work.progress``, which
    transactions of its own write while the work's is open.
    """

    _name = "field.work"
    _description = "Work in the background"
    _order = "id desc"

    name = fields.Char(string="Work", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Started by",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    started_on = fields.Datetime(string="Started", readonly=True)
    ended_on = fields.Datetime(string="Ended", readonly=True)
    error = fields.Text(string="Why it failed", readonly=True)
    checkpoint = fields.Json(readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)
    job_uuid = fields.Char(readonly=True, index="btree_not_null")
    progress_ids = fields.One2many("field.work.progress", "work_id", readonly=True)
    percentage = fields.Float(compute="_compute_percentage")

    @api.depends("progress_ids.done", "progress_ids.total", "state")
    def _compute_percentage(self):
        for work in self:
            progress = work.sudo().progress_ids
            share = progress.done / progress.total if progress.total else 0
            work.percentage = 100 if work.state == "done" else round(100 * share, 1)

    # ------------------------------------------------------------------
    # What the work itself calls; on an empty record nothing happens, so that the
    # same code serves at once what is small.
    # ------------------------------------------------------------------

    def _advance(self, done, total=None, note=None, checkpoint=None):
        """Tell how far the work is; at most once a second something is written.

        :param int done: units done
        :param int total: units in all, when it has changed
        :param str note: what is being done, in the user's words
        :param checkpoint: JSON value that ``work.progress_ids.checkpoint`` gives when
            the work begins again after its server was killed; unlike ``_keep`` it
            commits nothing of what has been done
        :raise WorkCancelled: when somebody has asked to stop
        """
        if not self:
            return
        now = time.monotonic()
        clock = self.env.cr.cache.setdefault("field_work_clock", {})
        if now - clock.get(self.id, 0) < _SECONDS_BETWEEN_WRITES:
            return
        clock[self.id] = now
        vals = {"done": done}
        if total is not None:
            vals["total"] = total
        if note is not None:
            vals["note"] = note
        if checkpoint is not None:
            vals["checkpoint"] = checkpoint
        with self._apart() as work:
            progress = work.progress_ids
            progress.write(vals)
            is_cancelled = progress.is_cancelled
        if is_cancelled:
            raise WorkCancelled

    def _keep(self, checkpoint=None):
        """Commit what has been done, and remember where the work is.

        :param checkpoint: JSON value that ``work.checkpoint`` gives when the work is
            started again after its server was killed
        """
        if self:
            self.checkpoint = checkpoint
            self.env.cr.commit()  # pylint: disable=invalid-commit

    @contextmanager
    def _apart(self):
        """The work in a transaction of its own."""
        with self.env.registry.cursor() as cr:
            yield self.with_env(self.env(cr=cr, su=True))

    # ------------------------------------------------------------------
    # Running; commits are on the cursor that `_apart` has opened, never on the job's.
    # ------------------------------------------------------------------

    def _run(self, method, kwargs):
        """Run in a job: the job's transaction keeps its lock, the work has another.

        :raise OperationalError, RetryableJobError: what is passing, for the job to be
            tried again
        """
        with self._apart() as work:
            work = work.with_user(self.user_id)
            if work.sudo().state in _OPEN:
                work._run_here(method, kwargs)

    def _run_here(self, method, kwargs):
        me = self.sudo()
        cr = self.env.cr
        me.write({"state": "running", "started_on": fields.Datetime.now()})
        cr.commit()  # pylint: disable=invalid-commit
        try:
            owner = self.env[me.res_model].browse(me.res_id)
            getattr(owner, method)(me, **kwargs)
            self.env.flush_all()
            me.write({"state": "done", "ended_on": fields.Datetime.now()})
            cr.commit()  # pylint: disable=invalid-commit
        except WorkCancelled:
            cr.rollback()
            me._end("cancelled")
        except UserError as error:
            cr.rollback()
            me._end("failed", str(error))
        except (OperationalError, RetryableJobError):
            cr.rollback()
            raise
        except Exception as error:
            cr.rollback()
            me._end("failed", f"{type(error).__name__}: {redact(str(error))}")
            raise
        me._tell_user()

    def _end(self, state, error=False):
        self.env.invalidate_all(flush=False)
        self.write({"state": state, "error": error, "ended_on": fields.Datetime.now()})
        owner = self.env[self.res_model].browse(self.res_id).exists()
        if owner:
            owner._on_work_ended(self)
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _tell_user(self):
        """A notice in the corner of the screen, whatever page is open."""
        words = {
            "done": ("success", self.env._("Done")),
            "failed": ("danger", self.error),
            "cancelled": ("warning", self.env._("Cancelled")),
        }
        kind, message = words[self.state]
        self.user_id._bus_send(
            "simple_notification",
            {"type": kind, "title": self.name, "message": message},
        )
        self.env.cr.commit()  # pylint: disable=invalid-commit

    @api.model
    def _on_job_failed(self, jobs):
        """What the queue has given up is no longer under way."""
        works = self.sudo().search(
            [("job_uuid", "in", jobs.mapped("uuid")), ("state", "in", _OPEN)]
        )
        for work in works:
            job = jobs.filtered(lambda job, work=work: job.uuid == work.job_uuid)
            work.write(
                {
                    "state": "failed",
                    "error": redact(job.exc_message or job.exc_name or ""),
                    "ended_on": fields.Datetime.now(),
                }
            )

    # ------------------------------------------------------------------
    # What the screen calls
    # ------------------------------------------------------------------

    def read_progress(self):
        """How far the work is, for the progress bar.

        :return: dict with state, done, total, note, error, seconds (since it began)
        """
        self.ensure_one()
        self.check_access("read")
        work = self.sudo()
        progress = work.progress_ids
        began = work.started_on
        seconds = (fields.Datetime.now() - began).total_seconds() if began else 0
        return {
            "state": work.state,
            "done": progress.done,
            "total": progress.total,
            "note": progress.note or "",
            "error": work.error or "",
            "seconds": seconds,
            "is_cancelled": progress.is_cancelled,
        }

    def action_cancel(self):
        """Ask the work to stop; it does at its next step."""
        for work in self:
            work.check_access("read")
            is_mine = work.user_id == self.env.user
            if not is_mine and not self.env.user.has_group(
                "field_crm.group_field_admin"
            ):
                raise AccessError(
                    self.env._("Only who started “%s” may stop it.", work.name)
                )
        open_works = self.sudo().filtered(lambda work: work.state in _OPEN)
        open_works.progress_ids.is_cancelled = True
        return True

    def action_open_record(self):
        """Open what the work is about."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action()

    @api.autovacuum
    def _gc_old_works(self):
        """Delete what is older than the companies want to keep (S3-76, S3-112)."""
        now = fields.Datetime.now()
        companies = self.env["res.company"]
        for company in companies.search([("field_log_retention_months", ">", 0)]):
            oldest = fields.Datetime.subtract(
                now, months=company.field_log_retention_months
            )
            self.search(
                [
                    ("company_id", "=", company.id),
                    ("create_date", "<", oldest),
                    ("state", "not in", _OPEN),
                ]
            ).unlink()
