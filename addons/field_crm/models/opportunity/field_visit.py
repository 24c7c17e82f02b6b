from odoo import api, fields, models


class FieldVisit(models.Model):
    _inherit = "field.visit"

    lead_id = fields.Many2one(
        "crm.lead",
        string="Opportunity",
        index="btree_not_null",
        check_company=True,
        tracking=True,
        domain=[("type", "=", "opportunity")],
        groups="sales_team.group_sale_salesman",
        help="The opportunity that this mission belongs to.",
    )
    order_ids = fields.One2many(
        "sale.order",
        "visit_id",
        string="Quotes",
        groups="sales_team.group_sale_salesman",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_link(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_may_link([vals])
        return super().write(vals)

    def _check_may_link(self, vals_list):
        """Nobody links to an opportunity hidden from them: its name would show."""
        lead_ids = {vals["lead_id"] for vals in vals_list if vals.get("lead_id")}
        self.env["crm.lead"].browse(lead_ids).check_access("read")

    def action_unlink_opportunity(self):
        """Take the mission off its opportunity; the mission itself stays."""
        self.check_access("read")
        self.lead_id.check_access("write")
        # A mission done long ago is closed to its rep, its opportunity is not.
        self.sudo().lead_id = False

    def action_open_mission(self):
        self.ensure_one()
        return self.get_formview_action()

    @api.onchange("lead_id")
    def _onchange_lead_id(self):
        if self.lead_id and not self.partner_id:
            self.update(
                {
                    "partner_id": self.lead_id.partner_id,
                    "contact_id": self.lead_id.contact_id,
                }
            )
