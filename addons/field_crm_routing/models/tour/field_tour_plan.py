from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

MOST_DAYS = 92
MOST_SECONDS = 3600


class FieldTourPlan(models.Model):
    """Tours of a team for a period, from the clients that were selected (S0-46)."""

    _name = "field.tour.plan"
    _description = "Tour plan"
    _inherit = [
        "mail.thread",
        "field.tour.figures.mixin",
        "field.tour.locking.mixin",
        "field.tour.demand.mixin",
        "field.tour.search.mixin",
        "field.tour.screen.mixin",
        "field.tour.comparison.mixin",
        "field.tour.hours.mixin",
        "field.tour.road.mixin",
        "field.tour.editing.mixin",
        "field.tour.sending.mixin",
        "field.tour.export.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Plan",
        required=True,
        copy=False,
        default=lambda self: self.env["ir.sequence"].next_by_code("field.tour.plan"),
    )
    state = fields.Selection(
        [
            ("draft", "Parameters"),
            ("computing", "Computing"),
            ("computed", "Computed"),
            ("sent", "Sent"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="draft",
        tracking=True,
        copy=False,
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._next_monday()
    )
    date_to = fields.Date(
        string="to",
        required=True,
        default=lambda self: self._next_monday() + timedelta(days=4),
    )
    team_id = fields.Many2one(
        "crm.team", check_company=True, help="Proposes its members."
    )
    resource_ids = fields.Many2many(
        "field.resource",
        string="Resources",
        check_company=True,
        compute="_compute_resource_ids",
        store=True,
        precompute=True,
        readonly=False,
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "field_tour_plan_partner_rel",
        "plan_id",
        "partner_id",
        string="Clients and prospects",
        check_company=True,
    )
    partner_count = fields.Integer(string="Selected", compute="_compute_partner_count")
    sector_mode = fields.Selection(
        [
            ("ignore", "Ignore the sectors"),
            ("use", "Use the clients' sectors"),
            ("volatile", "Make sectors for this plan only"),
        ],
        string="Sectors",
        required=True,
        default="ignore",
    )
    sector_line_ids = fields.One2many(
        "field.tour.sector", "plan_id", string="Sectors and resources", copy=True
    )
    vehicle_type_id = fields.Many2one(
        "field.vehicle.type",
        string="Means of transport",
        check_company=True,
        ondelete="restrict",
        help="Of the whole team. Empty: each resource its own vehicle.",
    )
    fuel_id = fields.Many2one("field.fuel", check_company=True, ondelete="restrict")
    rep_mode = fields.Selection(
        [
            ("any", "Any resource"),
            ("prefer", "Rather their own rep"),
            ("only", "Only their own rep"),
        ],
        string="Who visits them",
        required=True,
        default="any",
    )
    visit_type_id = fields.Many2one(
        "field.visit.type",
        string="Mission type",
        check_company=True,
        ondelete="restrict",
        help="Of the visits to clients that have no usual type.",
    )
    visit_minutes = fields.Integer(
        string="Minutes of a visit",
        required=True,
        default=30,
        help="Of a visit to whom neither the client nor a mission type says it.",
    )
    late_cost = fields.Monetary(
        string="Cost of a day late",
        default=5.0,
        currency_field="currency_id",
        help="What a day after the date to visit again weighs against kilometres.",
    )
    optional_price = fields.Monetary(
        string="Worth of an optional visit",
        default=20.0,
        currency_field="currency_id",
        help="An optional visit whose detour costs more is left out.",
    )
    seconds = fields.Integer(
        string="Seconds of search",
        required=True,
        default=60,
        help="The longer, the better the tours; it can be stopped at any time.",
    )

    tour_ids = fields.One2many("field.tour", "plan_id", string="Tours", copy=False)
    stop_ids = fields.One2many("field.tour.stop", "plan_id", string="Visits")
    left_stop_ids = fields.One2many(
        "field.tour.stop",
        "plan_id",
        string="Left out",
        domain=[("tour_id", "=", False)],
    )
    change_ids = fields.One2many("field.tour.change", "plan_id", string="Changes")
    provider = fields.Char(
        string="Travel times by",
        readonly=True,
        copy=False,
        help="Where the travel times and distances come from.",
    )
    _period_in_order = models.Constraint(
        "CHECK (date_to >= date_from)",
        "Period: its last day cannot be before its first.",
    )
    _minutes_in_bounds = models.Constraint(
        "CHECK (visit_minutes BETWEEN 1 AND 1440)",
        "Minutes of a visit: from 1 to 1,440.",
    )
    _costs_positive = models.Constraint(
        "CHECK (late_cost >= 0 AND optional_price >= 0)",
        "The cost of a day late and the worth of a visit cannot be negative.",
    )

    @api.model
    def _next_monday(self):
        today = fields.Date.context_today(self)
        return today + timedelta(days=7 - today.weekday())

    @api.constrains("date_from", "date_to")
    def _check_period(self):
        for plan in self:
            days = (plan.date_to - plan.date_from).days + 1
            if days > MOST_DAYS:
                raise ValidationError(
                    self.env._(
                        "Period: %(days)s days are too many, a plan has %(most)s at "
                        "most.",
                        days=days,
                        most=MOST_DAYS,
                    )
                )

    @api.constrains("seconds")
    def _check_seconds(self):
        for plan in self:
            if not 1 <= plan.seconds <= MOST_SECONDS:
                raise ValidationError(
                    self.env._(
                        "Seconds of search: %(seconds)s is not between 1 and %(most)s.",
                        seconds=plan.seconds,
                        most=MOST_SECONDS,
                    )
                )

    @api.depends("team_id", "company_id")
    def _compute_resource_ids(self):
        resources = self.env["field.resource"].search(
            [("company_id", "in", self.company_id.ids)]
        )
        for plan in self:
            own = resources.filtered(
                lambda each, p=plan: each.company_id == p.company_id
            )
            members = plan.team_id.member_ids
            if members:
                own = own.filtered(lambda each, m=members: each.user_id in m)
            plan.resource_ids = own

    @api.depends("partner_ids")
    def _compute_partner_count(self):
        for plan in self:
            plan.partner_count = len(plan.partner_ids)

    def write(self, vals):
        """Refuse parameters of a plan that is being computed."""
        if not self.env.su and vals.keys() & self._get_parameters():
            for plan in self:
                if plan.state == "computing":
                    raise UserError(
                        self.env._(
                            "“%s” is being computed: stop it before changing it.",
                            plan.name,
                        )
                    )
        return super().write(vals)

    @api.model
    def _get_parameters(self):
        return {
            "date_from", "date_to", "resource_ids", "partner_ids", "sector_mode",
            "sector_line_ids", "vehicle_type_id", "fuel_id", "rep_mode",
            "visit_type_id", "visit_minutes", "late_cost", "optional_price",
        }  # fmt: skip

    @api.ondelete(at_uninstall=False)
    def _unlink_except_at_work(self):
        for plan in self:
            if plan.state == "computing" or plan.is_sent:
                raise UserError(
                    self.env._(
                        "“%s” cannot be deleted: stop its computation, or take its "
                        "tours back first.",
                        plan.name,
                    )
                )

    @api.onchange("sector_mode", "partner_ids")
    def _onchange_sector_mode(self):
        """Propose a line for each sector, with the resources of its reps (S0-48)."""
        if self.sector_mode != "use":
            return
        known = self.sector_line_ids.sector_id
        missing = self.partner_ids._origin.sector_id - known._origin
        self.sector_line_ids = [
            fields.Command.create(
                {
                    "sector_id": sector.id,
                    "resource_ids": self.resource_ids._origin.filtered(
                        lambda each, sector=sector: each.user_id in sector.user_ids
                    ).ids,
                }
            )
            for sector in missing
        ]

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_open_tours(self):
        """The tours of the plan, day by day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm_routing.action_field_tour"
        )
        action["domain"] = [("plan_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_open_left(self):
        """The visits that are in no tour, each with its reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Left out: %s", self.name),
            "res_model": "field.tour.stop",
            "view_mode": "list",
            "domain": [("plan_id", "=", self.id), ("tour_id", "=", False)],
        }

    def action_export(self, kind):
        """Open the file of the tours; ``kind`` as in ``FORMATS``."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/field_crm/tours/{kind}?plan={self.id}",
            "target": "download",
        }

    def _export(self, kind):
        self.check_access("read")
        title = self.env._("Tours %s", self.name)
        return self._export_tours(self.tour_ids, kind, title)

    def _get_left_rows(self):
        reasons = dict(
            self.env["field.tour.stop"]
            ._fields["reason"]
            ._description_selection(self.env)
        )
        for stop in self.left_stop_ids:
            yield (
                stop.partner_id.name,
                stop.city or "",
                stop.reason_text or reasons.get(stop.reason, ""),
            )
