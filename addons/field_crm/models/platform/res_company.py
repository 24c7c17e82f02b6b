from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize

# Lowest and highest value of each parameter that is a number.
_BOUNDS = {
    "field_visit_past_days": (0, 365),
    "field_prospect_retention_months": (0, 120),
    "field_log_retention_months": (0, 120),
}


class ResCompany(models.Model):
    """Parameters of a company; ``field.settings`` is the screen they are set on."""

    _inherit = "res.company"

    field_accountant_emails = fields.Char(
        string="Accountant's addresses",
        help="Who is told of new requests; several addresses are separated by commas.",
    )
    field_error_emails = fields.Char(
        string="Addresses for errors",
        help="Who is told when something fails on its own: a mail that cannot be sent, "
        "data that cannot be integrated. Several addresses are separated by commas.",
    )
    field_visit_past_days = fields.Integer(
        string="Days back for a visit",
        default=30,
        help="How many days ago a visit may have taken place when it is recorded.",
    )
    field_prospect_retention_months = fields.Integer(
        string="Months of prospects without movement",
        default=12,
        help="A prospect without any movement for so many months is no longer taken "
        "along offline. 0: all prospects are.",
    )
    field_log_retention_months = fields.Integer(
        string="Months that logs are kept",
        default=24,
        help="Older logs of imports are deleted every night. 0: all are kept.",
    )

    @api.constrains("field_accountant_emails", "field_error_emails")
    def _check_field_emails(self):
        for company in self:
            for name in ("field_accountant_emails", "field_error_emails"):
                for address in (company[name] or "").split(","):
                    if address.strip() and not email_normalize(address):
                        raise ValidationError(
                            self.env._(
                                "%(field)s: “%(address)s” is not a mail address. "
                                "Several addresses are separated by commas.",
                                field=self._get_field_label(name),
                                address=address.strip(),
                            )
                        )

    @api.constrains(*_BOUNDS)
    def _check_field_bounds(self):
        self._check_bounds(_BOUNDS)

    def _check_bounds(self, bounds):
        """Refuse numbers out of bounds: {name of the field: (lowest, highest)}."""
        for company in self:
            for name, (low, high) in bounds.items():
                if not low <= company[name] <= high:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: %(value)s is not between %(low)s and %(high)s.",
                            field=self._get_field_label(name),
                            value=company[name],
                            low=low,
                            high=high,
                        )
                    )

    def _get_field_label(self, name):
        return self._fields[name].get_description(self.env, ["string"])["string"]
