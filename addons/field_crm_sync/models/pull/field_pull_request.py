import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.sync import digest

MODELS = ("field.conversion.request", "field.modification.request")
"""A request's number on the phone is twice its own, plus its place here."""


def phone_number(request):
    """Number of a request on the phone, where both kinds are one table."""
    return request.id * len(MODELS) + MODELS.index(request._name)


class FieldPullRequest(models.AbstractModel):
    """What the rep asked of the accountant, and what became of it (S3-17, S3-41).

    They are few: the ORM reads them.
    """

    _name = "field.pull.request"
    _description = "Requests of a phone"
    _inherit = ["field.pull.table"]

    _pull_columns = (
        "model",
        "res_id",
        "name",
        "partner_id",
        "state",
        "date",
        "reason",
        "lines",
    )

    @api.model
    def _get_requests(self):
        days = self.env.company.field_phone_history_days
        oldest = fields.Datetime.now() - timedelta(days=days)
        domain = Domain("requester_id", "=", self.env.uid) & (
            Domain("create_date", ">=", oldest) | Domain("state", "=", "pending")
        )
        return [self.env[model].search(domain) for model in MODELS]

    @api.model
    def _get_ids(self, ids=None):
        found = {phone_number(one) for kind in self._get_requests() for one in kind}
        return sorted(found if ids is None else found.intersection(ids))

    @api.model
    def _get_digest(self):
        return digest(self._get_ids())

    @api.model
    def _get_marked_ids(self, statement, cursor):
        found = set()
        for place, model in enumerate(MODELS):
            table = self.env[model]._table
            condition = self._is_since(SQL.identifier("sync_xid"), cursor)
            self.env.cr.execute(statement(table, condition))
            found.update(row[0] * len(MODELS) + place for row in self.env.cr.fetchall())
        return found

    @api.model
    def _get_changed_ids(self, cursor):
        return self._get_marked_ids(
            lambda table, condition: SQL(
                "SELECT id FROM %s WHERE requester_id = %s AND %s",
                SQL.identifier(table),
                self.env.uid,
                condition,
            ),
            cursor,
        )

    @api.model
    def _get_buried_ids(self, cursor):
        return self._get_marked_ids(
            lambda table, condition: SQL(
                "SELECT res_id FROM field_sync_tombstone WHERE table_name = %s AND %s",
                table,
                condition,
            ),
            cursor,
        )

    @api.model
    def _get_page(self, after, limit, ids=None):
        wanted = None if ids is None else set(ids)
        rows = sorted(
            (phone_number(request), request)
            for kind in self._get_requests()
            for request in kind
            if wanted is None or phone_number(request) in wanted
        )
        rows = [row for row in rows if row[0] > after][:limit]
        described = [self._describe(request) for _number, request in rows]
        columns = {
            name: json.dumps([each[name] for each in described], separators=(",", ":"))
            for name in self._pull_columns
        }
        return [number for number, _request in rows], columns

    @api.model
    def _describe(self, request):
        is_change = request._name == "field.modification.request"
        reasons = (
            request.line_ids.mapped("refusal_reason")
            if is_change
            else [request.refusal_reason]
        )
        return {
            "model": request._name,
            "res_id": request.id,
            "name": request.name if is_change else None,
            "partner_id": request.partner_id.id,
            "state": request.state,
            "date": fields.Datetime.to_string(request.create_date),
            "reason": "\n".join(filter(None, reasons)) or None,
            "lines": [
                [
                    line.field_label,
                    line.old_value or "",
                    line.new_value or "",
                    line.state,
                ]
                for line in request.line_ids
            ]
            if is_change
            else None,
        }
