from odoo import api, fields, models
from odoo.exceptions import UserError

from ..sheet.field_client_sheet_related import SHEET_FIELDS


class FieldConversionRequest(models.Model):
    """A rep's wish to turn a prospect into a client, decided on by an accountant.

    The rules are those of S3-41 … S3-48; mails A and B those of S3-77 and S3-78.
    """

    _name = "field.conversion.request"
    _description = "Conversion request"
    _inherit = ["field.request.mixin", "field.client.sheet.related"]
    _order = "id desc"
    _rec_name = "partner_id"

    _url_path = "conversions"

    partner_id = fields.Many2one(string="Prospect", ondelete="restrict", readonly=True)
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

    def _decide(self, state, **values):
        self.write(
            {
                "state": state,
                "decided_by": self.env.uid,
                "decided_on": fields.Datetime.now(),
                **values,
            }
        )
