from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools.mail import email_normalize_all

from ..sheet.field_client_sheet_related import SHEET_FIELDS


class FieldConversionRequest(models.Model):
    """A rep's wish to turn a prospect into a client, decided on by an accountant.

    The rules are those of S3-41 … S3-48; mails A and B those of S3-77 and S3-78.
    """

    _name = "field.conversion.request"
    _description = "Conversion request"
    _inherit = ["mail.thread", "mail.activity.mixin", "field.client.sheet.related"]
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(string="Prospect", ondelete="restrict", readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    requester_id = fields.Many2one(
        "res.users",
        string="Requested by",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    state = fields.Selection(
        [
            ("pending", "To validate"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        default="pending",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        group_expand=True,
    )
    signature = fields.Image(
        string="Client signature", max_width=1024, max_height=1024, readonly=True
    )
    signed_by = fields.Char(string="Signed by", readonly=True)
    signed_on = fields.Datetime(string="Signed on", readonly=True)
    client_code = fields.Char(
        related="partner_id.client_code",
        readonly=False,
        help="Code of the client in the ERP; a number of the sequence when left empty.",
    )
    decided_by = fields.Many2one("res.users", readonly=True, tracking=True)
    decided_on = fields.Datetime(readonly=True)
    refusal_reason = fields.Text(readonly=True, tracking=True)
    problems = fields.Text(string="Still missing", compute="_compute_problems")
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _one_pending = models.UniqueIndex(
        "(partner_id) WHERE state = 'pending'",
        "The conversion of this prospect has been asked for already.",
    )

    @api.depends("partner_id", "state", "signature", *SHEET_FIELDS)
    def _compute_problems(self):
        for request in self:
            messages = []
            if request.state == "pending":
                partner = request._get_draft_partner()
                messages = partner._get_conversion_problems(bool(request.signature))
            request.problems = "\n".join(messages)

    @api.depends_context("uid")
    @api.depends("requester_id")
    def _compute_is_mine(self):
        for request in self:
            request.is_mine = request.requester_id == self.env.user

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # Nobody asks in another's name, nor creates a decided request.
            if not self.env.su:
                vals.update(requester_id=self.env.uid, state="pending")
        partners = self.env["res.partner"].browse(
            [vals["partner_id"] for vals in vals_list]
        )
        # Before anything is said about a prospect that the user may not see.
        partners.check_access("write")
        self._check_not_pending(partners)
        requests = super().create(vals_list)
        for request in requests.filtered(lambda r: r.state == "pending"):
            request._check_may_ask()
            request._queue_mail("field_crm.mail_template_conversion_requested")
        return requests

    def _check_not_pending(self, partners):
        """Say in words what the unique index guards against at the same moment."""
        pending = self.sudo().search(
            [("partner_id", "in", partners.ids), ("state", "=", "pending")], limit=1
        )
        if pending:
            raise UserError(
                self.env._(
                    "The conversion of “%(name)s” has been asked for already, "
                    "by %(user)s.",
                    name=pending.partner_id.display_name,
                    user=pending.requester_id.name,
                )
            )

    def _check_may_ask(self):
        """Refuse what an accountant could only send back (S3-41, S3-46 … S3-48)."""
        self.ensure_one()
        if self.partner_id.field_status != "prospect":
            raise UserError(
                self.env._("“%s” is not a prospect.", self.partner_id.display_name)
            )
        problems = self.partner_id._get_conversion_problems(bool(self.signature))
        if problems:
            raise UserError(
                self.env._(
                    "“%(name)s” cannot be turned into a client yet:\n%(problems)s",
                    name=self.partner_id.display_name,
                    problems="\n".join(f"– {problem}" for problem in problems),
                )
            )

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

    def action_approve(self):
        """Make the client (S3-43 … S3-45) and tell who asked for it (S3-78)."""
        self._check_may_decide()
        for request in self:
            request._lock_pending()
            problems = request.partner_id._get_conversion_problems(
                bool(request.signature)
            )
            if problems:
                raise UserError(
                    self.env._(
                        "Client “%(name)s” cannot be created yet:\n%(problems)s",
                        name=request.partner_id.display_name,
                        problems="\n".join(f"– {problem}" for problem in problems),
                    )
                )
            code = request.client_code or self.env["ir.sequence"].next_by_code(
                "field.client.code"
            )
            request.partner_id.write({"field_status": "client", "client_code": code})
            request._decide("approved")
            request._queue_mail("field_crm.mail_template_conversion_approved")

    def action_refuse(self, reason):
        """Send the request back with a reason.

        :param str reason: what the rep must mend, at least one character
        """
        self._check_may_decide()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the request is refused."))
        for request in self:
            request._lock_pending()
            request._decide("refused", refusal_reason=reason.strip())
            request._queue_mail("field_crm.mail_template_conversion_refused")

    def action_open_refusal(self):
        self._check_may_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse the request"),
            "res_model": "field.refusal.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id},
        }

    def _check_may_decide(self):
        self.check_access("write")
        if not self.env.user.has_group("field_crm.group_field_accountant"):
            raise AccessError(
                self.env._("Only an accountant decides on conversion requests.")
            )

    def _lock_pending(self):
        """Hold the row, so that two accountants cannot decide at the same moment."""
        self.ensure_one()
        try:
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is deciding on this request right now.")
            ) from error
        self.invalidate_recordset(["state"])
        if self.state != "pending":
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "The request of “%(name)s” is closed already: %(state)s.",
                    name=self.partner_id.display_name,
                    state=states[self.state],
                )
            )

    def _decide(self, state, **values):
        self.write(
            {
                "state": state,
                "decided_by": self.env.uid,
                "decided_on": fields.Datetime.now(),
                **values,
            }
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
        """Addresses of mail A: the setting, else every accountant who has one."""
        configured = email_normalize_all(self.company_id.field_accountant_emails or "")
        return ",".join(configured or self._get_accountant_users().mapped("email"))

    def _get_accountant_lang(self):
        """Language of the accountant who reads mail A, else the company's."""
        emails = email_normalize_all(self._get_accountant_emails())
        readers = self._get_accountant_users().filtered(
            lambda user: user.email_normalized in emails
        )
        return readers[:1].lang or self.company_id.partner_id.lang or self.env.lang

    def _get_form_url(self):
        return f"{self.get_base_url()}/odoo/conversions/{self.id}"
