from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

from .common import FieldCrmCase, speak_english


@tagged("post_install", "-at_install")
class TestFieldVisitCalendar(FieldCrmCase):
    def test_whose_visits_can_be_chosen(self):
        """S3-60: a manager has all reps to choose from, a rep nobody."""
        visits = self.env["field.visit"]
        reps = visits.with_user(self.manager).get_calendar_reps()
        ids = [rep["id"] for rep in reps]
        for user in (self.rep, self.other_rep, self.manager):
            self.assertIn(user.id, ids)
        for user in (self.accountant, self.colleague, self.portal):
            self.assertNotIn(user.id, ids)
        self.assertEqual(len(ids), len(set(ids)))
        for user in (self.rep, self.accountant):
            self.assertEqual(visits.with_user(user).get_calendar_reps(), [])
        elsewhere = self.env["res.company"].create({"name": "Other"})
        foreign = self._create_user(
            "foreign",
            "group_field_rep",
            company_id=elsewhere.id,
            company_ids=[(6, 0, elsewhere.ids)],
        )
        self.assertNotIn(
            foreign.id,
            [rep["id"] for rep in visits.with_user(self.manager).get_calendar_reps()],
        )


@tagged("post_install", "-at_install")
class TestFieldVisitCalendarTour(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        speak_english(cls.env)
        cls.reps = [
            new_test_user(
                cls.env,
                login,
                f"field_crm.group_field_{group}",
                lang="en_US",
                name=name,
            )
            for login, group, name in (
                ("cal_manager", "manager", "Maud Manager"),
                ("cal_one", "rep", "Odile One"),
                ("cal_two", "rep", "Theo Two"),
            )
        ]
        clients = cls.env["res.partner"].create(
            [
                {"name": name, "field_status": "client"}
                for name in ("Chez Odile", "Chez Theo")
            ]
        )
        now = fields.Datetime.now()
        cls.env["field.visit"].create(
            [
                {
                    "partner_id": client.id,
                    "user_id": rep.id,
                    "date": now,
                    "state": "done",
                }
                for client, rep in zip(clients, cls.reps[1:], strict=True)
            ]
        )

    def test_manager_chooses_a_rep(self):
        """S3-59, S3-60: all, then one of the list, then all again."""
        self.start_tour(
            "/odoo/visit-calendar", "field_crm_calendar_tour", login="cal_manager"
        )

    def test_rep_sees_the_own_visits_only(self):
        """S3-60: no list of colleagues, no visit of theirs."""
        self.start_tour(
            "/odoo/my-visits", "field_crm_calendar_rep_tour", login="cal_one"
        )
