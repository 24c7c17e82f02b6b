import logging
import os
import traceback

from odoo.exceptions import UserError
from odoo.tests import tagged

from .winpneu_common import PASSWORD, WinpneuCase


class _Everything(logging.Handler):
    """Keeps whatever anybody logs, tracebacks included."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.texts = []

    def emit(self, record):
        self.texts.append(self.format(record))


@tagged("post_install", "-at_install")
class TestWinpneuSecrets(WinpneuCase):
    """The password is a canary: it must sing nowhere."""

    def setUp(self):
        super().setUp()
        self.backend.password = PASSWORD
        self.log = _Everything()
        root = logging.getLogger()
        level = root.level
        root.addHandler(self.log)
        self.addCleanup(root.removeHandler, self.log)
        self.addCleanup(root.setLevel, level)

    def _troubles(self):
        """Ways to fail, as values of the backend."""
        good = {
            name: self.backend[name]
            for name in ("driver", "server", "port", "database", "login")
        }
        for bad in (
            {"driver": "Nowhere"},
            {"server": "127.0.0.1", "port": 1},
            {"server": "no.such.host.invalid"},
            {"database": "nowhere"},
            {"login": "nobody_here"},
            {"login": f"x;PWD={PASSWORD}"},
            {"relation_table": f"{good['database']}.dbo.nowhere"},
        ):
            yield {**good, **bad}

    def test_no_failure_tells_the_password(self):
        """S3-64: not in logs, runs, errors, mails, sentences or tracebacks."""
        texts = []
        self.visit()
        for values in self._troubles():
            self.backend.write(values)
            run = self.send()
            self.assertEqual(run.state, "failed", values)
            texts.append(run.error)
            with self.assertRaises(UserError) as caught:
                self.backend.action_test()
            texts += traceback.format_exception(caught.exception)
        errors = self.env["field.error"].search([])
        mails = self.env["mail.mail"].search([("model", "=", "field.error")])
        self.assertGreater(len(errors), 3)
        texts += [f"{error.name} {error.detail}" for error in errors]
        texts += [f"{mail.subject} {mail.body_html}" for mail in mails]
        texts += [str(event.read()) for event in self.events()]
        texts += self.log.texts
        self.assertGreater(len(texts), 20)
        for text in texts:
            # A login is shown; that it looks like a password is the administrator's.
            shown = text.replace(f"x;PWD={PASSWORD}", "")
            self.assertNotIn(PASSWORD, shown)

    def test_the_queue_of_jobs_holds_no_password(self):
        """S3-64: a job knows the backend by its number."""
        self.backend.next_run_on = False
        self.backend._cron_run()
        jobs = self.env["queue.job"].search([("method_name", "=", "_run")])
        self.assertEqual(len(jobs), 1)
        self.assertNotIn(PASSWORD, str(jobs.read()))
        self.backend._cron_run()
        again = self.env["queue.job"].search_count([("method_name", "=", "_run")])
        self.assertEqual(again, 1, "one run at a time")

    def test_a_paused_or_early_backend_does_not_run(self):
        """S3-74, S3-112: the interval is the backend's."""
        count = self.env["queue.job"].search_count([])
        self.backend.is_paused = True
        self.backend._cron_run()
        self.backend.is_paused = False
        self.send()
        self.backend._cron_run()
        self.assertEqual(self.env["queue.job"].search_count([]), count)
        wait = self.backend.next_run_on - self.backend.last_run_id.ended_on
        self.assertEqual(wait.total_seconds(), 60 * self.backend.interval_minutes)

    def test_the_driver_comes_from_the_operator(self):
        """S3-64: named by its file, found where the operator says."""
        self.assertEqual(self.backend._get_driver(), os.environ["WINPNEU_DRIVER"])
