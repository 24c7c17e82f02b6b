from odoo import api, fields, models

from ..models.sheet.field_client_sheet_related import SHEET_FIELDS


class FieldConversionWizard(models.TransientModel):
    """The rep's dialog « Transformation en client » (S3-41 … S3-48).

    Its fields are the partner's own: what was typed is kept even when the request
    is not sent.
    """

    _name = "field.conversion.wizard"
    _description = "Turn a prospect into a client"
    _inherit = ["field.client.sheet.related"]

    partner_id = fields.Many2one(ondelete="cascade", readonly=True)
    signature = fields.Image(string="Client signature", max_width=1024, max_height=1024)
    signed_by = fields.Char(
        string="Signed by", compute="_compute_signed_by", store=True, readonly=False
    )
    requires_signature = fields.Boolean(related="payment_mode_id.requires_signature")
    requires_bank_account = fields.Boolean(
        related="payment_mode_id.requires_bank_account"
    )
    missing = fields.Text(string="Still missing", compute="_compute_missing")

    @api.depends("partner_id")
    def _compute_signed_by(self):
        for wizard in self:
            wizard.signed_by = wizard.signed_by or wizard.partner_id.name

    @api.depends("signature", *SHEET_FIELDS)
    def _compute_missing(self):
        for wizard in self:
            partner = wizard._get_draft_partner()
            problems = partner._get_conversion_problems(bool(wizard.signature))
            wizard.missing = "\n".join(problems)

    def action_submit(self):
        """Send the request to the accountant."""
        self.ensure_one()
        values = {"partner_id": self.partner_id.id}
        if self.signature:
            values.update(
                signature=self.signature,
                signed_by=self.signed_by,
                signed_on=fields.Datetime.now(),
            )
        self.env["field.conversion.request"].create(values)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The request is with the accountant, who will validate “%s”.",
                    self.partner_id.display_name,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
