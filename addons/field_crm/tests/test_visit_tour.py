from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo.tests import HttpCase, new_test_user, tagged

from .common import speak_english


@tagged("post_install", "-at_install")
class TestVisitTour(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        speak_english(cls.env)
        cls.rep = new_test_user(
            cls.env, "tour_rep", "field_crm.group_field_rep", lang="en_US"
        )
        cls.client = cls.env["res.partner"].create(
            {"name": "Garage du Port", "field_status": "client", "is_company": True}
        )

    def test_rep_records_a_visit(self):
        """S3-20, S3-22, S3-26, S3-28, S3-33: from the client to the history."""
        self.start_tour("/odoo/clients", "field_crm_visit_tour", login="tour_rep")
        visit = self.client.visit_ids
        self.assertEqual(len(visit), 1)
        self.assertEqual(visit.state, "done")
        self.assertEqual(visit.user_id, self.rep)
        self.assertEqual(visit.comment, "Rappeler Mme Le Goff")
        self.assertEqual(
            visit.answer_ids,
            self.env.ref("field_crm.contact_phone")
            + self.env.ref("field_crm.visit_proposal")
            + self.env.ref("field_crm.proposal_lubricant"),
        )
        # The day may change while the tour runs.
        in_one_month = [
            date.today() + timedelta(days=shift) + relativedelta(months=1)
            for shift in (-1, 0, 1)
        ]
        self.assertIn(self.client.revisit_date, in_one_month)
