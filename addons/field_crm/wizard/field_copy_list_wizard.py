from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.contact.field_contact_group import LISTS


class FieldCopyListWizard(models.TransientModel):
    """« Copier la liste »: the fields of one group replace those of another (S4-20)."""

    _name = "field.copy.list.wizard"
    _description = "Copy the list of fields"

    source_id = fields.Many2one(
        "field.contact.group",
        string="Copy the fields of",
        required=True,
        ondelete="cascade",
    )
    target_id = fields.Many2one(
        "field.contact.group",
        string="To the group",
        required=True,
        ondelete="cascade",
        domain="[('id', '!=', source_id)]",
    )
    copied_count = fields.Integer(compute="_compute_counts")
    lost_field_names = fields.Char(compute="_compute_counts")
    lost_value_count = fields.Integer(compute="_compute_counts")

    @api.depends("source_id", "target_id")
    def _compute_counts(self):
        for wizard in self:
            copied = wizard.source_id._get_all_definitions()
            removed = wizard.target_id._get_removed(copied)
            counts = wizard.target_id._count_values()
            names = [each.get("string") or "…" for each in removed]
            wizard.copied_count = len(copied)
            wizard.lost_field_names = ", ".join(names)
            wizard.lost_value_count = sum(counts[each["name"]] for each in removed)

    def action_copy(self):
        """Replace both lists of the target; its chatter keeps what it had.

        :raise UserError: when a group is copied onto itself
        """
        self.ensure_one()
        if self.source_id == self.target_id:
            raise UserError(
                self.env._("Choose another group than “%s”.", self.source_id.name)
            )
        definitions = self.source_id._get_definitions()
        self.target_id._set_definitions(*(definitions[name] for name in LISTS))
        return {"type": "ir.actions.act_window_close"}
