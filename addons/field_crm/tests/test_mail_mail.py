from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import FieldCrmCase


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
