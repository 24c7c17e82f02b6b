from odoo import models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_optimise(self):
        """« Optimiser »: a plan of the selected clients opens, to be set (S0-46)."""
        if not self.env.user.has_group("field_crm.group_field_manager"):
            raise AccessError(self.env._("Only managers plan tours."))
        plan = self.env["field.tour.plan"].create(
            {"partner_ids": [(6, 0, self.filtered("field_status").ids)]}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Optimise"),
            "res_model": plan._name,
            "res_id": plan.id,
            "view_mode": "form",
        }
