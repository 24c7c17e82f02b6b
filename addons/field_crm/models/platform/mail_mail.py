from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

_GIVE_UP_AFTER = timedelta(days=3)
# Sending these again would fail again: somebody must mend the address.
_LASTING = ("mail_email_invalid", "mail_email_missing")


class MailMail(models.Model):
    _inherit = "mail.mail"

    is_resent = fields.Boolean(
        string="Sent again after a failure",
        help="A mail of ours that is tied to no record, such as a personal link.",
    )

    @api.model
    def _get_resent_models(self):
        """Models whose failed mails are sent again: nobody is to wait in vain."""
        return [
            "field.conversion.request",
            "field.error",
            "field.modification.request",
        ]

    @api.model
    def _resend_request_mails(self):
        """Send failed mails of requests again, for three days.

        Odoo's queue leaves a mail alone once it failed, even when the mail server was
        only down. After three days, or when an address is wrong, an administrator is
        told instead.
        """
        ours = Domain("model", "in", self._get_resent_models())
        ours |= Domain("is_resent", "=", True)
        failed = self.search(ours & Domain("state", "=", "exception"))
        oldest = fields.Datetime.now() - _GIVE_UP_AFTER
        lost = failed.filtered(
            lambda mail: mail.create_date < oldest or mail.failure_type in _LASTING
        )
        (failed - lost).mark_outgoing()
        lost._tell_administrator()
        if failed - lost:
            self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _tell_administrator(self):
        administrators = self.env.ref("field_crm.group_field_admin").all_user_ids
        administrator = administrators.filtered("active").sorted("id")[:1]
        # An error that cannot be mailed stands in the list of errors; reporting it
        # would go round in circles.
        for mail in self.filtered(lambda mail: mail.model != "field.error"):
            company = mail.record_company_id
            if mail.model:
                request = self.env[mail.model].browse(mail.res_id).exists()
                request.activity_schedule(
                    "mail.mail_activity_data_warning",
                    summary=self.env._("A mail could not be sent"),
                    note=self.env._(
                        "“%(subject)s” to %(recipient)s: %(reason)s",
                        subject=mail.subject,
                        recipient=mail.email_to,
                        reason=mail.failure_reason or mail.failure_type or "",
                    ),
                    user_id=administrator.id,
                )
                company = request.company_id
            self.env["field.error"]._report(
                cause=f"mail:{mail.failure_type or 'unknown'}:{mail.email_to}",
                name=self.env._("Mail “%s”", mail.subject),
                detail=self.env._(
                    "To %(recipient)s: %(reason)s",
                    recipient=mail.email_to,
                    reason=mail.failure_reason or mail.failure_type or "",
                ),
                company=company,
            )
        self.cancel()
