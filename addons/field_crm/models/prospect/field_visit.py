from odoo import api, models

_MOVING = frozenset({"partner_id", "date", "state", "comment", "answer_ids"})


class FieldVisit(models.Model):
    _inherit = "field.visit"

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits.partner_id._note_movement()
        return visits

    def write(self, vals):
        result = super().write(vals)
        if not _MOVING.isdisjoint(vals):
            self.partner_id._note_movement()
        return result
