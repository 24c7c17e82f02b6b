from odoo import models

_LIST_FIELDS = ("group_properties", "office_properties")


class FieldContactGroupLog(models.AbstractModel):
    """The values that a change of a group's fields takes away (S4-20)."""

    _name = "field.contact.group.log"
    _description = "Log of a contact group's fields"
    _inherit = "field.property.holder.mixin"

    def _get_loss_title(self):
        return self.env._("Fields removed from this group")

    def _get_lost_rows(self, vals):
        self.ensure_one()
        lost = self._get_lost_keys(vals)
        if not lost:
            return []
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        partners = partners.search([("contact_group_id", "=", self.id)])
        return list(self._get_value_rows(partners, lost))

    def _get_value_rows(self, partners, lost):
        """Rows of reference, contact, field and value, of answers that go.

        :param partners: the contacts
        :param lost: {name: keys of choices, or None for every answer}
        """
        read = partners.sudo().read(["ref", "display_name", *_LIST_FIELDS])
        for values in read:
            for field_name in _LIST_FIELDS:
                for each in values[field_name]:
                    if each["name"] in lost and self._is_lost(
                        each.get("value"), lost[each["name"]]
                    ):
                        yield (
                            values["ref"] or "",
                            values["display_name"],
                            each.get("string") or "",
                            self._get_answer_text(each),
                        )
