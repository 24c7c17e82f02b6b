from odoo import api, fields, models


class FieldBookingDoubleMixin(models.AbstractModel):
    """What a prospect made of a booking request may be a double of (S3-38, AMB-02)."""

    _name = "field.booking.double.mixin"
    _description = "Sender that may be known already"

    double_reason = fields.Char(
        string="Why it is no double",
        copy=False,
        help="Asked for when the phone number is that of another client or prospect; "
        "goes on to the prospect that is made of the request.",
    )
    double_warning = fields.Html(compute="_compute_double_warning")
    needs_double_reason = fields.Boolean(compute="_compute_double_warning")

    @api.depends_context("uid", "lang")
    @api.depends("phone", "company_name", "zip", "state", "partner_id", "company_id")
    def _compute_double_warning(self):
        for request in self:
            request.double_warning = request.needs_double_reason = False
            if request.state == "to_check" and not request.partner_id:
                draft = self.env["res.partner"].new(request._get_prospect_values())
                request.needs_double_reason = draft.needs_double_reason
                if draft.needs_double_reason:
                    request.double_warning = draft.double_warning

    def _get_prospect_values(self):
        return {
            **super()._get_prospect_values(),
            "double_reason": self.double_reason,
        }
