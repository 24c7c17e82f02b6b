from odoo import api, fields, models


class FieldProspectFinder(models.TransientModel):
    """Choose a prospect in a drop-down and act on it at once (S3-40)."""

    _name = "field.prospect.finder"
    _description = "Find a prospect"

    partner_id = fields.Many2one(
        "res.partner",
        string="Prospect",
        domain=[("field_status", "=", "prospect")],
    )
    street = fields.Char(related="partner_id.street")
    zip = fields.Char(related="partner_id.zip")
    city = fields.Char(related="partner_id.city")
    phone = fields.Char(related="partner_id.phone")
    mobile = fields.Char(related="partner_id.mobile")
    email = fields.Char(related="partner_id.email")
    user_id = fields.Many2one(related="partner_id.user_id")
    sector_id = fields.Many2one(related="partner_id.sector_id")
    last_visit_date = fields.Datetime(related="partner_id.last_visit_date")
    revisit_date = fields.Date(related="partner_id.revisit_date")
    visit_ids = fields.Many2many(
        "field.visit", string="Last visits", compute="_compute_visit_ids"
    )
    conversion_state = fields.Selection(related="partner_id.conversion_state")

    @api.depends("partner_id")
    def _compute_visit_ids(self):
        Visit = self.env["field.visit"]
        for finder in self:
            partner = finder.partner_id
            finder.visit_ids = Visit.search(
                [("partner_id", "in", partner.ids)], limit=5
            )

    def action_open(self):
        """Open the whole record."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "view_mode": "form",
            "views": [(self.env.ref("field_crm.view_res_partner_form").id, "form")],
        }

    def action_ask_conversion(self):
        return self.partner_id.action_ask_conversion()

    def action_visit_today(self):
        return self.partner_id.action_visit_today()

    def action_open_visits(self):
        return self.partner_id.action_open_visits()
