import base64
from contextlib import contextmanager, suppress
from unittest.mock import patch

from psycopg2 import OperationalError

from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import tagged

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.exchange import field_import_run_mixin as run_module
from .import_common import ImportCase

HEADERS = ["Référence", "Nom", "Ville", "CP", "Secteur"]


def rows(count, first=1):
    return [
        [f"R{number:03}", f"Client {number}", "Rennes", 35000, None]
        for number in range(first, first + count)
    ]


@tagged("post_install", "-at_install")
class TestImportRun(ImportCase):
    """S0-40: what was checked is written in one job, wholly or batch by batch."""

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        self.patch(run_module, "_CHUNK", 2)
        self.patch(run_module, "_ROWS_BETWEEN_STEPS", 1)

    @contextmanager
    def _job(self, record):
        with trap_jobs() as trap:
            record.action_import()
            self.env.flush_all()
            yield trap
        self.env.invalidate_all()

    def _imported(self):
        found = self.env["res.partner"].search([("ref", "=like", "R0%")])
        return sorted(found.mapped("ref"))

    @contextmanager
    def _writer(self, before_batch):
        """Something happens before each batch that is written."""
        method = type(self.env["field.import"])._write_plans

        def _write_plans(record, plans):
            before_batch(record)
            return method(record, plans)

        with patch.object(type(self.env["field.import"]), "_write_plans", _write_plans):
            yield

    # ------------------------------------------------------------------

    def test_one_job(self):
        """One job, with a work that says how far it is; nothing before it runs."""
        record = self._check(HEADERS, *rows(5))
        with self._job(record) as trap:
            self.assertEqual(len(trap.enqueued_jobs), 1)
            self.assertTrue(record.is_busy)
            self.assertFalse(self._imported())
            for step in ("action_import", "action_back", "action_check"):
                with self.assertRaisesRegex(UserError, "under way"):
                    getattr(record, step)()
            trap.perform_enqueued_jobs()
        self.assertEqual(record.state, "done")
        self.assertEqual(record.work_state, "done")
        self.assertEqual(len(self._imported()), 5)
        self.assertEqual(self._counts(record), (5, 0, 0, 0))

    def test_long_check_is_a_work(self):
        """S0-33: many rows are checked in the background, and nothing is written."""
        record = self._start(HEADERS, *rows(320))
        with trap_jobs() as trap:
            record.action_check()
            self.env.flush_all()
            self.assertEqual(record.state, "mapping")
            self.assertTrue(record.is_busy)
            trap.perform_enqueued_jobs()
        self.env.invalidate_all()
        self.assertEqual((record.state, record.created_count), ("check", 320))
        self.assertFalse(self._imported())

    def test_stopped_as_a_whole(self):
        """All or nothing: stopped in the middle, the base is as before."""
        record = self._check(HEADERS, *rows(5))
        with self._job(record) as trap:
            record.work_id.action_cancel()
            self.env.flush_all()
            trap.perform_enqueued_jobs()
        self.assertEqual((record.state, record.work_state), ("check", "cancelled"))
        self.assertFalse(self._imported())
        with self._job(record) as trap:
            trap.perform_enqueued_jobs()
        self.assertEqual(len(self._imported()), 5)

    def test_killed_as_a_whole(self):
        """All or nothing: a server that dies leaves nothing, the job begins anew."""
        record = self._check(HEADERS, *rows(5))
        deaths = [True]

        def die_once(_record):
            if deaths:
                deaths.pop()
                raise OperationalError("the server has gone")

        with self._job(record) as trap, self._writer(die_once):
            with self.assertRaises(OperationalError):
                trap.perform_enqueued_jobs()
            self.assertFalse(self._imported())
            record._run_work(record.work_id.id, "_work_import", {})
        self.assertEqual((record.state, len(self._imported())), ("done", 5))

    def test_killed_between_batches(self):
        """By batches: what is kept stays, the rest follows, nothing twice."""
        record = self._check(HEADERS, *rows(7))
        record.commit_mode = "chunks"
        batches = []

        def die_at_third(_record):
            batches.append(True)
            if len(batches) == 3:
                raise OperationalError("the server has gone")

        with self._job(record) as trap, self._writer(die_at_third):
            with suppress(OperationalError):
                trap.perform_enqueued_jobs()
            self.env.invalidate_all()
            self.assertEqual(len(self._imported()), 4)
            self.assertEqual((record.state, record.kept_row), ("importing", 5))
            self.assertTrue(record.is_busy)
            record._run_work(record.work_id.id, "_work_import", {})
        self.assertEqual(record.state, "done")
        self.assertEqual(self._imported(), [f"R{n:03}" for n in range(1, 8)])
        self.assertEqual(self._counts(record), (7, 0, 0, 0))

    def test_stopped_between_batches_and_gone_on(self):
        """By batches: who stops it may go on later, from where it was."""
        record = self._check(HEADERS, *rows(7))
        record.commit_mode = "chunks"
        batches = []

        def stop_at_third(imported):
            batches.append(True)
            if len(batches) == 3:
                imported.work_id.sudo().progress_ids.is_cancelled = True
                imported.env.flush_all()
                imported.env.cr.cache.pop("field_work_clock", None)

        with self._job(record) as trap, self._writer(stop_at_third):
            trap.perform_enqueued_jobs()
        self.assertEqual(record.work_state, "cancelled")
        self.assertEqual((record.state, record.is_busy), ("importing", False))
        kept = len(self._imported())
        self.assertTrue(0 < kept < 7, kept)
        self.assertEqual(record.created_count, kept)
        with self._job(record) as trap:
            trap.perform_enqueued_jobs()
        self.assertEqual((record.state, len(self._imported())), ("done", 7))
        self.assertEqual(self._counts(record), (7, 0, 0, 0))

    def test_new_codes_are_made_once(self):
        """S0-19: a sector that several batches name is one sector."""
        table = rows(6)
        for row in table:
            row[4] = "Vendée"
        record = self._start(HEADERS, *table, user=self.admin, creates_codes=True)
        record.action_check()
        record.commit_mode = "chunks"
        with self._job(record) as trap:
            trap.perform_enqueued_jobs()
        sectors = self.env["field.sector"].search([("name", "=", "Vendée")])
        self.assertEqual(len(sectors), 1)
        self.assertEqual(len(self._imported()), 6)

    def test_file_swapped_after_the_check(self):
        """S0-34: what is imported is what was checked, or nothing."""
        record = self._check(HEADERS, *rows(2))
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "field.import"),
                ("res_id", "=", record.id),
                ("res_field", "=", "file"),
            ]
        )
        attachment.raw = base64.b64decode(self._workbook(HEADERS, *rows(9, 50)))
        with self._job(record) as trap:
            trap.perform_enqueued_jobs()
        self.assertEqual(record.work_state, "failed")
        self.assertIn("is not the file that was checked", record.work_id.error)
        self.assertFalse(self._imported())
        self.assertEqual(record.state, "check")

    def test_base_changed_after_the_check(self):
        """S0-34: all or nothing stops with the reasons; by batches the row is left."""
        table = rows(3)
        table[1][4] = self.sector.name
        for mode, expected in (("whole", []), ("chunks", ["R001", "R003"])):
            with self.subTest(mode), self.env.cr.savepoint() as savepoint:
                record = self._check(HEADERS, *table)
                record.commit_mode = mode
                self.sector.name = "Autre nom"
                with self._job(record) as trap:
                    trap.perform_enqueued_jobs()
                self.assertEqual(self._imported(), expected)
                self.assertEqual(record.refused_count, 1)
                self.assertEqual(record.problem_ids.column, "Secteur")
                if mode == "whole":
                    self.assertEqual(record.state, "check")
                    self.assertIn("Nothing was imported", record.stop_reason)
                else:
                    self.assertEqual(record.state, "done")
                    self.assertTrue(record.refused_file)
                savepoint.rollback()
                self.env.invalidate_all()

    # ------------------------------------------------------------------
    # Two at once
    # ------------------------------------------------------------------

    def test_two_at_once(self):
        """A second import is refused by name while the first one waits or runs."""
        first = self._check(HEADERS, *rows(2))
        second = self._check(HEADERS, *rows(2), user=self.manager)
        with self._job(first):
            with self.assertRaisesRegex(UserError, "accountant.* is importing"):
                second.action_import()

    def test_the_lock(self):
        """Two jobs that start together: the second one waits, nothing is doubled."""
        record = self._check(HEADERS, *rows(2))
        key = (run_module._LOCK, record.company_id.id)
        with db_connect(self.env.cr.dbname).cursor() as other:
            other.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
            self.assertTrue(other.fetchone()[0])
            with self._job(record) as trap, suppress(RetryableJobError):
                trap.perform_enqueued_jobs()
                self.fail("not kept waiting")
            self.assertTrue(record.is_busy, "it waits for its turn")
            self.assertFalse(self._imported())
            other.execute("SELECT pg_advisory_unlock(%s, %s)", key)
        record._run_work(record.work_id.id, "_work_import", {})
        self.env.invalidate_all()
        self.assertEqual((record.state, len(self._imported())), ("done", 2))
        with db_connect(self.env.cr.dbname).cursor() as other:
            other.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
            self.assertTrue(other.fetchone()[0], "given back")
            other.execute("SELECT pg_advisory_unlock(%s, %s)", key)
