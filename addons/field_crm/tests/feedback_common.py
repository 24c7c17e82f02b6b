from contextlib import contextmanager
from datetime import timedelta

from odoo import fields

from .common import FieldCrmCase


class FeedbackCase(FieldCrmCase):
    """A company that asks after every visit, at once and without a rest."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "email": "contact@field.example",
                "field_feedback_mode": "all",
                "field_feedback_delay_hours": 0,
                "field_feedback_rest_days": 0,
            }
        )
        cls.client.write({"email": "garage@client.example", "lang": "en_US"})
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Marie Dupont",
                "parent_id": cls.client.id,
                "email": "Marie <marie@client.example>",
                "lang": "en_US",
            }
        )

    def _visit(self, **values):
        values = {
            "partner_id": self.client.id,
            "state": "done",
            "date": fields.Datetime.now() - timedelta(hours=1),
            **values,
        }
        return self.env["field.visit"].with_user(self.rep).create(values).sudo()

    def _send_due(self):
        """Run the scheduler's method; returns the mails that it made."""
        last = self.env["mail.mail"].search([], order="id desc", limit=1).id or 0
        with self._scheduler_cursor() as cursor:
            self.env(cr=cursor)["field.visit.feedback"]._send_due()
        self.env.invalidate_all()
        return self.env["mail.mail"].search([("id", ">", last)])

    @contextmanager
    def _scheduler_cursor(self):
        with self.enter_registry_test_mode(), self.registry.cursor() as cursor:
            yield cursor

    def _asked(self, **values):
        """A visit about which the client was just asked: its feedback."""
        visit = self._visit(**values)
        self._send_due()
        return visit.feedback_ids
