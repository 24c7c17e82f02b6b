from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.mail import email_normalize_all


class FieldRequestMixin(models.AbstractModel):
    """What a rep asks of the accountant: who asked, who is told, who decides.

    Models that inherit it have a ``state`` with ``pending`` and ``cancelled``, and a
    ``partner_id``.
    """

    _name = "field.request.mixin"
    _description = "Request to the accountant"
    _inherit = ["mail.thread", "mail.activity.mixin", "field.lock.mixin"]

    # Path of the window action in the address of a record.
    _url_path = ""

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    requester_id = fields.Many2one(
        "res.users",
        string="Requested by",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    @api.depends_context("uid")
    @api.depends("requester_id")
    def _compute_is_mine(self):
        for request in self:
            request.is_mine = request.requester_id == self.env.user

    def action_cancel(self):
        """Take a request back, as long as nobody has decided on it."""
        for request in self:
            request.check_access("read")
            if request.requester_id != self.env.user:
                raise AccessError(
                    self.env._("Only the person who asked can take a request back.")
                )
            request._lock_pending()
            request.sudo().state = "cancelled"

    # ------------------------------------------------------------------
    # Deciding
    # ------------------------------------------------------------------

    def _check_may_decide(self):
        self.check_access("write")
        if not self.env.user.has_group("field_crm.group_field_accountant"):
            raise AccessError(
                self.env._("Only an accountant decides on requests of the reps.")
            )

    def _lock_pending(self):
        """Hold the row, so that two accountants cannot decide at the same moment."""
        # Whoever takes a request back may not write it.
        self.sudo()._lock("pending")

    def _describe_lock(self):
        return self.env._("Somebody else is deciding on this request right now.")

    def _describe_state(self, label):
        return self.env._(
            "The request of “%(name)s” is closed already: %(state)s.",
            name=self.partner_id.display_name,
            state=label,
        )

    # ------------------------------------------------------------------
    # Mails
    # ------------------------------------------------------------------

    def _queue_mail(self, template_xmlid):
        """Put a mail in the queue and wake the queue.

        Sending here would make the user wait for a mail server that is slow or down,
        and would send mails of a transaction that may still be rolled back.
        """
        self.ensure_one()
        self.env.ref(template_xmlid).sudo().send_mail(self.id, email_layout_xmlid=False)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _get_accountant_users(self):
        return self.env.ref("field_crm.group_field_accountant").all_user_ids.filtered(
            lambda user: (
                user.active and user.email and self.company_id in user.company_ids
            )
        )

    def _get_accountant_emails(self):
        """Addresses of mails A and C: the setting, else every accountant's."""
        configured = email_normalize_all(self.company_id.field_accountant_emails or "")
        return ",".join(configured or self._get_accountant_users().mapped("email"))

    def _get_accountant_lang(self):
        """Language of the accountant who reads the mail, else the company's."""
        emails = email_normalize_all(self._get_accountant_emails())
        readers = self._get_accountant_users().filtered(
            lambda user: user.email_normalized in emails
        )
        return readers[:1].lang or self.company_id.partner_id.lang or self.env.lang

    def _get_form_url(self):
        return f"{self.get_base_url()}/odoo/{self._url_path}/{self.id}"
