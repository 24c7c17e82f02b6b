from odoo import fields, models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "field.home.mixin"]

    sla_ids = fields.Many2many(
        "field.sla",
        "field_sla_partner_rel",
        "partner_id",
        "sla_id",
        string="SLA",
        help="What was promised to the client; new missions take the first one that "
        "fits their type.",
    )

    # The home tables read the first rows of these, whatever the number of partners.
    _field_revisit_idx = models.Index(
        "(field_status, revisit_date, id) WHERE revisit_date IS NOT NULL"
    )
    _field_last_visit_idx = models.Index(
        "(field_status, last_visit_date, id) WHERE last_visit_date IS NOT NULL"
    )
