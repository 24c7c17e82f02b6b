from odoo import fields, models

from ...engine.client_sheet import PaymentMode


class FieldPaymentMode(models.Model):
    """A payment mode with the rules it carries (S3-46 … S3-48)."""

    _name = "field.payment.mode"
    _description = "Payment mode"
    _inherit = ["field.code.mixin"]

    _code_length = 2

    farmer_only = fields.Boolean(
        string="Farmers only", help="Offered only to clients who are farmers."
    )
    locked_days = fields.Integer(
        help="Days from the invoice date that nobody can change. 0: free.",
    )
    requires_bank_account = fields.Boolean(
        string="IBAN and BIC mandatory",
    )
    requires_signature = fields.Boolean(
        string="Client signature mandatory",
    )

    _code_unique = models.UniqueIndex("(code)", "This payment mode exists already.")
    _locked_days_positive = models.Constraint(
        "CHECK (locked_days >= 0)", "The locked days cannot be negative."
    )

    def _get_rules(self):
        """The rules as the engine takes them; no rule at all for no mode."""
        return PaymentMode(
            farmer_only=self.farmer_only,
            locked_days=self.locked_days,
            requires_bank_account=self.requires_bank_account,
            requires_signature=self.requires_signature,
        )
