from odoo import models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_sectorise(self):
        """« Sectoriser »: sectors for the selected clients, kept (S0-54)."""
        if not self.env.user.has_group("field_crm.group_field_manager"):
            raise AccessError(self.env._("Only managers make sectors."))
        chosen = self.filtered("field_status")
        record = self.env["field.sectorisation"].create(
            {
                "partner_ids": [(6, 0, chosen.ids)],
                "sector_ids": [(6, 0, chosen.sector_id.ids)],
                "mode": "existing" if chosen.sector_id else "new",
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sectorise"),
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
        }
