from odoo import api, fields, models


class FieldTourFiguresMixin(models.AbstractModel):
    """Kilometres, hours, costs and visits of a plan, summed by the database."""

    _name = "field.tour.figures.mixin"
    _description = "Figures of a tour plan"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    km = fields.Float(string="km", compute="_compute_totals", digits=(12, 1))
    drive_hours = fields.Float(string="On the road (h)", compute="_compute_totals")
    cost = fields.Monetary(compute="_compute_totals", currency_field="currency_id")
    tour_count = fields.Integer(string="Tours made", compute="_compute_totals")
    placed_count = fields.Integer(string="In tours", compute="_compute_counts")
    left_count = fields.Integer(string="Not in a tour", compute="_compute_counts")
    late_count = fields.Integer(string="After their date", compute="_compute_counts")

    @api.depends("tour_ids.km", "tour_ids.drive_hours", "tour_ids.cost")
    def _compute_totals(self):
        groups = self.env["field.tour"]._read_group(
            [("plan_id", "in", self.ids)],
            ["plan_id"],
            ["km:sum", "drive_hours:sum", "cost:sum", "__count"],
        )
        totals = {plan.id: values for plan, *values in groups}
        for plan in self:
            values = totals.get(plan._origin.id, (0, 0, 0, 0))
            plan.km, plan.drive_hours, plan.cost, plan.tour_count = values

    @api.depends("stop_ids.tour_id")
    def _compute_counts(self):
        stops = self.env["field.tour.stop"]
        domain = [("plan_id", "in", self.ids)]
        counts = dict(stops._read_group(domain, ["plan_id"], ["__count"]))
        placed = dict(
            stops._read_group(
                [*domain, ("tour_id", "!=", False)], ["plan_id"], ["__count"]
            )
        )
        late = self._count_late()
        for plan in self:
            key = plan._origin
            plan.placed_count = placed.get(key, 0)
            plan.left_count = counts.get(key, 0) - plan.placed_count
            plan.late_count = late.get(key.id, 0)

    def _count_late(self):
        """Visits in tours after the day on which they are due: {id of plan: number}."""
        self.env["field.tour.stop"].flush_model(["plan_id", "tour_id", "date_due"])
        self.env["field.tour"].flush_model(["date"])
        self.env.cr.execute(
            """
            SELECT stop.plan_id, count(*)
              FROM field_tour_stop stop
              JOIN field_tour tour ON tour.id = stop.tour_id
             WHERE stop.plan_id = ANY(%s) AND tour.date > stop.date_due
             GROUP BY stop.plan_id
            """,
            [self._origin.ids],
        )
        return dict(self.env.cr.fetchall())
