from datetime import date, datetime, timedelta

from odoo import SUPERUSER_ID, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common import FieldCrmCase

NOW = "2026-03-31 10:00:00"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestFieldVisit(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.rep + cls.manager + cls.env.user).tz = "Europe/Paris"
        cls.company.field_visit_past_days = 30
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company.partner_id.lang = "fr_FR"

    def _question(self, name):
        return self.env.ref(f"field_crm.{name}")

    def _visit(self, user=None, **values):
        values = {"partner_id": self.client.id, "state": "done", **values}
        return self.env["field.visit"].with_user(user or self.rep).create(values)

    # ------------------------------------------------------------------
    # A rep's path
    # ------------------------------------------------------------------

    def test_rep_records_a_visit_from_the_client(self):
        """S3-20, S3-23, S3-26, S3-32, S3-33: the dialog, its answers, the next date."""
        action = self.client.with_user(self.rep).action_visit_today()
        model = self.env["field.visit"].with_user(self.rep)
        form = Form(model.with_context(**action["context"]), view=action["views"][0][0])
        self.assertEqual(form.date, datetime(2026, 3, 31, 10))
        for name in ("contact_phone", "visit_proposal", "proposal_lubricant"):
            form.answer_ids.add(self._question(name))
        form.comment = "Veut un devis pour le tracteur"
        form.revisit_preset = "1m"
        self.assertEqual(form.revisit_date, date(2026, 4, 30))
        visit = form.save()
        self.assertEqual(visit.state, "done")
        self.assertEqual(visit.user_id, self.rep)
        self.assertRegex(visit.name, r"^VIS/2026/\d{5}$")
        self.assertEqual(
            visit.answer_summary,
            "Kind of contact: Phone\nKind of visit: Proposal handed over (Lubricant)",
        )
        self.assertEqual(self.client.revisit_date, date(2026, 4, 30))
        self.assertEqual(self.client.revisit_days, 30)
        self.assertEqual(self.client.last_visit_date, datetime(2026, 3, 31, 10))
        history = self.client.with_user(self.rep).action_open_visits()
        self.assertEqual(model.search(history["domain"]), visit)
        self.assertEqual(self.client.with_user(self.rep).visit_count, 1)

    def test_empty_report_is_allowed(self):
        """S3-20: « il pourra aussi valider à vide »."""
        visit = self._visit()
        self.assertEqual(visit.state, "done")
        self.assertFalse(visit.answer_summary)
        self.assertFalse(self.client.revisit_date)

    def test_prospects_are_visited_alike(self):
        """S3-49: button and history of a prospect."""
        prospect = self.prospect.with_user(self.rep)
        action = prospect.action_visit_today()
        visit = self.env["field.visit"].with_user(self.rep)
        visit = visit.with_context(**action["context"]).create({})
        self.assertEqual(visit.partner_id, prospect)
        history = self.env["field.visit"].search(
            prospect.action_open_visits()["domain"]
        )
        self.assertEqual(history, visit)

    def test_planned_visit_becomes_done(self):
        """S3-21: a planned visit may lie ahead, and is recorded when it took place."""
        visit = self._visit(
            state="planned", date="2026-04-02 08:00:00", revisit_preset="1w"
        )
        self.assertFalse(self.client.last_visit_date)
        self.assertFalse(self.client.revisit_date)
        with self.assert_refused("lies in the future"):
            visit.action_done()
        with freeze_time("2026-04-02 09:00:00"):
            visit.action_done()
        self.assertEqual(self.client.last_visit_date, datetime(2026, 4, 2, 8))
        self.assertEqual(self.client.revisit_date, date(2026, 4, 9))
        visit.action_cancel()
        self.assertFalse(self.client.last_visit_date)

    # ------------------------------------------------------------------
    # Date
    # ------------------------------------------------------------------

    def test_never_in_the_future(self):
        """S3-21: not even by a minute, not even by the superuser."""
        for user in (self.rep, self.manager, self.env.user):
            with self.assert_refused("lies in the future"):
                self._visit(user, date="2026-03-31 10:01:00")
        visit = self._visit(date="2026-03-31 10:00:00")
        with self.assert_refused("31/03/2026 23:59"):
            visit.with_context(lang="fr_FR").date = "2026-03-31 21:59:00"

    def test_bound_counts_days_of_the_users_calendar(self):
        """S3-21: 30 days ago is the 1st of March, which began at 23:00 UTC in Paris."""
        self._visit(date="2026-02-28 23:00:00")
        for user in (self.rep, self.manager):
            with self.assert_refused("up to 30 days afterwards"):
                self._visit(user, date="2026-02-28 22:59:59")
        self.company.field_visit_past_days = 0
        self._visit(date="2026-03-30 22:00:00")
        with self.assert_refused("up to 0 days"):
            self._visit(date="2026-03-30 21:59:59")

    def test_only_the_superuser_takes_over_old_visits(self):
        """S3-21: anybody can send a context key, nobody becomes superuser by it."""
        old = {"date": "2024-05-06 08:00:00"}
        visits = self.env["field.visit"].with_context(field_visit_any_past_date=True)
        values = {"partner_id": self.client.id, "state": "done", **old}
        for user in (self.rep, self.manager):
            with self.assertRaises(ValidationError):
                visits.with_user(user).create(values)
        self.assertEqual(self.env.uid, SUPERUSER_ID)
        self.assertTrue(visits.create(values))
        with self.assertRaises(ValidationError):
            self.env["field.visit"].create(values)

    def test_subject(self):
        """S3-45: « Visite du » and the day, as the rep's calendar has it."""
        visit = self._visit(date="2026-03-28 23:30:00")
        self.assertIn("29/03/2026", visit.subject)
        self.assertLessEqual(len(visit.subject), 80)
        self.assertTrue(visit.display_name.startswith("Transports Guérin – "))

    # ------------------------------------------------------------------
    # Answers
    # ------------------------------------------------------------------

    def test_rules_of_the_answers(self):
        """S3-22: the server refuses what the screen would not let through."""
        for names, message in (
            (("contact_visit", "contact_mail"), "“Mail” and “Visit” exclude"),
            (
                ("proposal_truck",),
                "only be chosen together with “Proposal handed over”",
            ),
            (("visit_type",), "“Kind of visit” is a title"),
        ):
            answers = [(6, 0, [self._question(name).id for name in names])]
            with self.assert_refused(message):
                self._visit(answer_ids=answers)

    def test_renaming_does_not_rewrite_history(self):
        """S3-22, S3-28: the summary keeps the words of the day."""
        order = self._question("visit_order")
        visit = self._visit(answer_ids=[(4, order.id)])
        order.name = "Order taken"
        order.action_archive()
        visit.comment = "…"
        visit.invalidate_recordset()
        self.assertEqual(visit.answer_summary, "Kind of visit: Order")
        self.assertEqual(visit.answer_ids, order)
        later = self._visit(answer_ids=[(4, order.id)])
        self.assertEqual(later.answer_summary, "Kind of visit: Order taken")

    # ------------------------------------------------------------------
    # Visit again
    # ------------------------------------------------------------------

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

    # ------------------------------------------------------------------
    # Prospect, then client
    # ------------------------------------------------------------------

    def test_mark_of_the_time_before(self):
        """S3-45: visits stay with the client, those of before marked [PROSPECT]."""
        before = self._visit(partner_id=self.prospect.id)
        planned = self._visit(partner_id=self.prospect.id, state="planned")
        self.assertTrue(before.subject.startswith("[PROSPECT] Visit"))
        self.prospect.field_status = "client"
        before.comment = "…"
        planned.with_user(self.rep).action_done()
        after = self._visit(partner_id=self.prospect.id)
        self.assertEqual(self.prospect.visit_ids, before + planned + after)
        self.assertTrue(before.before_client)
        self.assertTrue(before.subject.startswith("[PROSPECT] Visit"))
        for visit in (planned, after):
            self.assertFalse(visit.before_client)
            self.assertTrue(visit.subject.startswith("Visit"))
        before.action_cancel()
        self.assertTrue(before.before_client)

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------

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

    def test_visited_partner_cannot_be_deleted(self):
        """S3-28: the history is never lost."""
        self._visit()
        with self.assert_refused("has visits and cannot be deleted", UserError):
            self.client.with_user(self.manager).unlink()

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

    def test_number_ranges_follow_the_sequence(self):
        """S3-27: numbers are unique and in order, also when the sequence is changed."""
        sequence = self.env.ref("field_crm.sequence_visit")
        numbers = self.env["ir.sequence"]
        first = numbers._next_batch_by_code("field.visit", 3)
        sequence.implementation = "no_gap"
        second = numbers._next_batch_by_code("field.visit", 2)
        self.assertEqual(len(set(first + second)), 5)
        self.assertEqual(first, sorted(first))
        self.assertEqual(numbers._next_batch_by_code("no.such.code", 2), [False, False])

    def test_midnight_elsewhere(self):
        """S3-21: a rep overseas is not bound by the calendar of Paris."""
        self.rep.tz = "America/Martinique"
        limit = (
            self.env["field.visit"].with_user(self.rep)._get_oldest_date(self.company)
        )
        self.assertEqual(limit, datetime(2026, 3, 1, 4))
        self.assertLess(limit, fields.Datetime.now() - timedelta(days=29))
