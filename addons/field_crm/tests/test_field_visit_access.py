from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .visit_common import NOW, FieldVisitCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestFieldVisitAccess(FieldVisitCase):
    def test_who_sees_which_visits(self):
        """S3-36, S3-60: a visit is as secret as its prospect; clients' are shared."""
        of_client = self._visit()
        of_prospect = self._visit(partner_id=self.prospect.id)
        # The creator of the prospect sees it even when the visit is a colleague's.
        self.prospect.user_id = self.other_rep
        of_colleague = self._visit(self.other_rep, partner_id=self.prospect.id)
        hidden = self.env["res.partner"].create(
            {"name": "Secret", "field_status": "prospect", "user_id": self.manager.id}
        )
        of_hidden = self._visit(self.manager, partner_id=hidden.id)
        everything = of_client + of_prospect + of_colleague + of_hidden
        for user, seen in (
            (self.rep, of_client + of_prospect + of_colleague),
            (self.other_rep, of_client + of_prospect + of_colleague),
            (self.manager, everything),
            (self.admin, everything),
            (self.accountant, of_client),
        ):
            visits = self.env["field.visit"].with_user(user)
            found = visits.search([("id", "in", everything.ids)], order="id")
            self.assertEqual(found, seen, user.name)
            self.assertEqual(
                self.client.with_user(user).visit_count, 1, "the count follows suit"
            )
        with self.assertRaises(AccessError):
            of_hidden.with_user(self.rep).read(["comment"])
        for user in (self.colleague, self.portal):
            with self.assertRaises(AccessError):
                self.env["field.visit"].with_user(user).search([])

    def test_own_visit_of_a_prospect_that_was_taken_away(self):
        """S3-36: who no longer sees the prospect no longer sees the visits to it."""
        prospect = self.env["res.partner"].create(
            {"name": "Passed on", "field_status": "prospect", "user_id": self.rep.id}
        )
        visit = self._visit(partner_id=prospect.id)
        prospect.user_id = self.other_rep
        with self.assertRaises(AccessError):
            visit.with_user(self.rep).read(["comment"])
        self.assertTrue(visit.with_user(self.other_rep).read(["comment"]))
        with self.assertRaises(AccessError):
            visit.with_user(self.other_rep).comment = "not mine"

    def test_accountant_reads_visits_once_conversion_is_asked(self):
        """S3-43: the accountant who decides may read what the rep reported."""
        visit = self._visit(partner_id=self.prospect.id)
        with self.assertRaises(AccessError):
            visit.with_user(self.accountant).read(["comment"])
        self.prospect.write(self._complete_sheet())
        self.env["field.conversion.request"].create({"partner_id": self.prospect.id})
        self.assertTrue(visit.with_user(self.accountant).read(["comment"]))
        with self.assertRaises(AccessError):
            visit.with_user(self.accountant).comment = "…"

    def test_rep_writes_only_own_visits(self):
        """S3-60: nobody records, changes or deletes in a colleague's name."""
        visit = self._visit()
        with self.assertRaises(AccessError):
            visit.with_user(self.other_rep).comment = "…"
        with self.assertRaises(AccessError):
            self._visit(user_id=self.other_rep.id)
        with self.assertRaises(AccessError):
            visit.user_id = self.other_rep
        hidden = self.env["res.partner"].create(
            {"name": "Secret", "field_status": "prospect", "user_id": self.manager.id}
        )
        with self.assertRaises(AccessError):
            visit.partner_id = hidden.id
        with self.assertRaises(AccessError):
            self._visit(partner_id=hidden.id)
        for user in (self.rep, self.manager, self.accountant):
            with self.assertRaises(AccessError):
                visit.with_user(user).unlink()
        visit.with_user(self.manager).write(
            {"user_id": self.other_rep.id, "comment": "…"}
        )
        self.assertEqual(visit.user_id, self.other_rep)

    def test_done_visit_can_be_corrected_for_some_days(self):
        """S3-21: by its rep for as long as one can be recorded, by managers always."""
        visit = self._visit(date="2026-03-30 08:00:00")
        self.assertTrue(visit.can_edit)
        with freeze_time("2026-04-29 20:00:00"):
            visit.comment = "within the bound"
            self.assertIn(visit, visit.search([("is_open", "=", True)]))
        with freeze_time("2026-04-29 22:30:00"):  # 30 April in Paris
            visit.invalidate_recordset()
            self.assertFalse(visit.can_edit)
            self.assertTrue(visit.with_user(self.manager).can_edit)
            with self.assertRaises(AccessError):
                visit.comment = "too late"
            visit.with_user(self.manager).comment = "by a manager"
            self.assertNotIn(visit, visit.search([("is_open", "=", True)]))
            self.company.field_visit_past_days = 60
            visit.comment = "the setting counts at once"

    def test_person_met_belongs_to_the_partner(self):
        """S3-36: the name of a hidden contact cannot be fetched through a visit."""
        contacts = self.env["res.partner"].create(
            [
                {"name": "Marie", "parent_id": self.client.id},
                {"name": "Spy", "parent_id": self.prospect.id},
            ]
        )
        self._visit(contact_id=contacts[0].id)
        with self.assert_refused("“Spy”, is not a contact of"):
            self._visit(contact_id=contacts[1].id)

    def test_other_companies_see_nothing(self):
        """S3-60: visits belong to the company of the day."""
        visit = self._visit()
        other = self.env["res.company"].create({"name": "Other"})
        self.manager.write({"company_ids": [(4, other.id)]})
        visits = self.env["field.visit"].with_user(self.manager)
        self.assertIn(visit, visits.search([]))
        visits = visits.with_context(allowed_company_ids=other.ids)
        self.assertNotIn(visit, visits.search([]))

    def test_calendar_holds_the_own_visits(self):
        """S3-59, S3-60: « Historique » is a calendar of one's own visits."""
        mine, other = self._visit(), self._visit(self.other_rep)
        action = self.env.ref("field_crm.action_field_visit_mine")
        self.assertTrue(action.view_mode.startswith("calendar"))
        self.assertIn("'user_id', '=', uid", action.domain)
        whole = self.env.ref("field_crm.menu_all_visits")
        self.assertIn(whole.id, self._visible_menus(self.manager))
        self.assertNotIn(whole.id, self._visible_menus(self.rep))
        self.assertEqual(mine.user_id + other.user_id, self.rep + self.other_rep)

    def _visible_menus(self, user):
        return self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
