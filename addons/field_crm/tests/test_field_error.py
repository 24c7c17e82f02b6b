from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.queue_job.job import Job

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestFieldError(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.field_error_emails = "alerte@field.example, chef@field.example"
        cls.Error = cls.env["field.error"]

    def _mails(self):
        return self.env["mail.mail"].search([("model", "=", "field.error")], order="id")

    def _report(self, cause="test", detail="", **values):
        return self.Error._report(cause, "Intégration des fichiers", detail, **values)

    def test_administrator_is_told_by_mail(self):
        """S3-64, S3-76: the error addresses of the company receive what failed."""
        error = self._report(detail="Row 3 is refused")
        mail = self._mails()
        self.assertEqual(mail.email_to, "alerte@field.example,chef@field.example")
        self.assertIn("Intégration des fichiers", mail.subject)
        self.assertIn("Row 3 is refused", mail.body_html)
        self.assertIn(f"/odoo/field-crm-errors/{error.id}", mail.body_html)
        self.assertEqual(mail.state, "outgoing")

    def test_without_address_the_administrators_are_told(self):
        """S3-76: left empty, the administrators receive it."""
        self.company.field_error_emails = False
        self._report()
        self.assertIn(self.admin.email, self._mails().email_to)
        self.assertNotIn(self.rep.email, self._mails().email_to)

    def test_once_an_hour_for_each_cause(self):
        """S3-64: what fails every minute sends one mail an hour, and is counted."""
        for _turn in range(5):
            error = self._report()
        self._report("another cause")
        self.assertEqual(len(self._mails()), 2)
        self.assertEqual(error.occurrences, 5)
        earlier = fields.Datetime.now() - timedelta(minutes=61)
        error.write({"first_on": earlier, "hour": earlier.strftime("%Y-%m-%d %H")})
        self.assertNotEqual(self._report(), error)
        self.assertEqual(len(self._mails()), 3)

    def test_no_secret_in_mail_or_list(self):
        """S3-64: passwords and accounts are masked before anything is kept."""
        error = self._report(
            detail="smtp://robot:Tr3sSecret@mail refused; password='Tr3sSecret'; "
            "IBAN FR1420041010050500013M02606"
        )
        for text in (error.detail, self._mails().body_html):
            self.assertNotIn("Tr3sSecret", text)
            self.assertNotIn("FR14", text)

    def test_error_text_is_harmless(self):
        """S3-64: HTML in an error message stays text in the mail."""
        self._report(detail="<img src=x onerror=alert(1)>")
        self.assertNotIn("<img", self._mails().body_html)
        self.assertIn("onerror", self._mails().body_html)

    def test_scheduled_task_that_fails(self):
        """S3-64: one of our tasks that raises is reported, Odoo's own are not."""
        cron = self.env.ref("field_crm.ir_cron_resend_conversion_mails")
        others = self.env.ref("base.autovacuum_job")
        for task in (cron, others):
            task.ir_actions_server_id.code = "raise UserError('token=abcdef1234')"
            # Not assertRaises: its savepoint does not outlive the rollback.
            with self.enter_registry_test_mode(), self.registry.cursor() as cr:
                try:
                    task.with_env(self.env(cr=cr))._callback(
                        task.cron_name, task.ir_actions_server_id.id
                    )
                except UserError:
                    continue
            self.fail("the task should have failed")
        error = self.Error.search([])
        self.assertEqual(len(error), 1)
        self.assertIn(cron.cron_name, error.name)
        self.assertNotIn("abcdef1234", error.detail)

    def test_background_job_that_fails(self):
        """S3-64, S3-81: a reassignment that fails in the background is reported."""
        reassignment = self.env["field.reassignment"].create(
            {"user_id": self.other_rep.id}
        )
        job = Job(reassignment._run_work, args=(0, "_run_chunks", {}))
        job.store()
        job.set_failed(exc_name="ValueError", exc_message="password=Tr3sSecret")
        job.store()
        error = self.Error.search([])
        self.assertEqual(len(error), 1)
        self.assertNotIn("Tr3sSecret", error.detail)

    def test_mail_that_is_lost(self):
        """S3-64, S3-77: a request's mail that cannot be sent is reported, once."""
        self.prospect.write(self._complete_sheet())
        request = (
            self.env["field.conversion.request"]
            .with_user(self.rep)
            .create({"partner_id": self.prospect.id})
        )
        mail = self.env["mail.mail"].search(
            [("model", "=", request._name), ("res_id", "=", request.id)]
        )
        mail.write({"state": "exception", "failure_type": "mail_email_invalid"})
        self.env["mail.mail"]._resend_request_mails()
        self.assertIn(mail.subject, self._mails().subject)
        # The mail about it fails as well: no mail about that one.
        self._mails().write(
            {"state": "exception", "failure_type": "mail_email_invalid"}
        )
        self.env["mail.mail"]._resend_request_mails()
        self.assertEqual(self._mails().state, "cancel")
        self.assertEqual(len(self.Error.search([])), 1)

    def test_only_administrators_read(self):
        """S3-64: errors are the administrators'; nobody writes or deletes them."""
        error = self._report()
        self.assertTrue(error.with_user(self.admin).has_access("read"))
        for user in (self.rep, self.manager, self.accountant, self.portal):
            with self.assertRaises(AccessError):
                error.with_user(user).read(["detail"])
        for operation in ("write", "unlink", "create"):
            self.assertFalse(error.with_user(self.admin).has_access(operation))
        other = self.env["res.company"].create({"name": "Autre"})
        theirs = self._report(company=other)
        self.assertFalse(theirs.with_user(self.admin).has_access("read"))

    def test_old_errors_are_deleted(self):
        """S3-76: errors go when the company's logs go."""
        self.company.field_log_retention_months = 3
        error = self._report()
        error.last_on = fields.Datetime.now() - timedelta(days=120)
        kept = self._report("another cause")
        self.Error._gc_old_errors()
        self.assertFalse(error.exists())
        self.assertTrue(kept.exists())
