from odoo import fields, models
from odoo.tools import SQL

from ...engine.winpneu import Outcome, WinpneuError, Writer

_BATCH = 300


class FieldWinpneuSenderMixin(models.AbstractModel):
    """Carries the queue to winpneu, oldest first, a batch a transaction."""

    _name = "field.winpneu.sender.mixin"
    _description = "Queue to winpneu"

    def _send(self, session, run_id, work):
        """Step of a run: everything that may go out."""
        writer = Writer(session, self._get_layout())
        done = 0
        while count := self._apart("_send_batch", writer, run_id):
            done += count
            if work:
                work._advance(
                    done, done + self.waiting_count, self.env._("Rows to winpneu")
                )

    def _send_batch(self, writer, run_id):
        """Write a batch and mark it; gives how many rows were looked at.

        A transaction that is lost after winpneu has committed leaves the rows waiting:
        the next batch finds their names in winpneu.
        """
        events = self._take_batch()
        if not events:
            return 0
        outgoing, by_name = [], {}
        refused = set()
        for event in events:
            if event.partner_id in refused:
                continue
            try:
                outgoing.append(event._to_outgoing())
                by_name[event.name] = event
            except WinpneuError as error:
                event._refuse(error)
                refused.add(event.partner_id)
        results = writer.write_batch(outgoing)
        self._note_results(
            [(by_name[result.name], result) for result in results], run_id
        )
        self._count(run_id, refused_count=len(refused))
        return len(events)

    def _take_batch(self):
        """The oldest rows that may go, held until the transaction ends.

        A row behind an earlier one of its client that cannot go waits with it. One that
        somebody else holds counts as one that cannot.
        """
        self.env["field.winpneu.event"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT event.id, event.partner_id
                  FROM field_winpneu_event AS event
                 WHERE event.backend_id = %(backend)s
                   AND event.state IN ('waiting', 'failed')
                   AND COALESCE(event.next_try_on, %(now)s) <= %(now)s
                   AND NOT EXISTS (
                        SELECT FROM field_winpneu_event AS earlier
                         WHERE earlier.partner_id = event.partner_id
                           AND earlier.number < event.number
                           AND earlier.state IN ('waiting', 'failed')
                           AND earlier.next_try_on > %(now)s
                       )
              ORDER BY event.id
                 LIMIT %(limit)s
                """,
                backend=self.id,
                now=fields.Datetime.now(),
                limit=_BATCH,
            )
        )
        held = {
            row[0]
            for row in self.env.execute_query(
                SQL(
                    "SELECT id FROM field_winpneu_event WHERE id = ANY(%s) "
                    "AND state IN ('waiting', 'failed') FOR UPDATE SKIP LOCKED",
                    [row[0] for row in rows],
                )
            )
        }
        free, stopped = [], set()
        for event_id, partner_id in rows:
            if event_id not in held:
                stopped.add(partner_id)
            elif partner_id not in stopped:
                free.append(event_id)
        events = self.env["field.winpneu.event"].browse(free)
        # A client's own order, wherever a correction has put a row.
        return events.sorted(lambda event: (event.id, event.number))

    def _note_results(self, results, run_id):
        now = fields.Datetime.now()
        counts = {"sent_count": 0, "known_count": 0, "refused_count": 0}
        sent = self.env["field.winpneu.event"]
        keys = {}
        for event, result in results:
            if result.outcome is Outcome.REFUSED:
                if event._take_other_code(result.problem):
                    continue
                event._refuse(result.problem)
                counts["refused_count"] += 1
            elif result.outcome is not Outcome.BLOCKED:
                sent += event
                keys[event] = result.row
                is_known = result.outcome is Outcome.KNOWN
                counts["known_count" if is_known else "sent_count"] += 1
                # Once it has been noted, it has been told.
                if event.kind == "CC" and not event.reference:
                    event._on_client_written(result.reference)
        for event, key in keys.items():
            event.row_key = key
        for reference, events in sent.grouped(
            lambda event: event.partner_id.client_code
        ).items():
            events.write(
                {
                    "state": "sent",
                    "sent_on": now,
                    "reference": reference,
                    "error": False,
                    "next_try_on": False,
                }
            )
        self._count(run_id, **counts)
