from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.contact.field_contact_group import LISTS


class FieldPropertyWizard(models.TransientModel):
    """All fields of a contact group in one list: order, name, who sees them (S4-17)."""

    _name = "field.property.wizard"
    _description = "Own fields of a contact group"

    group_id = fields.Many2one(
        "field.contact.group", required=True, ondelete="cascade", readonly=True
    )
    line_ids = fields.One2many("field.property.wizard.line", "wizard_id")
    lost_message = fields.Char(compute="_compute_lost_message")

    @api.depends("line_ids.property_name")
    def _compute_lost_message(self):
        for wizard in self:
            kept = set(wizard.line_ids.mapped("property_name"))
            counts = wizard.group_id._count_values()
            lost = [
                self.env._(
                    "%(field)s (%(count)s values)",
                    field=each.get("string") or "",
                    count=counts[each["name"]],
                )
                for each in wizard.group_id._get_all_definitions()
                if each["name"] not in kept
            ]
            wizard.lost_message = lost and self.env._(
                "Removed when you save: %s. A copy stays in the log of the group.",
                ", ".join(lost),
            )

    @api.model
    def _create_for(self, group):
        counts = group._count_values()
        lines = [
            {
                "sequence": sequence,
                "property_name": each["name"],
                "label": each.get("string") or "",
                "kind": each["type"],
                "options": "\n".join(self._get_option_labels(each)),
                "is_visible": name == "properties_definition",
                "value_count": counts[each["name"]],
                "definition": each,
            }
            for name, definitions in group._get_definitions().items()
            for sequence, each in enumerate(definitions)
        ]
        # Both lists begin at zero; the first comes first.
        for sequence, line in enumerate(lines):
            line["sequence"] = sequence
        return self.create(
            {"group_id": group.id, "line_ids": [Command.create(line) for line in lines]}
        )

    @api.model
    def _get_option_labels(self, definition):
        return [option[1] for option in definition.get(definition["type"]) or ()]

    def action_save(self):
        """Make the lists of the group what the lines say.

        :raise UserError: when a list of choices is empty or a label is given twice
        """
        self.ensure_one()
        self._check_labels()
        lists = {name: [] for name in LISTS}
        for line in self.line_ids.sorted(lambda each: (each.sequence, each.id)):
            name = (
                "properties_definition"
                if line.is_visible
                else "office_properties_definition"
            )
            lists[name].append(line._get_definition())
        self.group_id._set_definitions(*lists.values())
        return {"type": "ir.actions.act_window_close"}

    def _check_labels(self):
        labels = [(line.label or "").strip().casefold() for line in self.line_ids]
        for line, label in zip(self.line_ids, labels, strict=True):
            if labels.count(label) > 1:
                raise UserError(
                    self.env._("The field “%s” is there twice.", line.label.strip())
                )
