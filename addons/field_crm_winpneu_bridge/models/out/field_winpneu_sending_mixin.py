from datetime import datetime, timedelta

import pytz

from odoo import fields, models

from ...engine.winpneu import CodeTaken, Outgoing, Relation, subject_prefix

_LONGEST_WAIT = 24 * 60  # minutes
_MOST_CODES = 100


class FieldWinpneuSendingMixin(models.AbstractModel):
    """A row on its way."""

    _name = "field.winpneu.sending.mixin"
    _description = "Row on its way to winpneu"

    def _to_outgoing(self):
        """As the engine writes it.

        :raises WinpneuError: when it has no client or user
        """
        self.ensure_one()
        payload = self.payload
        moment = datetime.fromisoformat(payload["moment"])
        zone = pytz.timezone(self.backend_id.timezone)
        user = self.env["res.users"].browse(payload["user_id"]).sudo()
        relation = Relation(
            client=self.partner_id.client_code or "",
            user=user.winpneu_user_code or self.backend_id.default_user_code or "",
            moment=pytz.utc.localize(moment).astimezone(zone).replace(tzinfo=None),
            prefix=subject_prefix(self.kind),
            comment=payload.get("comment") or "",
            as_prospect=payload.get("as_prospect", False),
        )
        # Refuses what lacks a client, a user or a date, before anything is written.
        relation.values()
        client = payload.get("client") if self.kind == "CC" else None
        if client:
            client = dict(client)
            day = client.get("date_creation_ste")
            client["date_creation_ste"] = day and fields.Date.to_date(day)
        return Outgoing(self.name, relation, client)

    def _refuse(self, error):
        """winpneu does not take it: later, and again later, up to once a day."""
        self.ensure_one()
        wait = min(2**self.attempts, _LONGEST_WAIT)
        sentence = self.backend_id._say(error)
        self.write(
            {
                "state": "failed",
                "attempts": self.attempts + 1,
                "next_try_on": fields.Datetime.now() + timedelta(minutes=wait),
                "error": sentence,
            }
        )
        self.backend_id._report(
            f"row:{type(error).__name__}:{getattr(error, 'column', '')}",
            self.env._("winpneu refuses “%s”", self.name),
            sentence,
        )

    def _take_other_code(self, problem):
        """Another number for a client whose code winpneu has already.

        :return: whether there is one; a code that the accountant has typed stays
        """
        self.ensure_one()
        may_change = (
            isinstance(problem, CodeTaken)
            and not self.payload.get("code_is_typed")
            and self.attempts < _MOST_CODES
        )
        if may_change:
            code = self.env["ir.sequence"].next_by_code("field.client.code")
            self.partner_id.client_code = code
            self.attempts += 1
        return may_change

    def _on_client_written(self, code):
        request = self.env[self.res_model].browse(self.res_id).exists()
        if request:
            request._on_written_to_winpneu(code)
