from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    winpneu_relation_count = fields.Integer(
        string="History in winpneu", compute="_compute_winpneu_relation_count"
    )

    def _compute_winpneu_relation_count(self):
        relations = self.env["field.history"]
        # Others read partners, too: Odoo's salespeople, plain employees.
        groups = relations.has_access("read") and relations._read_group(
            [("partner_id", "in", self.ids), ("is_litigation", "=", False)],
            ["partner_id"],
            ["__count"],
        )
        counts = {partner.id: count for partner, count in groups or ()}
        for partner in self:
            partner.winpneu_relation_count = counts.get(partner.id, 0)

    def action_open_winpneu_history(self):
        """« Historique des visites » as winpneu has it (S3-28…S3-30)."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm_winpneu_bridge.action_field_winpneu_relation"
        )
        action["display_name"] = self.env._("History: %s", self.name)
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {
            "search_default_no_litigation": 1,
            "history_of_partner": True,
        }
        return action
