import os
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.field_crm.models.visit.states import DONE_STATES

from ...engine.winpneu import create_tables, encode
from ...engine.winpneu import statements as sql
from ..sheet_values import to_winpneu
from .invention import (
    WRONG_CLIENTS,
    WRONG_REVENUE,
    invent_clients,
    invent_history,
    invent_revenue,
)

_CLIENTS, _HISTORY, _DAYS = 300, 10_000, 7


class FieldWinpneuDemo(models.AbstractModel):
    """A live stand-in for winpneu, so that a newcomer sees the round trip.

    The context says where it may be made (``demo_winpneu``); without it there is no ERP
    in the demo.
    """

    _name = "field.winpneu.demo"
    _description = "Demonstration of the winpneu bridge"

    @api.model
    def _load_demo(self):
        known = self.env.context.get("demo_winpneu")
        driver = os.environ.get("WINPNEU_DRIVER")
        if not known or not driver:
            return
        backend = self._create_backend(known, os.path.basename(driver))
        with backend._open_session() as session:
            self._fill(session, backend)
            self._queue_visits(backend)
            self._take_over(session, backend)

    def _create_backend(self, known, driver):
        database = known["database"]
        backend = self.env["field.winpneu.backend"].create(
            {
                "name": "winpneu",
                "company_id": self.env.ref("base.main_company").id,
                "driver": driver,
                **known,
                "encrypt": False,
                "is_paused": False,
                "interval_minutes": 1,
                "relation_table": f"{database}.dbo.client_relation",
                "client_table": f"{database}.dbo.client",
                "ledger_table": f"{database}.dbo.field_crm_ledger",
                "revenue_table": f"{database}.dbo.client_ca",
            }
        )
        self.env["ir.model.data"].create(
            {
                "module": "field_crm_winpneu_bridge",
                "name": "backend_demo",
                "model": backend._name,
                "res_id": backend.id,
                "noupdate": True,
            }
        )
        return backend

    # ------------------------------------------------------------------
    # What winpneu has
    # ------------------------------------------------------------------

    def _fill(self, session, backend):
        layout = backend._get_layout()
        today = fields.Date.context_today(self)
        clients = {
            partner.client_code: to_winpneu(partner) for partner in self._get_clients()
        }
        amounts = [
            (partner.client_code, today.year - back, partner[name])
            for partner in self._get_clients()
            for back, name in enumerate(("revenue_current", "revenue_previous"))
            if partner[name]
        ]
        invented = dict(
            invent_clients(
                _CLIENTS,
                self._get_codes("field.agency", "code"),
                self._get_codes("res.users", "rep_code"),
                self._get_codes("field.price.grid", "code"),
            )
        )
        clients.update(invented)
        clients.update(WRONG_CLIENTS)
        amounts += invent_revenue(invented, today.year)
        amounts += [(code, today.year, amount) for code, amount in WRONG_REVENUE]
        history = invent_history(
            _HISTORY,
            list(clients),
            self._get_codes("res.users", "winpneu_user_code"),
            today,
        )
        with session.transaction() as cursor:
            for statement in create_tables(layout, session.dialect.name):
                cursor.execute(statement)
            self._insert(
                cursor,
                layout,
                layout.client_table,
                layout.read_columns,
                ({"c_client": code, **values} for code, values in clients.items()),
            )
            self._insert(
                cursor,
                layout,
                layout.relation_table,
                layout.relation_columns,
                history,
            )
            revenue = layout.revenue
            columns = (revenue.client, revenue.year, revenue.amount)
            statement = sql.insert(revenue.table, columns)
            cursor.executemany(statement, amounts)

    def _insert(self, cursor, layout, table, columns, rows):
        size = sql.rows_of(columns)
        encoded = [
            [
                encode(one, _as_day(one, row.get(one.name)), layout.code_page)
                for one in columns
            ]
            for row in rows
        ]
        for start in range(0, len(encoded), size):
            part = encoded[start : start + size]
            cursor.execute(
                sql.insert(table, columns, len(part)),
                [value for row in part for value in row],
            )

    def _get_clients(self):
        return self.env["res.partner"].search(
            [("field_status", "=", "client"), ("client_code", "!=", False)]
        )

    def _get_codes(self, model, name):
        return self.env[model].search([(name, "!=", False)]).mapped(name)

    # ------------------------------------------------------------------
    # What goes there, and what comes from it
    # ------------------------------------------------------------------

    def _queue_visits(self, backend):
        """The visits of the last days, and one that winpneu refuses.

        Whose user has no code in winpneu: set it, and « Retry ».
        """
        # All of the demo is one transaction; those of before are not to be missed.
        self.env.execute_query(
            SQL(
                "UPDATE field_winpneu_backend SET create_date = create_date "
                "+ interval '1 second' WHERE id = %s RETURNING id",
                backend.id,
            )
        )
        backend.invalidate_recordset(["create_date"])
        now = fields.Datetime.now()
        visits = self.env["field.visit"].search(
            [
                ("state", "in", DONE_STATES),
                ("partner_id.field_status", "=", "client"),
                ("date", ">", now - timedelta(days=_DAYS)),
            ]
        )
        visits._queue_for_winpneu()
        self.env["field.visit"].create(
            {
                "partner_id": self._get_clients()[:1].id,
                "user_id": self.env.ref("base.user_admin").id,
                "date": now - timedelta(hours=20),
                "state": "done",
                "comment": "Accompagnement de la commerciale, tour du parc.",
            }
        )

    def _take_over(self, session, backend):
        """A first run, in this transaction: nobody else sees it yet."""
        backend = backend._in_their_language()._in_this_transaction()
        run_id = backend._begin_run()
        for step in backend._get_steps():
            getattr(backend, step)(session, run_id, None)
        backend._end_run(run_id)


def _as_day(column, value):
    """Dates of a sheet are text, those of inventions are dates."""
    if column.kind == "datetime" and isinstance(value, str):
        return fields.Date.to_date(value)
    return value
