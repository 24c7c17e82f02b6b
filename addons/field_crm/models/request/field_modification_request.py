import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Only the methods below change them, so that nothing is applied or closed twice.
_PROTECTED = frozenset(
    {"name", "partner_id", "requester_id", "state", "closed_by", "closed_on", "comment"}
)


class FieldModificationRequest(models.Model):
    """Changes of a client that a rep asks the accountant for (S3-17, S3-79, S3-80)."""

    _name = "field.modification.request"
    _description = "Modification request"
    _inherit = ["field.request.mixin"]
    _order = "id desc"

    _url_path = "modifications"

    name = fields.Char(
        string="Number",
        required=True,
        readonly=True,
        copy=False,
        help="Unique and recognisable: number, client, day, person.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    state = fields.Selection(
        [
            ("pending", "To process"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="pending",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        group_expand=True,
    )
    comment = fields.Text(readonly=True)
    line_ids = fields.One2many(
        "field.modification.request.line", "request_id", string="Changes", readonly=True
    )
    closed_by = fields.Many2one("res.users", readonly=True, tracking=True)
    closed_on = fields.Datetime(readonly=True)
    pending_count = fields.Integer(
        string="Changes to decide on", compute="_compute_pending_count"
    )
    summary = fields.Char(compute="_compute_summary")
    has_conflict = fields.Boolean(compute="_compute_has_conflict")

    _name_unique = models.UniqueIndex("(name)", "This number exists already.")

    @api.depends("line_ids.state", "state")
    def _compute_pending_count(self):
        for request in self:
            pending = request.line_ids.filtered(lambda line: line.state == "pending")
            request.pending_count = len(pending) if request.state == "pending" else 0

    @api.depends_context("lang")
    @api.depends("line_ids.field_name")
    def _compute_summary(self):
        for request in self:
            request.summary = ", ".join(request.line_ids.mapped("field_label"))

    @api.depends("line_ids.is_conflict")
    def _compute_has_conflict(self):
        for request in self:
            request.has_conflict = any(request.line_ids.mapped("is_conflict"))

    def write(self, vals):
        if not self.env.su and not _PROTECTED.isdisjoint(vals):
            raise AccessError(
                self.env._("A modification request is changed by its buttons only.")
            )
        return super().write(vals)

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------

    @api.model
    def ask(self, partner_id, values, comment=False):
        """Ask for changes of a client that the user sees (S3-17, S3-18).

        Parameters
        ----------
        partner_id : int
            A client.
        values : dict
            New value by name of field, as ``write`` takes them; what is as today
            counts for nothing.
        comment : str or False
            What the accountant should know.

        Returns
        -------
        int
            Identifier of the request.

        Raises
        ------
        UserError
            When nothing changes, a field may not be asked for, a value breaks a rule
            of the sheet, or the same change has been asked for already.
        """
        partner = self.env["res.partner"].browse(partner_id)
        partner.check_access("read")
        if partner.field_status != "client":
            raise UserError(
                self.env._("“%s” is not a client: change it directly.", partner.name)
            )
        changes = partner._get_sheet_changes(values)
        if not changes:
            raise UserError(
                self.env._(
                    "Nothing is changed on “%s”: type the new values first.",
                    partner.name,
                )
            )
        company = partner.company_id or self.env.company
        # Nobody but this method creates requests: the values above are checked.
        request = self.sudo().create(
            {
                "name": self._get_next_name(partner),
                "partner_id": partner.id,
                "company_id": company.id,
                "requester_id": self.env.uid,
                "comment": (comment or "").strip() or False,
                "line_ids": [fields.Command.create(change) for change in changes],
            }
        )
        request.line_ids._check_not_asked_already()
        request._queue_mail("field_crm.mail_template_modification_requested")
        request._on_created()
        return request.id

    def _on_created(self):
        """Called once for each new request; what hands it on to the ERP hooks in."""

    def _get_next_name(self, partner, day=None):
        """Number, client, day and person: found again at a glance (S3-19)."""
        day = day or fields.Date.context_today(self)
        user = self.env.user
        parts = (
            self.env["ir.sequence"].sudo().next_by_code("field.modification.request"),
            partner.client_code or partner.ref or str(partner.id),
            day.strftime("%Y%m%d"),
            user.rep_code or user.login,
        )
        return "-".join(re.sub(r"[^\w.@]+", "_", part) for part in parts)

    # ------------------------------------------------------------------
    # Deciding
    # ------------------------------------------------------------------

    def action_apply_all(self):
        """Write every change that meets the value it was asked from."""
        for request in self:
            pending = request.line_ids.filtered(lambda line: line.state == "pending")
            conflicts = pending.filtered("is_conflict")
            if not pending - conflicts:
                raise UserError(
                    self.env._(
                        "No change of “%s” can be applied at once: decide on those "
                        "whose value has changed since, one by one.",
                        request.name,
                    )
                    if conflicts
                    else self.env._("Every change of “%s” is decided.", request.name)
                )
            (pending - conflicts).action_apply()

    def action_close(self):
        """Close the subject and tell who asked (S3-80)."""
        self._check_may_decide()
        for request in self:
            request._lock_pending()
            pending = request.line_ids.filtered(lambda line: line.state == "pending")
            # The accountant may have typed them on the client itself, or in the ERP.
            pending.filtered("is_done")._decide("applied")
            left = pending.filtered(lambda line: line.state == "pending")
            if left:
                raise UserError(
                    self.env._(
                        "Apply or refuse these changes before closing “%(name)s”: "
                        "%(fields)s.",
                        name=request.name,
                        fields=", ".join(left.mapped("field_label")),
                    )
                )
            request.sudo().write(
                {
                    "state": "closed",
                    "closed_by": self.env.uid,
                    "closed_on": fields.Datetime.now(),
                }
            )
            request._queue_mail("field_crm.mail_template_modification_closed")
