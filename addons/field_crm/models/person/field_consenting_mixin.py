from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

_GROUPS = "field_crm.group_field_accountant,field_crm.group_field_manager"


class FieldConsentingMixin(models.AbstractModel):
    """What a person receives, and what it has agreed to (S4-22)."""

    _name = "field.consenting.mixin"
    _description = "Person who consents"

    allows_booking = fields.Boolean(
        string="Can book online",
        tracking=True,
        copy=False,
        help="This person may ask for visits on the booking page.",
    )
    receives_financial = fields.Boolean(
        string="Receives financial documents",
        tracking=True,
        copy=False,
        help="Invoices, statements and reminders are mailed to this person.",
    )
    receives_marketing = fields.Boolean(
        string="Receives marketing mails",
        tracking=True,
        copy=False,
        help="Needs a consent to a marketing purpose that has not been withdrawn.",
    )
    consent_ids = fields.One2many(
        "field.consent", "partner_id", string="Consents", groups=_GROUPS, copy=False
    )

    @api.constrains("receives_marketing")
    def _check_marketing_consent(self):
        lacking = self.filtered("receives_marketing")._without_marketing_consent()
        if lacking:
            raise ValidationError(
                self.env._(
                    "“%(person)s” receives marketing mails only after agreeing to "
                    "them: record the consent first.",
                    person=lacking[0].display_name,
                )
            )

    def _without_marketing_consent(self):
        consents = self.env["field.consent"].sudo()
        agreed = consents._read_group(
            [
                ("partner_id", "in", self.ids),
                ("purpose_id.is_marketing", "=", True),
                ("withdrawn_on", "=", False),
            ],
            ["partner_id"],
        )
        return self.filtered(
            lambda person: person.id not in {partner.id for (partner,) in agreed}
        )

    def _stop_marketing_without_consent(self):
        self.filtered("receives_marketing")._without_marketing_consent().write(
            {"receives_marketing": False}
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_consenting(self):
        """Keep the proof, unless a person asks to be forgotten.

        Odoo's privacy lookup deletes in superuser mode, a user does not.
        """
        if self.env.su:
            return
        consents = self.env["field.consent"].sudo()
        consent = consents.search([("partner_id", "in", self.ids)], limit=1)
        if consent:
            raise UserError(
                self.env._(
                    "“%(person)s” has given consents and cannot be deleted. "
                    "Archive it instead.",
                    person=consent.partner_id.display_name,
                )
            )
