from contextlib import contextmanager
from unittest.mock import patch

from psycopg2 import OperationalError

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestFieldWork(FieldCrmCase):
    """S0-01, S3-76: long work runs apart, shows how far it is, ends with a word."""

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        self.owner = self.env["field.reassignment"].with_user(self.manager).create({})

    @contextmanager
    def _doing(self, method):
        """A method of the owner's model for the length of a test."""

        def _do_test(owner, work):
            method(owner, work)

        with patch.object(type(self.owner), "_do_test", _do_test, create=True):
            yield

    @contextmanager
    def _raised(self, kind):
        """As assertRaises, which would roll back what was kept before the error."""
        try:
            yield
        except kind:
            return
        self.fail(f"{kind.__name__} not raised")

    def _run(self, method):
        with self._doing(method), trap_jobs() as trap:
            work = self.owner._start_work("_do_test", "Work of a test", total=100)
            self.env.flush_all()
            self.assertEqual(work.state, "waiting")
            trap.perform_enqueued_jobs()
        self.env.invalidate_all()
        return work

    def test_runs_as_the_user_and_ends(self):
        """The work runs with the rights of who started it, and what it did is kept."""
        seen = []

        def method(owner, work):
            seen.append((owner.env.uid, owner.env.su))
            owner.zip_codes = "35"

        work = self._run(method)
        self.assertEqual(seen, [(self.manager.id, False)])
        self.assertEqual(work.state, "done")
        self.assertEqual(work.percentage, 100)
        self.assertEqual(self.owner.zip_codes, "35")
        self.assertTrue(work.started_on and work.ended_on)

    def test_shows_how_far_it_is(self):
        """Progress is written while the work's own transaction is open."""
        answers = []

        def method(_owner, work):
            work._advance(40, note="Halfway or so")
            answers.append(work.with_user(self.manager).read_progress())

        self._run(method)
        self.assertEqual(answers[0]["state"], "running")
        self.assertEqual((answers[0]["done"], answers[0]["total"]), (40, 100))
        self.assertEqual(answers[0]["note"], "Halfway or so")

    def test_writes_once_a_second(self):
        """A loop over 100,000 rows does not write 100,000 times."""
        Progress = type(self.env["field.work.progress"])

        def method(_owner, work):
            with patch.object(Progress, "write", autospec=True) as write:
                for done in range(1000):
                    work._advance(done)
            self.assertLessEqual(write.call_count, 3)

        self.assertEqual(self._run(method).state, "done")

    def test_fails_with_its_sentence(self):
        """What the work wrote is undone, and its user reads why."""

        sentence = "Row 7 of the file has gone."

        def method(owner, _work):
            owner.zip_codes = "35"
            raise UserError(sentence)

        work = self._run(method)
        self.assertEqual(work.state, "failed")
        self.assertEqual(work.error, sentence)
        self.assertFalse(self.owner.zip_codes)

    def test_fails_unforeseen(self):
        """An error of ours is kept without what is secret, and goes on to the queue."""

        def method(_owner, _work):
            raise ValueError("password=hunter2 at the door")

        with self._raised(ValueError), mute_logger("odoo.addons.queue_job.job"):
            self._run(method)
        work = self.env["field.work"].search([], limit=1)
        self.env.invalidate_all()
        self.assertEqual(work.state, "failed")
        self.assertIn("ValueError", work.error)
        self.assertNotIn("hunter2", work.error)

    def test_what_is_passing_is_tried_again(self):
        """A lock or a lost connection leaves the work open for the queue's next try."""
        tries = []

        def method(owner, _work):
            tries.append(True)
            if len(tries) == 1:
                raise OperationalError("lost")
            owner.zip_codes = "56"

        with self._doing(method), trap_jobs() as trap:
            work = self.owner._start_work("_do_test", "Work of a test")
            self.env.flush_all()
            with self._raised(OperationalError):
                trap.perform_enqueued_jobs()
            self.env.invalidate_all()
            self.assertEqual(work.state, "running")
            self.owner._run_work(work.id, "_do_test", {})
        self.env.invalidate_all()
        self.assertEqual(work.state, "done")
        self.assertEqual(self.owner.zip_codes, "56")

    def test_goes_on_at_its_checkpoint(self):
        """A killed server's job finds where it was, and does nothing twice."""
        starts = []

        def method(_owner, work):
            starts.append(work.checkpoint)
            if len(starts) == 1:
                work._keep({"row": 500})
                raise OperationalError("killed")

        with self._doing(method), trap_jobs():
            work = self.owner._start_work("_do_test", "Work of a test")
            self.env.flush_all()
            with self._raised(OperationalError):
                self.owner._run_work(work.id, "_do_test", {})
            for _again in range(3):
                self.owner._run_work(work.id, "_do_test", {})
        self.assertEqual(starts, [False, {"row": 500}])

    def test_who_may_stop_and_see(self):
        """One's own works are seen and stopped; administrators see and stop all."""
        with trap_jobs():
            work = self.owner._start_work("_do_test", "Work of a test")
        other = new_test_user(
            self.env, "work_other", groups="field_crm.group_field_manager"
        )
        for user in (other, self.rep, self.accountant):
            theirs = work.with_user(user)
            self.assertFalse(theirs.search([("id", "=", work.id)]))
            for method in (theirs.read_progress, theirs.action_cancel):
                with self.assertRaises(AccessError):
                    method()
        with self.assertRaises(AccessError):
            work.with_user(self.admin).write({"state": "done"})
        self.assertEqual(
            work.with_user(self.manager).read_progress()["state"], "waiting"
        )
        work.with_user(self.admin).action_cancel()
        self.assertTrue(work.with_user(self.manager).read_progress()["is_cancelled"])

    def test_given_up_by_the_queue(self):
        """A job that the queue gives up takes its work along."""
        with trap_jobs():
            work = self.owner._start_work("_do_test", "Work of a test")
        job = self.owner.with_delay()._run_work(work.id, "_do_test", {})
        work.sudo().job_uuid = job.uuid
        stored = self.env["queue.job"].search([("uuid", "=", job.uuid)])
        stored.write(
            {"state": "failed", "exc_name": "Killed", "exc_message": "token=abc123"}
        )
        self.assertEqual(work.state, "failed")
        self.assertNotIn("abc123", work.error)
