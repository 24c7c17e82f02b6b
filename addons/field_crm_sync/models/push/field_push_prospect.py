from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.field_crm.engine.client_sheet import SHEET

from .outcome import Outcome

# What a rep may type of a prospect; rights, codes and money are not among them.
PROSPECT_FIELDS = (
    *(field.name for field in SHEET if field.name != "user_id"),
    "zip",
    "website",
    "internal_name",
    "site_note",
    "partner_latitude",
    "partner_longitude",
    "double_reason",
    "visit_kind",
    "visit_description",
)


class FieldPushProspect(models.AbstractModel):
    """Prospects: CP, MP, SP (S0-58 … S0-61, S3-37 … S3-39, S3-50, S3-52, S3-69)."""

    _inherit = "field.push"

    @api.model
    def _apply_prospect(self, mutation):
        """Make a prospect; only its name is needed."""
        own, values = self._split_own(mutation.args.get("values"))
        values = self._read_prospect_values(values)
        if not values.get("name"):
            raise UserError(self.env._("Name: a prospect needs one."))
        defaults = {"country_id": self.env.company.country_id.id, "is_company": True}
        partner = self.env["res.partner"].create(
            {**defaults, **values, "field_status": "prospect", "user_id": self.env.uid}
        )
        self._merge_own(partner, own, {})
        return Outcome(partner, partner)

    @api.model
    def _apply_prospect_change(self, mutation):
        """Change a prospect, field by field (S3-50, S3-70)."""
        partner = self._get_prospect(mutation)
        own, values = self._split_own(mutation.args.get("values"))
        values = self._read_prospect_values(values)
        kept = self._merge(partner, values, mutation.base)
        kept += self._merge_own(partner, own, mutation.base)
        return Outcome(partner, partner, kept)

    @api.model
    def _apply_prospect_removal(self, mutation):
        """Archive a prospect; one that is archived already stays so (S3-52)."""
        partner = self._get_prospect(mutation)
        if partner.active:
            partner.action_delete_prospect()
        return Outcome(partner, partner)

    @api.model
    def _get_prospect(self, mutation):
        """The prospect of a mutation, which the user may write."""
        partner = self._get_partner(mutation)
        partner.check_access("write")
        if partner.field_status != "prospect":
            raise UserError(
                self.env._(
                    "“%s” is a client by now: ask for a modification instead.",
                    partner.display_name,
                )
            )
        return partner

    @api.model
    def _read_prospect_values(self, values):
        """Values of the sheet as ``create`` and ``write`` take them.

        :raises UserError: for a field that a rep may not type, a code that does not
            exist, or a value of another kind
        """
        values = self._read_mapping(values, self.env._("Values"))
        return {name: self._read_value(name, each) for name, each in values.items()}

    @api.model
    def _read_value(self, name, value):
        Partner = self.env["res.partner"]
        if name not in PROSPECT_FIELDS or name not in Partner._fields:
            raise UserError(
                self.env._("“%(field)s” cannot be typed on the phone.", field=name)
            )
        field = Partner._fields[name]
        label = field.get_description(self.env, ["string"])["string"]
        if value in (None, "") or value is False:
            return False
        if field.type == "many2one":
            return self._get_record(field.comodel_name, value, label).id
        if field.type == "date":
            return self._read_day(value, label)
        if field.type == "integer":
            return int(self._read_number(value, label, -(2**31), 2**31 - 1))
        if field.type == "float":
            limit = 90 if name == "partner_latitude" else 180
            return self._read_number(value, label, -limit, limit)
        if field.type == "boolean":
            return bool(value)
        return self._read_text(value, label)
