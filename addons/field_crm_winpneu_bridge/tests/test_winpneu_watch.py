from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import config

from .winpneu_common import WinpneuCase


@tagged("post_install", "-at_install")
class TestWinpneuWatch(WinpneuCase):
    """What the administrator sees, is told, and starts."""

    def _mails(self):
        mails = self.env["mail.mail"].search([("model", "=", "field.error")])
        return mails.filtered(
            lambda mail: (
                self.env["field.error"]
                .browse(mail.res_id)
                .cause.startswith(f"winpneu:{self.backend.id}:")
            )
        )

    def _break(self):
        """winpneu is down; gives what mends it."""
        server = {"server": self.backend.server, "port": self.backend.port}
        self.backend.write({"server": "127.0.0.1", "port": 1})
        return server

    def test_the_queue_and_its_lag(self):
        """S3-64: what waits and since when, what was refused, what the run did."""
        visits = self.visit(days=2) + self.visit(user_id=self.other_rep.id)
        backend = self.backend
        self.assertEqual((backend.waiting_count, backend.state), (2, "waiting"))
        self.env.cr.execute(
            "UPDATE field_winpneu_event SET create_date = create_date - %s "
            "WHERE res_id = %s",
            [timedelta(hours=2), visits[0].id],
        )
        server = self._break()
        self.send()
        self.assertEqual(backend.state, "failed")
        self.assertIn("No route", backend.last_error)
        self.assertIn(backend.lag_minutes, (120, 121))
        backend.last_run_id.state = "done"
        self.assertEqual(backend.state, "late")
        backend.write(server)
        run = self.send()
        self.assertEqual((backend.last_run_id, backend.state), (run, "ok"))
        self.assertEqual((backend.waiting_count, backend.failed_count), (0, 1))
        self.assertEqual((backend.last_sent_count, backend.lag_minutes), (1, 0))

    def test_a_run_by_hand(self):
        """S3-74: « Run now », one at a time, by administrators."""
        self.visit()
        with self.assertRaises(AccessError):
            self.backend.with_user(self.manager).action_run_now()
        backend = self.backend.with_user(self.admin)
        backend.action_run_now()
        self.assertEqual(backend.work_state, "waiting")
        with self.assertRaises(UserError):
            backend.action_run_now()
        with self.enter_registry_test_mode():
            backend._run_watched(self.env["field.work"])
        self.assertEqual(self.events().state, "sent")
        self._break()
        with self.enter_registry_test_mode(), self.assertRaises(UserError) as caught:
            backend._run_watched(self.env["field.work"])
        self.assertIn("No route", str(caught.exception))

    def test_one_mail_for_a_cause_and_an_hour(self):
        """S3-64, S3-76: what fails all day long sends a mail an hour, no more."""
        server = self._break()
        start = fields.Datetime.now().replace(minute=20)
        for minutes in (0, 5, 30, 59):
            with freeze_time(start + timedelta(minutes=minutes)):
                self.send()
        self.assertEqual(len(self._mails()), 1)
        with freeze_time(start + timedelta(minutes=61)):
            self.send()
            self.assertEqual(len(self._mails()), 2)
            # Another cause is another mail, within the same hour.
            self.backend.write({**server, "login": "nobody_here"})
            self.send()
            self.send()
        self.assertEqual(len(self._mails()), 3)
        for mail in self._mails():
            self.assertIn("winpneu", mail.subject)

    def test_what_is_kept_is_in_the_administrators_language(self):
        """S3-64: whoever starts the run, a job without a user's language included."""
        self.env["res.users"].search([]).lang = "fr_FR"
        self._break()
        run = self.run_bridge(self.backend.with_context(lang=None))
        self.assertIn("Impossible de joindre 127.0.0.1", run.error)

    def test_winpneu_down_for_a_day(self):
        """S3-08, S3-64: reps go on; then all arrives, oldest first; mails are few."""
        self.winpneu.execute("ALTER TABLE dbo.client_relation ADD seq bigserial")
        self.addCleanup(
            self.winpneu.execute, "ALTER TABLE dbo.client_relation DROP COLUMN seq"
        )
        server = self._break()
        start = fields.Datetime.now().replace(minute=10)
        told, runs = [], 0
        for hour in range(24):
            with freeze_time(start + timedelta(hours=hour)):
                visit = (
                    self.env["field.visit"]
                    .with_user(self.rep)
                    .create({"partner_id": self.client.id, "state": "done"})
                )
                visit.comment = f"Heure {hour}"
                told.append(visit.comment)
                due = self.backend.next_run_on
                if not due or due <= fields.Datetime.now():
                    self.assertEqual(self.send().state, "failed")
                    runs += 1
        self.assertGreater(runs, 20)
        self.assertEqual(self.backend.waiting_count, 24)
        self.assertLessEqual(len(self._mails()), 24)
        self.backend.write({**server, "port": config["db_port"] or 0})
        self.assertEqual(self.send().sent_count, 24)
        rows = self.winpneu.relations(order="seq")
        self.assertEqual([row["commentaire"].split("\r\n")[0] for row in rows], told)

    def test_old_runs_and_conflicts_go(self):
        """S3-76: logs are kept as long as the company says; the queue's names stay."""
        self.visit()
        run = self.send()
        old = run.copy({"started_on": fields.Datetime.now() - relativedelta(months=7)})
        conflict = self.env["field.winpneu.conflict"].create(
            {
                "backend_id": self.backend.id,
                "partner_id": self.client.id,
                "column": "ville_fac",
                "winner": "ours",
            }
        )
        self.env.cr.execute(
            "UPDATE field_winpneu_conflict SET create_date = %s WHERE id = %s",
            [old.started_on, conflict.id],
        )
        for months, kept in ((0, True), (12, True), (6, False)):
            self.company.field_log_retention_months = months
            self.env.invalidate_all()
            old._gc_old_runs()
            conflict._gc_old_conflicts()
            self.assertEqual(bool(old.exists()), kept, months)
            self.assertEqual(bool(conflict.exists()), kept, months)
        self.assertTrue(run.exists())
        self.assertTrue(self.events())
