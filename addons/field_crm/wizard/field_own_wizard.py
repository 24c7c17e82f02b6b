from odoo import api, fields, models


class FieldOwnWizard(models.TransientModel):
    """« Gérer les champs »: the own fields of the client base (S0-35)."""

    _name = "field.own.wizard"
    _description = "Own fields of the client base"
    _inherit = "field.property.editor.mixin"

    line_ids = fields.One2many("field.own.wizard.line", "wizard_id")

    def _get_holder(self):
        return self.env["field.own.list"]._get()

    @api.model
    def _get_holder_values(self, holder):
        return {}

    def _set_definitions(self, lines):
        own_list = self._get_holder()
        definitions = []
        for _line, definition in lines:
            own_list._check_label(definition["string"], definitions)
            definitions.append(definition)
        now = own_list._get_all_definitions()
        own_list._set_definitions(definitions + self._get_added_meanwhile(now))

    def action_open_log(self):
        """Open what was deleted, by whom and with which values."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Own fields that were deleted"),
            "res_model": "field.own.list",
            "res_id": self._get_holder().id,
            "view_mode": "form",
        }
