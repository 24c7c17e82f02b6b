from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.service.model import retrying

from odoo.addons.field_crm.models.platform.field_work import WorkCancelled

from ...engine.winpneu import WinpneuError

# First key of the advisory locks; the second one is the backend.
_LOCK = 513_081
_LONGEST_WAIT = 60  # minutes


class FieldWinpneuRunnerMixin(models.AbstractModel):
    """When the bridge runs, one run at a time, and what happens when it cannot.

    Each step works in transactions of its own, so that what is done stays done when the
    run is killed.
    """

    _name = "field.winpneu.runner.mixin"
    _description = "Runs of the winpneu bridge"
    _inherit = ["field.worked.mixin"]

    is_paused = fields.Boolean(
        string="Paused",
        default=True,
        help="Nothing goes out or comes in, but what happens here is queued.",
    )
    interval_minutes = fields.Integer(
        string="Interval (min)",
        default=5,
        help="Minutes between two runs, from 1 to 1440.",
    )
    next_run_on = fields.Datetime(string="Next run", readonly=True, copy=False)
    failures = fields.Integer(string="Failed in a row", readonly=True, copy=False)
    run_ids = fields.One2many("field.winpneu.run", "backend_id", string="Runs")

    @api.constrains("interval_minutes")
    def _check_interval(self):
        for backend in self:
            if not 1 <= backend.interval_minutes <= 1440:
                raise ValidationError(
                    self.env._(
                        "Interval: %s is not between 1 and 1440 minutes.",
                        backend.interval_minutes,
                    )
                )

    # ------------------------------------------------------------------
    # Starting
    # ------------------------------------------------------------------

    @api.model
    def _cron_run(self):
        """Queue a run of each backend whose time has come; every minute (S3-61)."""
        now = fields.Datetime.now()
        due = self.search(
            [
                ("is_paused", "=", False),
                "|",
                ("next_run_on", "=", False),
                ("next_run_on", "<=", now),
            ]
        )
        for backend in due:
            backend.with_delay(
                identity_key=f"field_winpneu_run:{backend.id}",
                description=self.env._("winpneu: %s", backend.name),
            )._run()

    def action_run_now(self):
        """« Run now »: with its progress on the screen."""
        self.ensure_one()
        self.check_access("write")
        if self.work_state in ("waiting", "running"):
            raise UserError(self.env._("A run is under way already."))
        self._start_work("_run_watched", self.env._("winpneu: %s", self.name))
        return True

    def _run_watched(self, work):
        """A run that somebody looks at."""
        if not self.sudo()._run(work):
            raise UserError(self.env._("A run is under way already."))
        last = self.sudo().run_ids[:1]
        last.invalidate_recordset()
        if last.state == "failed":
            raise UserError(last.error)

    # ------------------------------------------------------------------
    # Running
    # ------------------------------------------------------------------

    def _get_steps(self):
        """Methods that a run consists of, in order."""
        return []

    def _run(self, work=None):
        """One run; gives whether it took place.

        What winpneu refuses, or being unreachable, ends the run and is no exception:
        it is kept with the run, and the administrator is told.
        """
        self.ensure_one()
        self = self._in_their_language()
        with self._alone() as is_alone:
            if not is_alone:
                return False
            run_id = self._apart("_begin_run")
            try:
                with self._open_session() as session:
                    for step in self._get_steps():
                        getattr(self, step)(session, run_id, work)
            except (WinpneuError, UserError) as error:
                # In a string, lest the exception's frames live on in the log.
                self._apart("_end_run", run_id, self._describe(error), _cause(error))
            except WorkCancelled:
                self._apart("_end_run", run_id, self.env._("It was stopped."), "stop")
                raise
            except BaseException as error:
                self._apart("_end_run", run_id, type(error).__name__, "unexpected")
                raise
            else:
                self._apart("_end_run", run_id)
        return True

    def _in_their_language(self):
        """The backend as its administrators read what is kept: reasons, errors."""
        error = self.env["field.error"].new({"company_id": self.company_id.id})
        return self.with_context(lang=error._get_lang())

    def _describe(self, error):
        return self._say(error) if isinstance(error, WinpneuError) else str(error)

    @contextmanager
    def _alone(self):
        """Whether nobody else runs this backend, on any server of this database."""
        with self.env.registry.cursor() as cr:
            cr.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", (_LOCK, self.id))
            yield cr.fetchone()[0]

    def _in_this_transaction(self):
        """The backend, whose steps work in the present transaction."""
        return self.with_context(field_winpneu_here=True)

    def _apart(self, method, *args):
        """Call a method in a transaction of its own, again if it meets another one."""
        if self.env.context.get("field_winpneu_here"):
            return getattr(self, method)(*args)
        with self.env.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, dict(self.env.context))
            me = self.with_env(env).with_company(self.company_id.id)
            return retrying(partial(getattr(me, method), *args), env)

    def _begin_run(self):
        stale = self.run_ids.filtered(lambda run: run.state == "running")
        stale.write(
            {
                "state": "failed",
                "ended_on": fields.Datetime.now(),
                "error": self.env._("It was interrupted."),
            }
        )
        self.last_run_id = self.env["field.winpneu.run"].create({"backend_id": self.id})
        return self.last_run_id.id

    def _count(self, run_id, **counts):
        """Add to what a run has done."""
        run = self.env["field.winpneu.run"].browse(run_id)
        run.write({name: run[name] + number for name, number in counts.items()})

    def _end_run(self, run_id, error=None, cause=None):
        now = fields.Datetime.now()
        run = self.env["field.winpneu.run"].browse(run_id)
        run.write(
            {
                "state": "failed" if error else "done",
                "ended_on": now,
                "error": error or False,
            }
        )
        failures = self.failures + 1 if error else 0
        wait = self.interval_minutes
        if failures:
            # The first times it may be a trifle; then it would only be noise.
            wait = max(1, min(2 ** (failures - 1), _LONGEST_WAIT))
        self.write({"failures": failures, "next_run_on": now + timedelta(minutes=wait)})
        if error:
            self._report(cause, self.env._("winpneu bridge “%s”", self.name), error)

    def _report(self, cause, name, detail):
        """Tell the administrator, once for each cause and hour (S3-64)."""
        self.env["field.error"]._report(
            cause=f"winpneu:{self.id}:{cause}",
            name=name,
            detail=detail,
            company=self.company_id,
        )


def _cause(error):
    """What makes two failures the same one."""
    return getattr(error, "kind", None) or type(error).__name__
