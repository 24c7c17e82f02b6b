from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .feedback_common import FeedbackCase


@tagged("post_install", "-at_install")
class TestExperienceQuestion(FeedbackCase):
    def test_mail_goes_to_the_person_met_else_to_the_client(self):
        """S0-08: the mail goes to the person met, else to the client's address."""
        visit = self._visit(contact_id=self.person.id)
        mail = self._send_due()
        self.assertEqual(mail.email_to, "marie@client.example")
        self.assertIn("how was our visit", mail.subject)
        self.assertIn(visit.feedback_ids._get_url(), mail.body_html)
        self.assertIn(visit.feedback_ids._get_refusal_url(), mail.headers)
        self.person.email = False
        self._visit(contact_id=self.person.id)
        self.assertEqual(self._send_due().email_to, "garage@client.example")

    def test_mail_speaks_the_language_of_the_person(self):
        """S0-08: each client is asked in the own language."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["ir.module.module"]._load_module_terms(["field_crm"], ["fr_FR"])
        self.person.lang = "fr_FR"
        self._visit(contact_id=self.person.id)
        template = self.env.ref("field_crm.mail_template_visit_feedback")
        template.with_context(lang="fr_FR").subject = "Votre avis"
        self.assertEqual(self._send_due().subject, "Votre avis")

    def test_asked_once_about_a_visit(self):
        """S0-08: whatever happens to a visit, the client gets one mail about it."""
        visit = self._visit()
        self.assertEqual(len(self._send_due()), 1)
        self.assertFalse(self._send_due())
        visit.write({"state": "done_issues", "problem": "late"})
        visit.write({"state": "in_progress"})
        visit.write({"state": "done"})
        self.assertFalse(self._send_due())
        self.assertEqual(len(visit.feedback_ids), 1)

    def test_statuses_that_ask(self):
        """S0-08, S4-26: a visit with problems is asked about, a planned one is not."""
        asked = self._visit(state="done_issues", problem="The part did not fit")
        planned = self._visit(state="planned")
        self.assertTrue(asked.feedback_ids)
        self.assertFalse(planned.feedback_ids)
        planned.state = "done"
        self.assertTrue(planned.feedback_ids)

    def test_settings_decide(self):
        """S0-08: never, always, or for chosen types; and only after the delay."""
        types = self.env["field.visit.type"].create([{"name": "A"}, {"name": "B"}])
        self.company.field_feedback_mode = "off"
        self.assertFalse(self._visit().feedback_ids)
        self.company.write(
            {"field_feedback_mode": "types", "field_feedback_type_ids": types[0].ids}
        )
        self.assertFalse(self._visit().feedback_ids)
        self.assertFalse(self._visit(type_id=types[1].id).feedback_ids)
        self.company.field_feedback_delay_hours = 24
        visit = self._visit(type_id=types[0].id)
        self.assertFalse(self._send_due())
        self.assertEqual(visit.feedback_ids.state, "waiting")
        visit.feedback_ids.send_after = fields.Datetime.now()
        self.assertTrue(self._send_due())

    def test_bounds_are_named(self):
        """S0-08: a setting out of its bounds is refused with field, value and limit."""
        for name, value, text in (
            ("field_feedback_delay_hours", -1, "-1 is not between 0 and 720"),
            ("field_feedback_expiry_days", 0, "0 is not between 1 and 365"),
            ("field_feedback_rest_days", 366, "366 is not between 0 and 365"),
            ("field_feedback_alert_rating", 6, "6 is not between 0 and 5"),
        ):
            with self.assert_refused(text):
                self.company[name] = value

    def test_who_is_not_asked(self):
        """S0-08: nobody who refused, without address, taken back or asked lately."""

        def refused_by(values):
            visit = self._visit(contact_id=self.person.id)
            for record, change in values:
                record.write(change)
            mails = self._send_due()
            self.assertFalse(mails, visit.feedback_ids.email)
            self.assertEqual(visit.feedback_ids.state, "skipped")
            return visit.feedback_ids.skip_reason

        same_address = self.env["res.partner"].create(
            {"name": "Marie again", "email": "MARIE@client.example"}
        )
        yes, no = {"refuses_feedback": True}, {"refuses_feedback": False}
        self.assertEqual(refused_by([(self.person, yes)]), "refused")
        self.assertEqual(refused_by([(self.person, no), (self.client, yes)]), "refused")
        self.assertEqual(
            refused_by([(self.client, no), (same_address, yes)]), "refused"
        )
        same_address.refuses_feedback = False
        blocked = self.env["mail.blacklist"].create({"email": "marie@client.example"})
        self.assertEqual(refused_by([]), "refused")
        blocked.unlink()
        self.assertEqual(
            refused_by([(self.person, {"email": "no address"})]), "address"
        )
        self.person.email = "marie@client.example"
        visit = self._visit()
        visit.state = "cancelled"
        self.assertFalse(self._send_due())
        self.assertEqual(visit.feedback_ids.skip_reason, "visit")
        self._asked(contact_id=self.person.id)
        self.company.field_feedback_rest_days = 30
        self.assertEqual(refused_by([]), "rest")
        self.company.field_feedback_mode = "off"
        waiting = self.env["field.visit.feedback"].create(
            {
                "visit_id": self._visit().id,
                "send_after": fields.Datetime.now(),
            }
        )
        self.assertFalse(self._send_due())
        self.assertEqual(waiting.skip_reason, "off")

    def test_old_visits_are_not_asked_about(self):
        """S0-08: nobody is asked about what was taken over from an old base."""
        old = fields.Datetime.now() - timedelta(days=8)
        self.assertFalse(self._visit(date=old).feedback_ids)

    def test_nobody_reads_the_link(self):
        """S0-56: who may read a visit cannot find the link to answer in its place."""
        feedback = self._asked()
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        message = mail.mail_message_id
        token = feedback._get_link_token("answer", feedback.expires_on)
        self.assertIn(token, message.body)
        for user in (self.rep, self.manager, self.accountant, self.admin):
            with self.assertRaises(AccessError):
                message.with_user(user).read(["body"])
            visible = self.env["mail.message"].with_user(user)
            self.assertFalse(visible.search([("id", "=", message.id)]))
            record = feedback.with_user(user).read()[0] if user != self.rep else {}
            self.assertNotIn(token, str(record))
        self.assertNotIn(token, str(feedback.visit_id.message_ids.mapped("body")))

    def test_rights_on_opinions(self):
        """S0-56: reps see those on their own visits; nobody writes an answer."""
        feedback = self._asked()
        opinions = self.env["field.visit.feedback"]
        for user, sees in (
            (self.rep, True),
            (self.other_rep, False),
            (self.manager, True),
            (self.accountant, True),
            (self.admin, True),
        ):
            found = opinions.with_user(user).search([("id", "=", feedback.id)])
            self.assertEqual(bool(found), sees, user.name)
            with self.assertRaises(AccessError):
                feedback.with_user(user).write({"rating": "5", "state": "answered"})
            with self.assertRaises(AccessError):
                opinions.with_user(user).create(
                    {"visit_id": self._visit(state="planned").id}
                )
        for user in (self.colleague, self.portal):
            with self.assertRaises(AccessError):
                opinions.with_user(user).search([])
        for user in (self.rep, self.manager, self.accountant):
            with self.assertRaises(AccessError):
                feedback.with_user(user).unlink()
        other = self.env["res.company"].create({"name": "Other"})
        self.manager.write({"company_ids": [(4, other.id)]})
        elsewhere = opinions.with_user(self.manager).with_context(
            allowed_company_ids=other.ids
        )
        self.assertFalse(elsewhere.search([]))
