from odoo import fields, models


class ResPartner(models.Model):
    """« Historique des visites » as the ERP has it (S3-28 … S3-30)."""

    _inherit = "res.partner"

    history_count = fields.Integer(
        string="History from the ERP", compute="_compute_history_count"
    )

    def _compute_history_count(self):
        rows = self.env["field.history"]
        # Others read partners, too: Odoo's salespeople, plain employees.
        groups = rows.has_access("read") and rows._read_group(
            [("partner_id", "in", self.ids), ("is_litigation", "=", False)],
            ["partner_id"],
            ["__count"],
        )
        counts = {partner.id: count for partner, count in groups or ()}
        for partner in self:
            partner.history_count = counts.get(partner.id, 0)

    def action_open_history(self):
        """Open what the ERP knows of this client, litigations hidden."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_field_history"
        )
        action["display_name"] = self.env._("History: %s", self.name)
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {
            "search_default_no_litigation": 1,
            "history_of_partner": True,
        }
        return action
