from odoo import fields, models


class FieldWinpneuGiveUpWizard(models.TransientModel):
    """Asks why rows for winpneu are given up."""

    _name = "field.winpneu.give.up.wizard"
    _description = "Give up rows for winpneu"

    event_ids = fields.Many2many(
        "field.winpneu.event", "field_winpneu_give_up_rel", string="Rows", required=True
    )
    reason = fields.Char(required=True)

    def action_give_up(self):
        self.ensure_one()
        self.event_ids.action_give_up(self.reason)
        return {"type": "ir.actions.act_window_close"}
