import threading

from odoo.tests import tagged

from odoo.addons.field_crm_winpneu_bridge.engine.winpneu import (
    ConnectionTrouble,
    Outcome,
    Writer,
)
from odoo.addons.field_crm_winpneu_bridge.models.backend import (
    field_winpneu_runner_mixin as runner,
)

from .winpneu_common import WinpneuCase


@tagged("post_install", "-at_install")
class TestWinpneuOnce(WinpneuCase):
    """Killed, replayed, restored, twice at once: one row."""

    def test_a_replay_writes_nothing_twice(self):
        """S3-64, S3-73: the ledger knows the name."""
        self.visit()
        self.send()
        self.events().action_send_again()
        run = self.send()
        self.assertEqual((run.sent_count, run.known_count), (0, 1))
        self.assertEqual(len(self.winpneu.relations()), 1)

    def test_killed_between_both_commits(self):
        """S3-73: winpneu has committed, we have not: one row all the same."""
        self._lose_answer(self.backend)
        self.send()
        self.assertEqual(len(self.winpneu.relations()), 3)

    def test_without_a_ledger_the_name_is_inside(self):
        """S3-73: a winpneu where no table may be made."""
        self.backend.ledger_table = False
        request = self.ask_conversion()
        self.approve(request)
        self._lose_answer(self.backend)
        self.send()
        self.events().action_send_again()
        self.send()
        rows = self.winpneu.relations()
        # Three visits, and the row that the new client's name stands in.
        self.assertEqual(len(rows), 4)
        for event in self.events():
            found = [row for row in rows if f"[{event.name}]" in row["commentaire"]]
            self.assertEqual(len(found), 1)
        self.assertEqual(len(self.winpneu.execute("SELECT 1 FROM dbo.client")), 1)

    def _lose_answer(self, backend):
        """Send three visits; the connection breaks after winpneu's commit."""
        for days in (3, 2, 1):
            self.visit(days=days)
        original = Writer.write_batch

        def write(writer, events):
            original(writer, events)
            raise ConnectionTrouble("broken", "08S01", "cut")

        with self.subTest("cut"):
            self.patch(Writer, "write_batch", write)
            run = self.send()
            self.assertEqual(run.state, "failed")
            self.assertEqual(set(self.events().mapped("state")), {"waiting"})
            self.patch(Writer, "write_batch", original)

    def test_a_restored_winpneu_is_filled_again(self):
        """S3-73: rows and ledger went together, so the rows come back once."""
        self.visit()
        self.send()
        self.winpneu.execute("DELETE FROM dbo.client_relation")
        self.winpneu.execute("DELETE FROM dbo.field_crm_ledger")
        self.events().with_user(self.admin).action_send_again()
        self.send()
        self.assertEqual(len(self.winpneu.relations()), 1)

    def test_two_at_once(self):
        """S3-73: two bridges with the same rows at the same moment: each row once."""
        for days in range(1, 21):
            self.visit(days=days)
        self._write_twice_at_once()
        self.assertEqual(len(self.winpneu.relations()), 20)

    def test_two_at_once_without_a_ledger(self):
        """S3-73: the same where the names stand inside the rows."""
        self.backend.ledger_table = False
        for days in range(1, 21):
            self.visit(days=days)
        self._write_twice_at_once()
        self.assertEqual(len(self.winpneu.relations()), 20)

    def _write_twice_at_once(self):
        rows = [event._to_outgoing() for event in self.events()]
        layout = self.backend._get_layout()
        start, outcomes = threading.Barrier(4), []

        def write(session):
            start.wait()
            with session:
                outcomes.extend(
                    result.outcome
                    for result in Writer(session, layout).write_batch(rows)
                )

        threads = [
            threading.Thread(target=write, args=[self.backend._open_session()])
            for _bridge in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(outcomes.count(Outcome.WRITTEN), len(rows))
        self.assertEqual(outcomes.count(Outcome.KNOWN), 3 * len(rows))

    def test_a_second_run_does_not_begin(self):
        """S3-73: one run of a backend at a time, on whatever server."""
        self.visit()
        # What another transaction holds is another's; so is that of another worker.
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", (runner._LOCK, self.backend.id)
            )
            self.assertFalse(self.backend._run())
        self.assertEqual(self.events().state, "waiting")
        self.assertEqual(self.send().sent_count, 1)
