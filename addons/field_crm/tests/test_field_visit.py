from datetime import date, datetime, timedelta

from odoo import SUPERUSER_ID, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .visit_common import NOW, FieldVisitCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestFieldVisit(FieldVisitCase):
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
        """S3-45: « Visite du » and the day on the rep's calendar, in one language."""
        date = "2026-03-28 23:30:00"  # the 29th in Paris
        visit = self._visit(date=date)
        self.assertEqual(visit.subject, "Visit of 03/29/2026")
        self.assertEqual(visit.display_name, "Transports Guérin – Visit of 03/29/2026")
        self.company.partner_id.lang = "fr_FR"
        visit = self._visit(date=date)
        self.assertIn("29/03/2026", visit.subject)
        self.assertLessEqual(len(visit.subject), 80)

    def test_midnight_elsewhere(self):
        """S3-21: a rep overseas is not bound by the calendar of Paris."""
        self.rep.tz = "America/Martinique"
        limit = (
            self.env["field.visit"].with_user(self.rep)._get_oldest_date(self.company)
        )
        self.assertEqual(limit, datetime(2026, 3, 1, 4))
        self.assertLess(limit, fields.Datetime.now() - timedelta(days=29))

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

    def test_visited_partner_cannot_be_deleted(self):
        """S3-28: the history is never lost."""
        self._visit()
        with self.assert_refused("linked to it: visits: 1", UserError):
            self.client.with_user(self.manager).unlink()

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
