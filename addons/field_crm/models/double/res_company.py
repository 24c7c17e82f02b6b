from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    field_double_weekly = fields.Boolean(
        string="Search for doubles every week",
        help="In the background, in the night to Monday; what was found waits in the "
        "list of doubles.",
    )
