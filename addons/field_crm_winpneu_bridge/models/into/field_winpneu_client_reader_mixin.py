from array import array
from contextlib import closing
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ...engine.winpneu import Reader
from .ahead import ahead
from .client_batch import ClientBatch, make_entry
from .client_mapping import BadAccount, TooLong, UnknownCode
from .client_writing import ClientWriting
from .field_winpneu_client import GONE, QUARANTINED

# Clients that are written in one transaction: enough that PostgreSQL takes in the first
# ones while the last are thought about, few enough that a kill costs two seconds. The
# first ones are few, so that it need not wait.
_FIRST, _TOGETHER = 2000, 10_000


class FieldWinpneuClientReaderMixin(models.AbstractModel):
    """Clients and revenue of winpneu, some at a time (S3-14, S3-15, S3-66)."""

    _name = "field.winpneu.client.reader.mixin"
    _description = "Clients from winpneu"

    read_minutes = fields.Integer(
        string="Clients every (min)",
        default=60,
        help="Minutes between two reads of all clients, from 1 to 1440.",
    )
    clients_read_on = fields.Datetime(string="Clients read", readonly=True, copy=False)
    unknown_rep = fields.Selection(
        [
            ("quarantine", "puts the client in quarantine"),
            ("empty", "is left empty"),
        ],
        string="A rep that nobody here is",
        required=True,
        default="quarantine",
    )
    creates_codes = fields.Boolean(
        string="Make unknown codes",
        help="Agencies, categories, grids, payment modes and short codes that are not "
        "in the lists here are added, under their code. Otherwise their clients are "
        "in quarantine.",
    )

    def _read_clients(self, session, run_id, work):
        """Step of a run: every client, when the time has come."""
        now = fields.Datetime.now()
        wait = timedelta(minutes=self.read_minutes)
        if not work and self.clients_read_on and self.clients_read_on + wait > now:
            return
        reader = Reader(session, self._get_layout())
        repeated = reader.repeated_codes()
        year = fields.Date.context_today(self.with_context(tz=self.timezone)).year
        # Ids alone, so that a hundred thousand clients weigh as many numbers.
        seen, count = array("q"), 0
        with closing(ahead(self._read_pieces(reader, (year, year - 1)))) as pieces:
            for rows, revenues in pieces:
                seen.extend(
                    self._apart("_take_clients", rows, revenues, year, repeated, run_id)
                )
                count += len(rows)
                if work:
                    work._advance(count, note=self.env._("Clients from winpneu"))
        self._apart("_end_clients", seen, reader.count_uncoded(), now)

    @staticmethod
    def _read_pieces(reader, years):
        """(rows, their revenue) of as many clients as are written together."""
        pieces, revenues, enough = [], {}, _FIRST
        for rows in reader.clients():
            pieces += rows
            revenues.update(reader.revenues(rows[0].code, rows[-1].code, years))
            if len(pieces) >= enough:
                yield pieces, revenues
                pieces, revenues, enough = [], {}, _TOGETHER
        if pieces:
            yield pieces, revenues

    def _take_clients(self, rows, revenues, year, repeated, run_id):
        """Take one piece; gives the ids of what the inbox has of it."""
        rows = {row.code: row for row in rows if row.code}
        batch = ClientBatch(self, rows, revenues, year, repeated)
        writing = ClientWriting(batch)
        ids = writing.carry_out()
        self._count(
            run_id,
            client_count=len(rows),
            client_changed_count=writing.changed,
            quarantined_count=batch.quarantined + writing.refused,
        )
        return [*ids, *(known.id for known in batch.known.values())]

    def _end_clients(self, seen, uncoded, started):
        clients = self.env["field.winpneu.client"]
        self.env.execute_query(
            SQL(
                """
                UPDATE field_winpneu_client
                   SET state = %(gone)s, reason = NULL, digest = NULL
                 WHERE backend_id = %(backend)s AND state <> %(gone)s AND code <> ''
                   AND NOT id = ANY(%(seen)s)
             RETURNING id
                """,
                gone=GONE,
                backend=self.id,
                seen=seen.tolist(),
            )
        )
        clients.invalidate_model()
        nameless = clients.search([("backend_id", "=", self.id), ("code", "=", "")])
        if uncoded:
            reason = self.env._("%s clients of winpneu have no code.", uncoded)
            clients._keep(self, [make_entry("", QUARANTINED, reason=reason)])
        elif nameless:
            nameless.unlink()
        self.clients_read_on = started

    def _explain(self, error):
        """Why a row is in quarantine, as a sentence."""
        if isinstance(error, UnknownCode):
            return self.env._(
                "%(column)s: no list here has the code “%(code)s”.",
                column=error.column,
                code=error.code,
            )
        if isinstance(error, BadAccount):
            return self.env._(
                "%(column)s: “%(value)s” cannot be a bank account.",
                column=error.column,
                value=error.value,
            )
        if isinstance(error, TooLong):
            return self.env._(
                "%(column)s: “%(value)s” has %(length)s characters, the limit is "
                "%(limit)s.",
                column=error.column,
                value=error.value,
                length=len(error.value),
                limit=error.limit,
            )
        return self._say(error)
