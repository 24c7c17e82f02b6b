from odoo import api, fields, models
from odoo.exceptions import UserError


class FieldConsentPurpose(models.Model):
    """What a person may agree to: marketing, documents by mail… (S4-22)."""

    _name = "field.consent.purpose"
    _description = "Purpose of a consent"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    is_marketing = fields.Boolean(
        string="Marketing",
        help="Whoever agrees to this purpose may receive marketing mails.",
    )
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex("(name)", "This purpose exists already.")

    def write(self, vals):
        # What people agreed to must not be turned into something else.
        changed = self.filtered(
            lambda purpose: any(
                name in vals and purpose[name] != vals[name]
                for name in ("name", "is_marketing")
            )
        )
        self._check_unused(changed)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_unused(self)

    def _check_unused(self, purposes):
        consent = (
            self.env["field.consent"]
            .sudo()
            .search([("purpose_id", "in", purposes.ids)], limit=1)
        )
        if consent:
            raise UserError(
                self.env._(
                    "“%(purpose)s”: people have agreed to this. Archive it and add "
                    "another purpose.",
                    purpose=consent.purpose_id.name,
                )
            )
