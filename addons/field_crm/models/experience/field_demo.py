from datetime import timedelta
from itertools import cycle

from odoo import api, fields, models
from odoo.tools import email_normalize

from ..visit.states import DONE_STATES

# Marks and words of satisfied and less satisfied clients; False: no answer so far.
_ANSWERS = (
    ("5", "Très professionnel, merci."),
    ("4", False),
    ("5", "Conseils clairs, devis reçu le lendemain."),
    ("4", "Bon accueil, un peu en retard."),
    (False, False),
    ("5", False),
    ("3", "Visite rapide, j'attends encore le tarif promis."),
    ("4", "Bonne connaissance de nos machines."),
    ("5", "Rien à redire."),
    ("2", "Rendez-vous déplacé deux fois sans prévenir."),
    ("4", False),
    (False, False),
)
_COUNT = 36


class FieldDemo(models.AbstractModel):
    _inherit = "field.demo"

    @api.model
    def _load_opinions(self):
        """Opinions of clients about their latest visits; no mail goes out."""
        now = fields.Datetime.now()
        visits = self.env["field.visit"].search(
            [
                ("state", "in", DONE_STATES),
                ("date", "<", now - timedelta(days=2)),
                ("partner_id.email", "!=", False),
                ("partner_id.field_status", "=", "client"),
            ],
            limit=_COUNT,
        )
        self.env["field.visit.feedback"].create(
            [
                self._get_opinion(visit, rating, comment, now)
                for visit, (rating, comment) in zip(
                    visits, cycle(_ANSWERS), strict=False
                )
            ]
        )
        for visit in visits.sorted("date").filtered("feedback_rating"):
            visit.partner_id.write(
                {
                    "last_rating": visit.feedback_ids._get_mark(),
                    "last_rating_comment": visit.feedback_comment,
                }
            )
        visits.partner_id.filtered("last_rating")._set_last_visit_rating()

    def _get_opinion(self, visit, rating, comment, now):
        sent_on = visit.date + timedelta(hours=3)
        return {
            "visit_id": visit.id,
            "state": "answered" if rating else "sent",
            "send_after": sent_on,
            "sent_on": sent_on,
            "expires_on": sent_on + timedelta(days=30),
            "recipient_id": visit.partner_id.id,
            "email": email_normalize(visit.partner_id.email),
            "rating": rating,
            "comment": comment,
            "answered_on": rating and min(sent_on + timedelta(hours=20), now),
        }
