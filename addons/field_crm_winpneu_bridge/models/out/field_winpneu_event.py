import re
import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError

_OPEN = ("waiting", "failed")


class FieldWinpneuEvent(models.Model):
    """The outbox: what is to be written to winpneu, once (S3-66…S3-73).

    Made in the transaction of what it tells about. Its name is what winpneu is asked
    about before anything is written there, so it stays for good.
    """

    _name = "field.winpneu.event"
    _description = "Row for winpneu"
    _inherit = ["field.winpneu.sending.mixin"]
    _order = "id desc"

    name = fields.Char(required=True, readonly=True, copy=False)
    kind = fields.Selection(
        [
            ("VC", "Visit of a client"),
            ("MC", "Modification asked for"),
            ("CC", "New client"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    backend_id = fields.Many2one(
        "field.winpneu.backend",
        string="winpneu",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="backend_id.company_id", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    number = fields.Integer(
        string="Number per client",
        required=True,
        readonly=True,
        help="A client's rows go out in this order.",
    )
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    payload = fields.Json(
        readonly=True, help="What is told, as it was when the row was queued."
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sent", "Sent"),
            ("failed", "Refused"),
            ("given_up", "Given up"),
        ],
        required=True,
        default="waiting",
        readonly=True,
    )
    attempts = fields.Integer(readonly=True)
    next_try_on = fields.Datetime(string="Next attempt", readonly=True)
    error = fields.Text(string="Why it was refused", readonly=True)
    sent_on = fields.Datetime(string="Sent", readonly=True)
    reference = fields.Char(
        string="Code in winpneu", readonly=True, help="Client that it stands under."
    )
    row_key = fields.Char(readonly=True, help="What its row is recognised by.")
    given_up_reason = fields.Char(readonly=True)
    given_up_by = fields.Many2one("res.users", readonly=True)

    _name_unique = models.UniqueIndex("(name)", "This name exists already.")
    # A visit, a request or a conversion is told once.
    _told_once = models.UniqueIndex(
        "(res_model, res_id, kind)", "This is queued for winpneu already."
    )
    _queue = models.Index(
        "(backend_id, id) WHERE state IN ('waiting', 'failed')",
    )
    _order_of_client = models.UniqueIndex("(partner_id, number)")

    # ------------------------------------------------------------------
    # Queueing
    # ------------------------------------------------------------------

    @api.model
    def _queue_for(self, kind, company, told):
        """Queue rows, if the company has a winpneu.

        Parameters
        ----------
        kind : str
            ``VC``, ``MC`` or ``CC``.
        company : res.company
        told : list of (record, partner, user, payload)
            In the order in which they happened.

        Returns
        -------
        field.winpneu.event
        """
        events = self.sudo()
        backend = self.env["field.winpneu.backend"]._get_of_company(company)
        if not backend or not told:
            return events
        counts = {}
        for _record, partner, _user, _payload in told:
            counts[partner] = counts.get(partner, 0) + 1
        # In one order, lest two transactions wait for each other.
        counter = self.env["field.winpneu.counter"].sudo()
        numbers = {
            partner: counter._take(partner, counts[partner])
            for partner in sorted(counts, key=lambda partner: partner.id)
        }
        vals_list = []
        for record, partner, user, payload in told:
            vals_list.append(
                {
                    "name": self._make_name(kind, partner, user, payload["moment"]),
                    "kind": kind,
                    "backend_id": backend.id,
                    "partner_id": partner.id,
                    "number": numbers[partner],
                    "res_model": record._name,
                    "res_id": record.id,
                    "payload": {**payload, "user_id": user.id},
                }
            )
            numbers[partner] += 1
        return events.create(vals_list)

    @api.model
    def _make_name(self, kind, partner, user, moment):
        """Kind, client, day, user, and what makes it unique (S3-19, S3-27).

        :param moment: ISO text
        """
        user = user.sudo()
        parts = (
            partner.client_code or partner.ref or str(partner.id),
            moment[:10].replace("-", ""),
            user.winpneu_user_code or user.rep_code or user.login,
        )
        words = [re.sub(r"[^A-Za-z0-9_.@]+", "_", part)[:24] for part in parts]
        # Random, so that a restored database does not give a name out again.
        return "-".join([kind, *words, uuid.uuid4().hex[:12]])

    def _find_for(self, records):
        """Events about records: {identifier: event}."""
        events = self.sudo().search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        )
        return {event.res_id: event for event in events}

    def _correct(self, partner, user, payload):
        """Let what has not gone out, or was withdrawn, say what is true now."""
        self.ensure_one()
        is_withdrawn = self.state == "given_up" and not self.given_up_by
        if self.state not in _OPEN and not is_withdrawn:
            return
        vals = {"payload": {**payload, "user_id": user.id}}
        if is_withdrawn:
            vals.update(state="waiting", given_up_reason=False)
        if is_withdrawn or self.partner_id != partner:
            # It goes behind what was queued for that client in the meantime.
            counter = self.env["field.winpneu.counter"].sudo()
            vals.update(partner_id=partner.id, number=counter._take(partner))
        self.write(vals)

    def _still_says(self, visit):
        """Whether what was sent is what the visit says today."""
        payload = {**visit._get_winpneu_payload(), "user_id": visit.user_id.id}
        known = self.payload or {}
        return all(known.get(name) == value for name, value in payload.items())

    def _withdraw(self, reason):
        """What has not gone out is not to go out any more."""
        self.sudo().filtered(lambda event: event.state in _OPEN).write(
            {"state": "given_up", "given_up_reason": reason}
        )

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_retry(self):
        """Try again at the next run; what winpneu has, it does not take twice."""
        self._check_may_decide()
        self.sudo().filtered(lambda event: event.state != "sent").write(
            {
                "state": "waiting",
                "next_try_on": False,
                "error": False,
                "given_up_reason": False,
                "given_up_by": False,
            }
        )

    def action_send_again(self):
        """Offer what was sent once more; the ledger knows whether it is there."""
        self._check_may_decide()
        self.sudo().filtered(lambda event: event.state == "sent").write(
            {"state": "waiting", "next_try_on": False, "sent_on": False}
        )

    def _write_anew(self):
        """Write rows again that somebody took out of winpneu.

        Under another name: the ledger knows the first one.
        """
        for event in self.sudo():
            base, _mark, number = event.name.partition("-again")
            event.write(
                {
                    "name": f"{base}-again{int(number or 1) + 1}",
                    "state": "waiting",
                    "next_try_on": False,
                    "sent_on": False,
                }
            )

    def action_give_up(self, reason):
        """Leave a row out for good, so that later ones of the client can go.

        :param str reason: why, at least one character
        """
        self._check_may_decide()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the row is given up."))
        gone = self.filtered(lambda event: event.state == "sent")
        if gone:
            raise UserError(
                self.env._("“%s” has been sent already.", gone[:1].name),
            )
        self.sudo().write(
            {
                "state": "given_up",
                "given_up_reason": reason.strip(),
                "given_up_by": self.env.uid,
            }
        )

    def action_open_give_up(self):
        self._check_may_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give up"),
            "res_model": "field.winpneu.give.up.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_event_ids": self.ids},
        }

    def _check_may_decide(self):
        """Administrators only: the model itself is read-only for them."""
        self.check_access("read")
        self.backend_id.check_access("write")

    def action_open_record(self):
        """Open what the row tells about."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action()
