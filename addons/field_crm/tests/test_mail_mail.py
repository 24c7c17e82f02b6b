from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .booking_common import BookingCase
from .common import FieldCrmCase
from .feedback_common import FeedbackCase


@tagged("post_install", "-at_install")
class TestMailMail(FieldCrmCase):
    def setUp(self):
        super().setUp()
        self.prospect.write(self._complete_sheet())
        self.request = (
            self.env["field.conversion.request"]
            .with_user(self.rep)
            .create({"partner_id": self.prospect.id})
        )
        self.mail = self.env["mail.mail"].search(
            [("model", "=", self.request._name), ("res_id", "=", self.request.id)]
        )

    def _fail(self, days_ago=0, failure_type="mail_smtp"):
        self.mail.write({"state": "exception", "failure_type": failure_type})
        self.mail.flush_recordset()
        self.env.cr.execute(
            "UPDATE mail_mail SET create_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=days_ago), self.mail.id],
        )
        self.mail.invalidate_recordset()
        self.env["mail.mail"]._resend_request_mails()

    def test_mail_of_a_server_that_was_down_is_sent_again(self):
        """S3-77: a failed mail goes back into the queue."""
        self._fail(days_ago=2)
        self.assertEqual(self.mail.state, "outgoing")
        self.assertFalse(self.request.sudo().activity_ids)

    def test_administrator_is_told_of_a_mail_that_is_lost(self):
        """S3-77: after three days, or with a wrong address, an administrator knows."""
        for days_ago, failure_type in ((4, "mail_smtp"), (0, "mail_email_invalid")):
            self._fail(days_ago, failure_type)
            self.assertEqual(self.mail.state, "cancel")
            activity = self.request.sudo().activity_ids
            self.assertEqual(len(activity), 1)
            self.assertTrue(activity.user_id.has_group("field_crm.group_field_admin"))
            self.assertIn(self.prospect.name, activity.note)
            activity.unlink()


class ResentCase:
    """Mixed into a case whose mails are tied to no record."""

    def assert_resent(self, mail):
        self.assertFalse(mail.model)
        mail.write({"state": "exception", "failure_type": "mail_smtp"})
        self.env["mail.mail"]._resend_request_mails()
        self.assertEqual(mail.state, "outgoing")
        mail.write({"state": "exception", "failure_type": "mail_email_invalid"})
        before = self.env["field.error"].search([])
        self.env["mail.mail"]._resend_request_mails()
        self.assertEqual(mail.state, "cancel")
        error = self.env["field.error"].search([]) - before
        self.assertIn(mail.email_to, error.detail)
        self.assertEqual(error.company_id, self.company)


@tagged("post_install", "-at_install")
class TestBookingLinkIsResent(ResentCase, BookingCase):
    def test_personal_link(self):
        """S4-22, S3-64: a personal link that could not be mailed is sent again."""
        self.person.with_user(self.manager).action_send_booking_link()
        mails = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assert_resent(mails)


@tagged("post_install", "-at_install")
class TestQuestionIsResent(ResentCase, FeedbackCase):
    def test_question_after_a_visit(self):
        """S0-08, S3-64: the question after a visit that could not be mailed."""
        self._visit()
        self.assert_resent(self._send_due())

    def test_mails_of_others_are_left_alone(self):
        """Odoo's own mails without a record are Odoo's to send."""
        mail = self.env["mail.mail"].create({"email_to": "x@y.example"})
        mail.write({"state": "exception", "failure_type": "mail_smtp"})
        self.env["mail.mail"]._resend_request_mails()
        self.assertEqual(mail.state, "exception")
