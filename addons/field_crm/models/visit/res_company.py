from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    field_planner_id = fields.Many2one(
        "res.users",
        string="Planner",
        domain=[("share", "=", False)],
        help="Who plans the missions that come from elsewhere than a planner, and is "
        "warned before their deadlines.",
    )
