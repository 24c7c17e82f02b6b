from datetime import date, datetime

from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from .visit_common import NOW, FieldVisitCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestFieldRevisit(FieldVisitCase):
    def test_presets(self):
        """S3-33: six presets from the day of the visit, and an own date."""
        visit = self._visit(date="2026-03-30 23:30:00")  # the 31st in Paris
        for preset, expected in (
            ("1w", date(2026, 4, 7)),
            ("2w", date(2026, 4, 14)),
            ("1m", date(2026, 4, 30)),
            ("3m", date(2026, 6, 30)),
            ("6m", date(2026, 9, 30)),
            ("1y", date(2027, 3, 31)),
        ):
            with Form(visit) as form:
                form.revisit_preset = preset
            self.assertEqual(visit.revisit_date, expected)
            self.assertEqual(self.client.revisit_date, expected)
        with Form(visit) as form:
            form.revisit_date = date(2026, 5, 1)
            self.assertFalse(form.revisit_preset, "an own date is no preset")
        self.assertEqual(self.client.revisit_date, date(2026, 5, 1))

    def test_latest_visit_decides(self):
        """S3-32: of several visits taken in at once the latest sets the date."""
        self.env["field.visit"].create(
            [
                {
                    "partner_id": self.client.id,
                    "state": "done",
                    "date": f"2026-03-{day} 08:00:00",
                    "revisit_date": f"2026-0{month}-01",
                }
                for day, month in ((12, 7), (20, 9), (15, 8))
            ]
        )
        self.assertEqual(self.client.revisit_date, date(2026, 9, 1))
        self.assertEqual(self.client.last_visit_date, datetime(2026, 3, 20, 8))

    def test_rep_sets_the_date_on_partners(self):
        """S3-32, S3-33, S3-36: on visible clients, though a rep cannot write them."""
        partner = self.client.with_user(self.rep)
        with self.assertRaises(AccessError):
            partner.revisit_date = date(2026, 5, 1)
        wizard = self.env["field.revisit.wizard"].with_user(self.rep)
        form = Form(
            wizard.with_context(default_partner_ids=(self.client + self.prospect).ids)
        )
        form.revisit_preset = "2w"
        form.save().action_apply()
        self.assertEqual(self.client.revisit_date, date(2026, 4, 14))
        self.assertEqual(self.prospect.revisit_date, date(2026, 4, 14))
        with self.assertRaises(AccessError):
            self.prospect.with_user(self.other_rep).action_set_revisit("2026-05-01")
        for user in (self.colleague, self.portal):
            with self.assertRaises(AccessError):
                self.client.with_user(user).action_set_revisit("2026-05-01")

    def test_days_until_the_date(self):
        """S3-32: days from today, negative when overdue; to search and to sort by."""
        partners = self.client + self.prospect
        self.client.revisit_date = date(2026, 3, 28)
        self.prospect.revisit_date = date(2026, 4, 2)
        self.assertEqual(partners.mapped("revisit_days"), [-3, 2])

        def found(*domain, order="revisit_days"):
            ours = [("id", "in", partners.ids), *domain]
            return self.env["res.partner"].search(ours, order=order)

        self.assertEqual(found(("revisit_days", "<", 0)), self.client)
        self.assertEqual(found(("revisit_days", ">=", 2)), self.prospect)
        self.assertEqual(found(("revisit_days", "=", 2)), self.prospect)
        self.assertEqual(found(("revisit_days", "!=", 2)), self.client)
        self.assertEqual(found(), self.client + self.prospect)
        self.assertEqual(found(order="revisit_days desc"), self.prospect + self.client)
        self.prospect.revisit_date = False
        self.assertEqual(found(("revisit_days", "<=", 100)), self.client)
