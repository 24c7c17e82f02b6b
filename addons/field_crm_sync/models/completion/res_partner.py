from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.field_crm.engine.client_sheet import missing_fields

# Who follows a client is decided at the office, and bank details are not on the phones.
_OFFICE = frozenset({"user_id", "iban", "bic"})
# In the ERP the postal code stands as two columns; people type one.
_POSTCODE = frozenset({"department_code", "post_office_code"})


class ResPartner(models.Model):
    """Mandatory fields that a rep completes before a visit (S2-05, S2-06)."""

    _inherit = "res.partner"

    def _get_names_to_complete(self):
        """Mandatory fields of this client that are empty and that a rep can fill.

        :return: names in the order of the sheet; none for a prospect
        """
        self.ensure_one()
        partner = self.sudo()
        if partner.field_status != "client":
            return []
        mandatory = self.env["field.sheet.field"]._get_mandatory_names()
        missing = missing_fields(partner._get_sheet_values(), mandatory - _OFFICE)
        parts = _POSTCODE.intersection(missing)
        if parts and not partner.zip:
            place = min(missing.index(part) for part in parts)
            missing.insert(place, "zip")
            missing = [name for name in missing if name not in parts]
        return missing

    def action_complete(self, values):
        """Fill mandatory fields that are empty (S2-06).

        A rep may do so for every client that is visible, though writing the rest is the
        accountant's. What has a value stays as it is. The chatter says what was filled.

        Parameters
        ----------
        values : dict
            As ``write`` takes them.

        Returns
        -------
        list of str
            Names that were filled.

        Raises
        ------
        AccessError
            When the client is hidden, or the user is no rep.
        UserError
            For a field that is not mandatory, or a value that breaks a rule.
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("field_crm.group_field_rep"):
            raise AccessError(self.env._("Only reps complete a client's sheet."))
        missing = set(self._get_names_to_complete())
        self._check_may_be_completed(values)
        lines = self._get_sheet_changes(
            {name: value for name, value in values.items() if name in missing},
            askable=False,
        )
        lines = [line for line in lines if line["field_name"] in missing]
        names = [line["field_name"] for line in lines]
        if names:
            self.sudo().write({name: values[name] for name in names})
            self._log_completion(lines)
        return names

    @api.model
    def _check_may_be_completed(self, values):
        mandatory = self.env["field.sheet.field"]._get_mandatory_names() - _OFFICE
        for name in values:
            if name not in mandatory | {"zip"}:
                raise UserError(
                    self.env._(
                        "“%(field)s” is not a mandatory field: ask for a modification.",
                        field=self._get_sheet_label(name)
                        if name in self._fields
                        else name,
                    )
                )

    def _log_completion(self, lines):
        items = Markup().join(
            Markup("<li>%s</li>")
            % self.env._(
                "%(field)s: %(value)s",
                field=self._get_sheet_label(line["field_name"]),
                value=line["new_value"],
            )
            for line in lines
        )
        self.sudo().message_post(
            body=Markup("<p>%s</p><ul>%s</ul>")
            % (self.env._("Completed before a visit:"), items),
            author_id=self.env.user.partner_id.id,
            message_type="notification",
            subtype_xmlid="mail.mt_note",
        )
