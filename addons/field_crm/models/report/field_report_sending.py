import logging
from tempfile import TemporaryFile

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date, plaintext2html

from ...engine.report import write_pdf, write_xlsx

_logger = logging.getLogger(__name__)

_MOST_FAILURES = 5
_AT_ONCE = 2_000
MIME_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


class FieldReportSubscription(models.Model):
    """Sending: made with the owner's rights, tried again, given up on aloud (S4-57)."""

    _inherit = "field.report.subscription"

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_start(self):
        for subscription in self:
            subscription.check_access("write")
            obstacle = subscription._get_obstacle()
            if obstacle:
                raise UserError(obstacle)
            subscription.write(
                {"state": "active", "stop_reason": False, "failure_count": 0}
            )
            subscription._schedule_next()
            if not subscription.next_run:
                raise UserError(
                    self.env._(
                        "Until %(date)s there is no sending left.",
                        date=format_date(self.env, subscription.end_date),
                    )
                )

    def action_pause(self):
        """Stop for a while; administrators may pause everybody's."""
        self._check_owner_or_administrator()
        self.sudo().write({"state": "paused", "next_run": False})

    def action_preview(self):
        """Open the report as it would be now."""
        self.ensure_one()
        self._check_owner_or_administrator()
        return {
            "type": "ir.actions.act_url",
            "url": f"/field_crm/report/{self.id}",
            "target": "new" if self.format == "pdf" else "self",
        }

    def action_send_now(self):
        """Send at once; a long report goes out in the background."""
        self.ensure_one()
        self.check_access("write")
        obstacle = self._get_obstacle()
        if obstacle:
            raise UserError(obstacle)
        builder = self._get_builder()
        count = builder._get_model(self).search_count(builder._get_domain(self))
        if count > _AT_ONCE and self.state == "active":
            self.next_run = fields.Datetime.now()
            self._get_cron()._trigger()
            message = self.env._("The report is long: it is sent within minutes.")
        else:
            self._send()
            message = self.env._("The report has been sent.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _check_owner_or_administrator(self):
        self.check_access("read")
        is_admin = self.env.user.has_group("field_crm.group_field_admin")
        if not is_admin and self.user_id != self.env.user:
            raise AccessError(
                self.env._("Only its owner or an administrator may do this.")
            )

    # ------------------------------------------------------------------
    # Schedule
    # ------------------------------------------------------------------

    def _get_cron(self):
        return self.env.ref("field_crm.ir_cron_send_reports").sudo()

    def _schedule_next(self):
        """Set the next sending, and wake the scheduler at that very moment."""
        self.ensure_one()
        self.sudo().next_run = self._get_next_run()
        if self.next_run:
            self._get_cron()._trigger(at=self.next_run)

    @api.model
    def _cron_send(self):
        """Send what is due, each in a transaction of its own."""
        due = self.search(
            [("state", "=", "active"), ("next_run", "<=", fields.Datetime.now())],
            order="next_run, id",
        )
        self.env["ir.cron"]._commit_progress(remaining=len(due))
        for subscription in due:
            # Somebody may be sending it by hand this very moment.
            if subscription.try_lock_for_update():
                lang = subscription.user_id.sudo().lang
                subscription.with_context(lang=lang)._run()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _run(self):
        """Send one that is due and say when next; no error leaves this method."""
        self.ensure_one()
        obstacle = self._get_obstacle()
        if obstacle:
            self._stop(obstacle)
            return
        try:
            with self.env.cr.savepoint():
                self._send()
        except AccessError as error:
            # Trying again would not give the rights back.
            self._stop(str(error))
        except Exception as error:
            _logger.info("Report subscription %s failed", self.id, exc_info=True)
            self._fail(str(error) or type(error).__name__)
        else:
            self.failure_count = 0
            self._schedule_next()
            if not self.next_run:
                self.state = "paused"

    def _get_obstacle(self):
        """Why the report cannot be sent at all; nothing when it can."""
        self.ensure_one()
        owner = self.user_id.sudo()
        name = owner.name
        if not owner.active:
            return self.env._("%(owner)s no longer works here.", owner=name)
        if not owner.has_group("base.group_allow_export"):
            return self.env._("%(owner)s may no longer export.", owner=name)
        if self.company_id not in owner.company_ids:
            return self.env._(
                "%(owner)s no longer works for %(company)s.",
                owner=name,
                company=self.company_id.sudo().name,
            )
        model = self.sudo().model
        if model not in self.env:
            return self.env._("The screen of “%(name)s” is gone.", name=self.name)
        if not self.env[model].with_user(owner).has_access("read"):
            return self.env._(
                "%(owner)s may no longer read “%(model)s”.",
                owner=name,
                model=self.env[model]._description,
            )
        return False

    def _fail(self, reason):
        failures = self.failure_count + 1
        self.failure_count = failures
        self._log("failed", error=reason)
        if failures > _MOST_FAILURES:
            self._stop(reason)
            return
        self.next_run = self._get_retry(failures)
        self._get_cron()._trigger(at=self.next_run)

    def _stop(self, reason):
        """Give up, and tell an administrator and the owner."""
        if not self.failure_count:
            self._log("failed", error=reason)
        self.write({"state": "stopped", "next_run": False, "stop_reason": reason})
        administrators = self.env.ref("field_crm.group_field_admin").all_user_ids
        administrators = administrators.filtered(
            lambda user: user.active and self.company_id in user.company_ids
        )
        told = administrators.sorted("id")[:1] | self.user_id.filtered("active")
        for user in told:
            self.activity_schedule(
                "mail.mail_activity_data_warning",
                summary=self.env._("A report is no longer sent"),
                note=plaintext2html(reason),
                user_id=user.id,
            )

    def _log(self, state, **values):
        self.env["field.report.delivery"].sudo().create(
            {
                "subscription_id": self.id,
                "state": state,
                "emails": ", ".join(self._get_emails()),
                **values,
            }
        )

    # ------------------------------------------------------------------
    # Document and mail
    # ------------------------------------------------------------------

    def _get_builder(self):
        """The builder with the owner's rights, language and clock, and no others."""
        self.ensure_one()
        owner = self.user_id
        context = {
            "lang": owner.sudo().lang,
            "tz": owner.sudo().tz or "UTC",
            "allowed_company_ids": self.company_id.ids,
        }
        env = self.env(user=owner.id, su=False, context=context)
        return env["field.report.builder"]

    def _write_document(self, stream):
        """Write the report into a seekable binary file."""
        builder = self._get_builder()
        report = builder._build(self.sudo())
        words = builder._get_words()
        if self.format == "pdf":
            write_pdf(stream, report, words, builder._get_fonts())
        else:
            write_xlsx(stream, report, words)

    def _get_file_name(self):
        today = fields.Date.context_today(self._get_builder())
        # What a file system does not take, nor a mail's header.
        title = "".join(c if c.isalnum() or c in " -_" else " " for c in self.name)
        return f"{' '.join(title.split())[:80]} {today.isoformat()}.{self.format}"

    def _send(self):
        """Mail the report; the mail server has taken it when this returns.

        :raises AccessError: when the owner may not read something
        :raises UserError: when the mail could not be sent
        """
        self.ensure_one()
        with TemporaryFile() as stream:
            self._write_document(stream)
            stream.seek(0)
            content = stream.read()
        file_name = self._get_file_name()
        sender = self.company_id.sudo().email_formatted or self.user_id.email_formatted
        mail = (
            self.env["mail.mail"]
            .sudo()
            .create(
                {
                    "subject": self.subject or self.name,
                    "body_html": self.body or "",
                    "email_from": sender,
                    "reply_to": self.user_id.sudo().email_formatted,
                    "email_to": ", ".join(self._get_emails()),
                    "auto_delete": True,
                    "attachment_ids": [
                        fields.Command.create(
                            {
                                "name": file_name,
                                "raw": content,
                                "mimetype": MIME_TYPES[self.format],
                            }
                        )
                    ],
                }
            )
        )
        mail.send(raise_exception=True)
        # An address that the server refuses raises nothing.
        if mail.exists() and mail.state == "exception":
            raise UserError(mail.failure_reason)
        self._log("sent", file_name=file_name)
