import uuid
from datetime import timedelta

from odoo import api, fields, models

_PHONES = (
    ("user_rep", "Samsung Galaxy A54", timedelta(minutes=12), 0),
    ("user_rep_julien", "Xiaomi Redmi Note 13", timedelta(hours=3), 2),
    ("user_rep_emilie", "iPhone SE", timedelta(days=6), 0),
)


class FieldSyncDemo(models.AbstractModel):
    """Phones, what they sent this morning, and one conflict, for a newcomer to see.

    The actions go the way of every phone, so the ledger shows what it always shows.
    """

    _name = "field.sync.demo"
    _description = "Demonstration of the phones"

    @api.model
    def _load_demo(self):
        phones = [self._make_phone(*phone) for phone in _PHONES]
        phones[2].action_revoke()
        camille, julien = phones[:2]
        self._send_day(camille)
        self._send_conflict(julien)

    def _make_phone(self, rep, name, ago, waiting):
        user = self.env.ref(f"field_crm.{rep}")
        return (
            self.env["field.device"]
            .with_company(user.company_id)
            .create(
                {
                    "name": name,
                    "uuid": str(uuid.uuid4()),
                    "user_id": user.id,
                    "version": "1.0.0",
                    "last_seen": fields.Datetime.now() - ago,
                    "last_push": fields.Datetime.now() - ago,
                    "queue_length": waiting,
                }
            )
        )

    def _send(self, phone, *actions):
        seen = phone.read(["last_seen", "last_push", "queue_length"])[0]
        seen.pop("id")
        raw = [
            {
                "seq": phone.last_seq + number,
                "uuid": str(uuid.uuid4()),
                "type": kind,
                "version": 1,
                "at": (seen["last_seen"] - timedelta(minutes=5)).isoformat() + "Z",
                "args": args,
                "base": base,
            }
            for number, (kind, args, base) in enumerate(actions, start=1)
        ]
        push = self.env["field.push"].with_user(phone.user_id)
        push.with_company(phone.company_id)._receive(phone, raw)
        phone.write(seen)

    def _get_partners(self, phone, status):
        return self.env["res.partner"].search(
            [
                ("field_status", "=", status),
                ("user_id", "=", phone.user_id.id),
                ("conversion_request_ids", "=", False),
            ],
            order="id",
            limit=3,
        )

    def _send_day(self, phone):
        first, second, third = self._get_partners(phone, "client")
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        visit = {"partner": first.id, "comment": "Commande de 4 pneus tracteur"}
        future = {
            "partner": third.id,
            "date": tomorrow.isoformat() + "Z",
            "comment": "Relevé de parc",
        }
        self._send(
            phone,
            ("VC", {**visit, "revisit": "1m"}, {}),
            ("DR", {"partner": second.id, "preset": "3m"}, {}),
            ("VC", future, {}),
        )

    def _send_conflict(self, phone):
        prospect = self._get_partners(phone, "prospect")[0]
        args = {"partner": prospect.id, "values": {"email": "gerant@exemple.fr"}}
        self._send(phone, ("MP", args, {"email": "contact@exemple.fr"}))
