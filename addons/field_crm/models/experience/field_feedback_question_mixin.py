from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize, format_date

from ..visit.states import DONE_STATES

_BATCH = 500
# What is recorded later was taken over from elsewhere: nobody remembers the visit.
_ASK_WITHIN = timedelta(days=7)


class FieldFeedbackQuestionMixin(models.AbstractModel):
    """The question to a client: it waits for its time and is mailed once."""

    _name = "field.feedback.question.mixin"
    _description = "Question to a client"

    state = fields.Selection(
        [
            ("waiting", "To send"),
            ("sent", "Sent"),
            ("answered", "Answered"),
            ("skipped", "Not sent"),
        ],
        string="Status",
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    skip_reason = fields.Selection(
        [
            ("off", "No longer asked"),
            ("visit", "The visit was taken back"),
            ("address", "No valid address"),
            ("refused", "The contact does not want to be asked"),
            ("rest", "Asked a short while ago"),
        ],
        string="Why not sent",
        readonly=True,
    )
    send_after = fields.Datetime(string="To send from", required=True, readonly=True)
    sent_on = fields.Datetime(readonly=True)
    expires_on = fields.Datetime(string="Link valid until", readonly=True)
    recipient_id = fields.Many2one(
        "res.partner", string="Person asked", readonly=True, ondelete="set null"
    )
    email = fields.Char(string="Sent to", readonly=True, index="btree_not_null")
    _due = models.Index("(send_after) WHERE state = 'waiting'")

    @api.model
    def _ask_about(self, visits):
        """Put questions about visits that were just recorded in the queue.

        Whether a visit is one to ask about is judged again when the mail goes out.
        """
        now = fields.Datetime.now()
        asked = visits.filtered(
            lambda visit: (
                visit.date
                and visit.date >= now - _ASK_WITHIN
                and not visit.feedback_ids
                and self._is_asked_about(visit)
            )
        )
        self.create(
            [
                {
                    "visit_id": visit.id,
                    "send_after": now
                    + timedelta(hours=visit.company_id.field_feedback_delay_hours),
                }
                for visit in asked
            ]
        )

    @api.model
    def _is_asked_about(self, visit):
        company = visit.company_id
        return company.field_feedback_mode == "all" or (
            company.field_feedback_mode == "types"
            and visit.type_id in company.field_feedback_type_ids
        )

    @api.model
    def _send_due(self):
        """Mail the questions whose time has come; run by the scheduler."""
        cron = self.env["ir.cron"]
        domain = Domain("state", "=", "waiting")
        domain &= Domain("send_after", "<=", fields.Datetime.now())
        due = self.search(domain, order="send_after, id", limit=_BATCH)
        cron._commit_progress(remaining=self.search_count(domain))
        for feedback in due:
            feedback._send()
            if not cron._commit_progress(1):
                break
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _send(self):
        self.ensure_one()
        visit = self.visit_id
        person = visit.contact_id if visit.contact_id.email else visit.partner_id
        email = email_normalize(person.email)
        reason = self._get_skip_reason(person, email)
        if reason:
            self.write({"state": "skipped", "skip_reason": reason})
            return
        now = fields.Datetime.now()
        self.write(
            {
                "state": "sent",
                "recipient_id": person.id,
                "email": email,
                "sent_on": now,
                "expires_on": now
                + timedelta(days=self.company_id.field_feedback_expiry_days),
            }
        )
        self.env.ref("field_crm.mail_template_visit_feedback").send_mail(
            self.id,
            # Tied to no record: whoever may read a record may read its mails, and a
            # rep who reads this one could answer in the client's name.
            email_values={
                "model": False,
                "res_id": False,
                "record_company_id": self.company_id.id,
                "is_resent": True,
                "headers": self._headers(),
            },
        )

    def _get_skip_reason(self, person, email):
        if self.visit_id.state not in DONE_STATES:
            return "visit"
        if not self._is_asked_about(self.visit_id):
            return "off"
        if not email or not person.active:
            return "address"
        if person._has_refused_feedback(email):
            return "refused"
        days = self.company_id.field_feedback_rest_days
        since = fields.Datetime.now() - timedelta(days=days)
        recent = Domain("email", "=", email) & Domain("sent_on", ">", since)
        if days and self.search_count(recent, limit=1):
            return "rest"
        return False

    def _headers(self):
        # The mail program's own « unsubscribe » button (RFC 8058).
        return repr(
            {
                "List-Unsubscribe": f"<{self._get_refusal_url()}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
        )

    def _get_url(self):
        """Where to answer."""
        token = self._get_link_token("answer", self.expires_on)
        return f"{self.get_base_url()}/feedback/{token}"

    def _get_refusal_url(self):
        """Where to say that one does not want to be asked again."""
        token = self._get_link_token("refuse", self.expires_on + timedelta(days=365))
        return f"{self.get_base_url()}/feedback/{token}/stop"

    def _get_lang(self):
        """Language of the person asked, else the company's."""
        return (
            self.recipient_id.lang
            or self.partner_id.lang
            or self.company_id.partner_id.lang
            or self.env.lang
        )

    def _get_first_name(self):
        return (self.user_id.name or "").split(" ")[0]

    def _get_visit_day(self):
        day = self.visit_id._get_day(self.user_id.tz)
        return format_date(self.env, day, lang_code=self._get_lang())

    def _get_last_day(self):
        return format_date(self.env, self.expires_on, lang_code=self._get_lang())
