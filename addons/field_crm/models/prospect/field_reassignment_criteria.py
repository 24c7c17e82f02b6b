from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...engine.reassignment import PostalCodeError, parse_postal_codes, share_out


class FieldReassignmentCriteria(models.AbstractModel):
    """Which prospects go to whom (S3-81)."""

    _name = "field.reassignment.criteria"
    _description = "Criteria of a reassignment"

    sector_ids = fields.Many2many("field.sector", string="Sectors")
    zip_codes = fields.Char(
        string="Postal codes",
        help="Beginnings and ranges: 35, 56100, 22000-22999.",
    )
    old_user_ids = fields.Many2many(
        "res.users", string="Present reps", domain=[("share", "=", False)]
    )
    without_rep = fields.Boolean(
        string="Those without rep", help="Prospects that are attached to nobody."
    )
    category_ids = fields.Many2many("field.client.category", string="Categories")
    agency_ids = fields.Many2many("field.agency", string="Agencies")
    moved_before = fields.Date(
        string="No movement since",
        help="Prospects whose last movement is before this day.",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Chosen prospects",
        domain=[("field_status", "=", "prospect")],
        help="Only these, when some were ticked in the list.",
    )
    target = fields.Selection(
        [("user", "One rep"), ("sector", "The reps of each sector, in turn")],
        string="Goes to",
        default="user",
        required=True,
    )
    user_id = fields.Many2one(
        "res.users", string="New rep", domain=[("share", "=", False)]
    )

    def _get_domain(self):
        """Prospects of the company that meet every criterion given."""
        domain = Domain("field_status", "=", "prospect") & Domain(
            "company_id", "in", [False, self.company_id.id]
        )
        if self.partner_ids:
            domain &= Domain("id", "in", self.partner_ids.ids)
        for name, records in (
            ("sector_id", self.sector_ids),
            ("category_code_id", self.category_ids),
            ("agency_id", self.agency_ids),
        ):
            if records:
                domain &= Domain(name, "in", records.ids)
        if self.old_user_ids or self.without_rep:
            users = [*self.old_user_ids.ids, *([False] if self.without_rep else [])]
            domain &= Domain("user_id", "in", users)
        if self.zip_codes and self.zip_codes.strip():
            domain &= Domain.OR(
                Domain("zip", ">=", codes.first) & Domain("zip", "<=", codes.last)
                for codes in self._get_postal_codes()
            )
        if self.moved_before:
            domain &= Domain("last_movement_date", "<", self.moved_before)
        return domain

    def _get_postal_codes(self):
        try:
            return parse_postal_codes(self.zip_codes)
        except PostalCodeError as error:
            raise UserError(
                self.env._(
                    "Postal codes: “%s” is neither the beginning of a postal code (35) "
                    "nor a range (35000-35999).",
                    error.part,
                )
            ) from error

    def _get_new_users(self, partners):
        """New rep of each prospect; those of a sector without reps are left out."""
        if self.target == "user":
            if not self.user_id:
                raise UserError(self.env._("Choose the rep that the prospects go to."))
            return dict.fromkeys(partners, self.user_id)
        reps = {
            sector: list(sector.user_ids.filtered("active").sorted("id"))
            for sector in partners.sector_id
        }
        return share_out(((partner, partner.sector_id) for partner in partners), reps)
