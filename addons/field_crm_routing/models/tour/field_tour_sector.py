from odoo import fields, models


class FieldTourSector(models.Model):
    """The resources of a sector in one plan: the tab « Secteurs » (S0-48)."""

    _name = "field.tour.sector"
    _description = "Sector of a tour plan"
    _order = "plan_id, sector_id"
    _check_company_auto = True

    plan_id = fields.Many2one(
        "field.tour.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    sector_id = fields.Many2one("field.sector", required=True, ondelete="cascade")
    resource_ids = fields.Many2many(
        "field.resource", string="Resources", check_company=True
    )
    client_count = fields.Integer(compute="_compute_client_count")

    _sector_unique = models.UniqueIndex(
        "(plan_id, sector_id)", "This sector is in the plan already."
    )

    def _compute_client_count(self):
        partners = self.env["res.partner"]
        for plan, lines in self.grouped("plan_id").items():
            counts = dict(
                partners._read_group(
                    [("id", "in", plan.partner_ids.ids)], ["sector_id"], ["__count"]
                )
            )
            for line in lines:
                line.client_count = counts.get(line.sector_id, 0)
