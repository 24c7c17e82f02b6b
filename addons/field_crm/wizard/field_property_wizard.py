from odoo import api, fields, models

from ..models.contact.field_contact_group import LISTS


class FieldPropertyWizard(models.TransientModel):
    """All fields of a contact group in one list: order, name, who sees them (S4-17)."""

    _name = "field.property.wizard"
    _description = "Own fields of a contact group"
    _inherit = "field.property.editor.mixin"

    group_id = fields.Many2one(
        "field.contact.group", required=True, ondelete="cascade", readonly=True
    )
    line_ids = fields.One2many("field.property.wizard.line", "wizard_id")

    def _get_holder(self):
        return self.group_id

    @api.model
    def _get_holder_values(self, holder):
        return {"group_id": holder.id}

    @api.model
    def _get_line_values(self, holder):
        return [
            {"definition": each, "is_visible": name == "properties_definition"}
            for name, definitions in holder._get_definitions().items()
            for each in definitions
        ]

    def _set_definitions(self, lines):
        now = self.group_id._get_definitions()
        self.group_id._set_definitions(
            *(
                [
                    definition
                    for line, definition in lines
                    if line.is_visible == (name == "properties_definition")
                ]
                + self._get_added_meanwhile(now[name])
                for name in LISTS
            )
        )
