from odoo import api, fields, models


class FieldPeriodMixin(models.AbstractModel):
    """Whole days, from the first to the last; one day where no last one is given."""

    _name = "field.period.mixin"
    _description = "Period of whole days"
    _order = "date_from, id"

    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(
        string="to",
        required=True,
        compute="_compute_date_to",
        store=True,
        precompute=True,
        readonly=False,
        help="Last day.",
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The last day cannot be before the first."
    )

    @api.depends("date_from")
    def _compute_date_to(self):
        for period in self:
            if not period.date_to or period.date_to < period.date_from:
                period.date_to = period.date_from
