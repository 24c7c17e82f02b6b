from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_open_opportunities(self):
        """Opportunities of this client or prospect and of its contacts (S4-36)."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_opportunity"
        )
        action["domain"] = [
            ("type", "=", "opportunity"),
            ("partner_id", "child_of", self.id),
        ]
        action["context"] = {
            "default_type": "opportunity",
            "default_partner_id": self.id,
            "active_test": False,
        }
        return action
