from odoo import fields, models


class FieldTourChange(models.Model):
    """A change of a plan by hand, with what undoes it."""

    _name = "field.tour.change"
    _description = "Change of a tour plan"
    _order = "id desc"

    plan_id = fields.Many2one(
        "field.tour.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    name = fields.Char(string="Change", required=True)
    before = fields.Json(
        required=True,
        help="Of each stop that was touched: day and resource of its tour, order, "
        "lock and reason.",
    )
