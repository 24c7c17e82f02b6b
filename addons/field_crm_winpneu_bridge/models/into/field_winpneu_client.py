import json

from odoo import fields, models
from odoo.tools import SQL

TAKEN, QUARANTINED, GONE = "taken", "quarantined", "gone"


class FieldWinpneuClient(models.Model):
    """The inbox: a client of winpneu as it was last read.

    What it held then is what a change on either side is told by. A row that cannot be
    right is in quarantine: nothing of it is taken, the others go on.
    """

    _name = "field.winpneu.client"
    _description = "Client as winpneu has it"
    _order = "state, code"
    _rec_name = "code"
    _rec_names_search = ["code", "name"]

    backend_id = fields.Many2one(
        "field.winpneu.backend",
        string="winpneu",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
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

    def _keep(self, backend, vals_list):
        """Note what was read, in one statement.

        :param vals_list: dicts as ``make_entry`` makes them
        """
        if not vals_list:
            return
        self.flush_model()
        now = fields.Datetime.now()
        names = ("code", "name", "partner_id", "state", "reason", "sheet", "digest")
        columns = SQL(", ").join(SQL.identifier(name) for name in names)
        rows = SQL(", ").join(
            SQL(
                "(%(code)s, %(name)s, %(partner_id)s::int, %(state)s, %(reason)s, "
                "%(sheet)s::jsonb, %(digest)s)",
                **{**vals, "sheet": json.dumps(vals["sheet"])},
            )
            for vals in vals_list
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO field_winpneu_client (
                            backend_id, company_id, read_on, create_uid, write_uid,
                            create_date, write_date, %(columns)s)
                     SELECT %(backend)s, %(company)s, %(now)s, %(uid)s, %(uid)s,
                            %(now)s, %(now)s, row.*
                       FROM (VALUES %(rows)s) AS row (%(columns)s)
                ON CONFLICT (backend_id, code) DO UPDATE
                        SET (name, partner_id, state, reason, sheet, digest, read_on,
                             write_date)
                          = (EXCLUDED.name, EXCLUDED.partner_id, EXCLUDED.state,
                             EXCLUDED.reason, EXCLUDED.sheet, EXCLUDED.digest,
                             EXCLUDED.read_on, EXCLUDED.write_date)
                  RETURNING id
                """,
                columns=columns,
                rows=rows,
                backend=backend.id,
                company=backend.company_id.id,
                now=now,
                uid=self.env.uid,
            )
        )
        self.invalidate_model()

    def action_open_partner(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "view_mode": "form",
        }
