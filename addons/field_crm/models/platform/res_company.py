from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    field_accountant_emails = fields.Char(
        string="Accountant's addresses",
        help="Who is told of new conversion requests; several separated by commas.",
    )
    field_visit_past_days = fields.Integer(
        string="Days back for a visit",
        default=30,
        help="How many days ago a visit may have taken place when it is recorded.",
    )

    _field_visit_past_days_positive = models.Constraint(
        "CHECK (field_visit_past_days >= 0)",
        "The number of days back for a visit cannot be negative.",
    )
