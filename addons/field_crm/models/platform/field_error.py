from datetime import timedelta

from dateutil.relativedelta import relativedelta
from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.tools import mute_logger
from odoo.tools.mail import email_normalize_all

from ...engine.redaction import redact

_ONCE_IN = timedelta(hours=1)


class FieldError(models.Model):
    """Something failed on its own, and the administrator was told (S3-64, S3-76).

    One record, and one mail, for each cause and hour: what fails every minute must not
    fill a mail box. Texts are masked before they are kept, since error messages quote
    what they choke on.
    """

    _name = "field.error"
    _description = "Error of a background task"
    _order = "last_on desc, id desc"

    name = fields.Char(string="What failed", required=True)
    cause = fields.Char(
        required=True, index=True, help="The same cause is mailed once an hour."
    )
    detail = fields.Text(string="Reason")
    company_id = fields.Many2one("res.company", required=True, index=True)
    occurrences = fields.Integer(default=1)
    first_on = fields.Datetime(
        string="First time", required=True, default=fields.Datetime.now
    )
    last_on = fields.Datetime(
        string="Last time", required=True, default=fields.Datetime.now
    )
    # Two workers that fail at the same moment shall not both send a mail.
    hour = fields.Char(required=True)

    _once_an_hour = models.UniqueIndex(
        "(cause, company_id, hour)", "This error has been reported already."
    )

    @api.model
    def _report(self, cause, name, detail="", company=None):
        """Keep an error, and tell the administrator unless told within the hour.

        Parameters
        ----------
        cause : str
            What makes it the same error as another.
        name : str
            What failed, in one line.
        detail : str
            Why; secrets are masked, long texts cut.
        company : res.company
            Whose administrators are told; the current one when left out.
        """
        company = company or self.env.company
        now = fields.Datetime.now()
        errors = self.sudo()
        latest = errors.search(
            [("cause", "=", cause), ("company_id", "=", company.id)], limit=1
        )
        if latest and latest.first_on > now - _ONCE_IN:
            latest.write({"occurrences": latest.occurrences + 1, "last_on": now})
            return latest
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                error = errors.create(
                    {
                        "name": redact(name),
                        "cause": cause,
                        "detail": redact(str(detail)),
                        "company_id": company.id,
                        "hour": now.strftime("%Y-%m-%d %H"),
                    }
                )
        except UniqueViolation:
            # Somebody else is telling, or told at the beginning of this very hour.
            return latest
        error._send()
        return error

    def _send(self):
        self.ensure_one()
        template = self.env.ref("field_crm.mail_template_error").sudo()
        template.send_mail(self.id, email_layout_xmlid=False)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _get_administrators(self):
        group = self.env.ref("field_crm.group_field_admin")
        return group.sudo().all_user_ids.filtered(
            lambda user: (
                user.active and user.email and self.company_id in user.company_ids
            )
        )

    def _get_emails(self):
        """The addresses of the setting, else those of the administrators."""
        configured = email_normalize_all(self.company_id.field_error_emails or "")
        return ",".join(configured or self._get_administrators().mapped("email"))

    def _get_lang(self):
        language = self._get_administrators()[:1].lang
        return language or self.company_id.partner_id.lang or self.env.lang

    def _get_form_url(self):
        return f"{self.get_base_url()}/odoo/field-crm-errors/{self.id}"

    @api.autovacuum
    def _gc_old_errors(self):
        """Delete errors that are older than the company keeps its logs."""
        companies = self.env["res.company"].sudo()
        for company in companies.search([("field_log_retention_months", ">", 0)]):
            months = company.field_log_retention_months
            oldest = fields.Datetime.now() - relativedelta(months=months)
            self.sudo().search(
                [("company_id", "=", company.id), ("last_on", "<", oldest)]
            ).unlink()
