from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    sla_ids = fields.Many2many(
        "field.sla",
        "field_sla_partner_rel",
        "partner_id",
        "sla_id",
        string="SLA",
        help="What was promised to the client; new missions take the first one that "
        "fits their type.",
    )
