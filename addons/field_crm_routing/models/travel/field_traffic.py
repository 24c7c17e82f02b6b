from odoo import fields, models


class FieldTraffic(models.Model):
    """How much slower the roads are at some hours of the day."""

    _name = "field.traffic"
    _description = "Traffic by hour"
    _order = "hour_from, id"

    hour_from = fields.Float(string="From", required=True)
    hour_to = fields.Float(string="to", required=True)
    factor = fields.Float(
        string="Travel times times",
        required=True,
        default=1.3,
        digits=(4, 2),
        help="1.3 makes an hour on the road an hour and 18 minutes.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )

    _hours_in_order = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_from < hour_to AND hour_to <= 24)",
        "Traffic: from an hour to a later one, between 0:00 and 24:00.",
    )
    _factor_in_bounds = models.Constraint(
        "CHECK (factor BETWEEN 0.5 AND 5)",
        "Traffic: travel times can be multiplied by 0.5 to 5.",
    )

    def _get_spans(self, company):
        """Of a company, as ``engine.travel.slowdown`` takes them."""
        return [
            (each.hour_from, each.hour_to, each.factor)
            for each in self.sudo().search([("company_id", "=", company.id)])
        ]
