import json
from datetime import datetime
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

TAKEN, QUARANTINED, GONE = "taken", "quarantined", "gone"


class Known(NamedTuple):
    """A row of the inbox, as values."""

    id: int
    state: str
    digest: str | None
    reason: str | None
    partner_id: int | None
    read_on: datetime


class FieldWinpneuClient(models.Model):
    """The inbox: a client of winpneu as it was last read.

    What it held then is what a change on either side is told by. A row that cannot be
    right is in quarantine: nothing of it is taken, the others go on.
    """

    _name = "field.winpneu.client"
    _description = "Client as winpneu has it"
    _order = "state, code"
    _rec_name = "code"
    # Who writes is always the bridge, and when is ``read_on``.
    _log_access = False
    _rec_names_search = ["code", "name"]

    backend_id = fields.Many2one(
        "field.winpneu.backend",
        string="winpneu",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="backend_id.company_id")
    code = fields.Char(required=True, readonly=True)
    name = fields.Char(string="Name in winpneu", readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    state = fields.Selection(
        [
            ("taken", "Taken"),
            ("quarantined", "Quarantine"),
            ("gone", "No longer in winpneu"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    reason = fields.Text(string="Why", readonly=True)
    sheet = fields.Json(string="Values", readonly=True)
    digest = fields.Char(readonly=True)
    read_on = fields.Datetime(string="Last change read", readonly=True)

    _code_unique = models.UniqueIndex(
        "(backend_id, code)", "This client has been read already."
    )

    @api.model
    def _find_known(self, backend, codes):
        """What is known of clients, by code, but for their sheets."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT code, id, state, digest, reason, partner_id, read_on
                  FROM field_winpneu_client
                 WHERE backend_id = %s AND code = ANY(%s)
                """,
                backend.id,
                codes,
            )
        )
        return {code: Known(*rest) for code, *rest in rows}

    @api.model
    def _find_sheets(self, ids):
        """Sheets as they were last taken, by id."""
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT id, sheet FROM field_winpneu_client WHERE id = ANY(%s)", ids
                )
            )
        )

    @api.model
    def _keep(self, backend, entries):
        """Note what was read, in one statement.

        :param entries: dicts as ``make_entry`` makes them
        """
        if entries:
            self.flush_model()
            self.env.cr.execute(self._state(backend, entries))
            self.invalidate_model()

    @api.model
    def _state(self, backend, entries):
        """The statement by which entries are noted."""
        columns = {
            "code": [entry["code"] for entry in entries],
            "name": [entry["name"] for entry in entries],
            "partner_id": [entry["partner_id"] for entry in entries],
            "state": [entry["state"] for entry in entries],
            "reason": [entry["reason"] for entry in entries],
            "sheet": [
                json.dumps(entry["sheet"]) if entry["sheet"] else None
                for entry in entries
            ],
            "digest": [entry["digest"] for entry in entries],
        }
        names = SQL(", ").join(map(SQL.identifier, columns))
        return SQL(
            """
            INSERT INTO field_winpneu_client (backend_id, read_on, %(names)s)
                 SELECT %(backend)s, %(now)s, row.*
                   FROM unnest(
                            %(code)s::varchar[], %(name)s::varchar[],
                            %(partner_id)s::int[], %(state)s::varchar[],
                            %(reason)s::text[], %(sheet)s::jsonb[],
                            %(digest)s::varchar[]
                        ) AS row (%(names)s)
            ON CONFLICT (backend_id, code) DO UPDATE
                    SET (name, partner_id, state, reason, sheet, digest, read_on)
                      = (EXCLUDED.name, EXCLUDED.partner_id, EXCLUDED.state,
                         EXCLUDED.reason, EXCLUDED.sheet, EXCLUDED.digest,
                         EXCLUDED.read_on)
            """,
            names=names,
            backend=backend.id,
            now=fields.Datetime.now(),
            **columns,
        )

    def action_open_partner(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "view_mode": "form",
        }
