from odoo import api, fields, models


class FieldTour(models.Model):
    """What one rep does on one day, or on one trip with nights away."""

    _name = "field.tour"
    _description = "Tour"
    _inherit = "field.tour.export.mixin"
    _order = "date, resource_id, id"
    _check_company_auto = True

    plan_id = fields.Many2one(
        "field.tour.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    resource_id = fields.Many2one(
        "field.resource", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        related="resource_id.user_id", store=True, index=True, string="Rep"
    )
    is_sent = fields.Boolean(
        related="plan_id.is_sent", store=True, string="Sent to the rep"
    )
    date = fields.Date(string="Day", required=True, index=True)
    date_to = fields.Date(string="Last day", required=True)
    is_locked = fields.Boolean(
        string="Locked", help="A new search changes nothing in this tour."
    )
    leaves_on = fields.Datetime(string="Leaves at", readonly=True)
    arrives_on = fields.Datetime(string="Back at", readonly=True)
    km = fields.Float(string="km", readonly=True, digits=(10, 1), aggregator="sum")
    drive_hours = fields.Float(string="On the road (h)", readonly=True)
    visit_hours = fields.Float(string="At clients (h)", readonly=True)
    cost = fields.Monetary(readonly=True, currency_field="currency_id")
    problems = fields.Json(
        string="Rules broken",
        readonly=True,
        help="What a change by hand has broken, in words.",
    )
    problem_text = fields.Text(string="Problems", compute="_compute_problem_text")
    stop_ids = fields.One2many("field.tour.stop", "tour_id", string="Stops")
    stop_count = fields.Integer(string="Visits", compute="_compute_stop_count")

    _day_unique = models.UniqueIndex(
        "(plan_id, resource_id, date)",
        "This resource has a tour on that day already.",
    )

    @api.depends("resource_id.name", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for tour in self:
            day = fields.Date.to_string(tour.date) if tour.date else ""
            tour.display_name = " – ".join(
                filter(None, (tour.sudo().resource_id.name, day))
            )

    @api.depends("problems")
    def _compute_problem_text(self):
        for tour in self:
            tour.problem_text = "\n".join(tour.problems or [])

    @api.depends("stop_ids")
    def _compute_stop_count(self):
        counts = dict(
            self.env["field.tour.stop"]._read_group(
                [("tour_id", "in", self.ids)], ["tour_id"], ["__count"]
            )
        )
        for tour in self:
            tour.stop_count = counts.get(tour._origin, 0)

    def action_export(self, kind):
        """Open a file of these tours; ``kind`` as in ``FORMATS``."""
        ids = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/field_crm/tours/{kind}?ids={ids}",
            "target": "download",
        }

    def _export(self, kind):
        self.check_access("read")
        title = self.display_name if len(self) == 1 else self.env._("Tours")
        return self._export_tours(self, kind, title)
