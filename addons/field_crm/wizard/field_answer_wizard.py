from odoo import fields, models


class FieldAnswerWizard(models.TransientModel):
    """A rep answers the fields of a client that reps see (S4-19)."""

    _name = "field.answer.wizard"
    _description = "Answer the own fields of a contact"

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    contact_group_id = fields.Many2one("field.contact.group", required=True)
    group_properties = fields.Properties(
        "Own fields", definition="contact_group_id.properties_definition"
    )

    def action_answer(self):
        self.ensure_one()
        partner = self.partner_id
        before = partner.group_properties._values
        now = self.group_properties._values
        # Only what was changed: a colleague may have answered the rest meanwhile.
        self.partner_id.action_answer_properties(
            {
                name: now.get(name, False)
                for name in now.keys() | before.keys()
                if now.get(name, False) != before.get(name, False)
            }
        )
        return {"type": "ir.actions.act_window_close"}
