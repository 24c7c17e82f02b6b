from odoo import api, fields, models

from .reasons import REASONS


class FieldTourStop(models.Model):
    """One visit that a plan is to make: a stop of a tour, or left out with a reason."""

    _name = "field.tour.stop"
    _description = "Stop of a tour"
    _order = "tour_id, sequence, id"
    _check_company_auto = True

    plan_id = fields.Many2one(
        "field.tour.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Client or prospect",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    city = fields.Char(related="partner_id.city")
    number = fields.Integer(
        default=1, help="Which of the client's visits in the period it is."
    )
    mission_id = fields.Many2one(
        "field.visit",
        string="Mission to plan",
        ondelete="set null",
        index="btree_not_null",
        help="The mission that waited to be planned; empty for a visit that the plan "
        "has made of the frequency or the date to visit again.",
    )
    visit_id = fields.Many2one(
        "field.visit",
        string="Visit sent",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )
    type_id = fields.Many2one(
        "field.visit.type", string="Mission type", ondelete="restrict"
    )
    duration = fields.Float(string="Duration (h)", required=True)
    importance = fields.Selection(
        [("optional", "Optional"), ("normal", "Normal"), ("high", "High")],
        required=True,
        default="normal",
    )
    date_first = fields.Date(string="Not before")
    date_last = fields.Date(string="Not after")
    date_due = fields.Date(string="Due on")
    deadline = fields.Datetime(string="SLA deadline")

    tour_id = fields.Many2one(
        "field.tour", index="btree_not_null", ondelete="set null", copy=False
    )
    user_id = fields.Many2one(related="tour_id.user_id", store=True, index=True)
    is_sent = fields.Boolean(related="tour_id.is_sent")
    sequence = fields.Integer(string="Order", help="Order in the tour, from 1.")
    arrives_on = fields.Datetime(string="Arrives at")
    begins_on = fields.Datetime(string="Begins at")
    leaves_on = fields.Datetime(string="Leaves at")
    km = fields.Float(string="km", digits=(10, 1), help="From the stop before.")
    drive_minutes = fields.Integer(string="Drive (min)", help="From the stop before.")
    is_locked = fields.Boolean(
        string="Locked", help="A new search leaves it with this rep on this day."
    )
    reason = fields.Selection(REASONS, string="Why it is left out", readonly=True)
    reason_text = fields.Char(
        string="Explanation", compute="_compute_reason_text", compute_sudo=True
    )

    _wish_unique = models.UniqueIndex(
        "(plan_id, partner_id, COALESCE(mission_id, 0), number)",
        "This visit is in the plan already.",
    )
    _duration_positive = models.Constraint(
        "CHECK (duration > 0 AND duration <= 24)",
        "Duration: a visit takes more than 0 and at most 24 hours.",
    )

    @api.depends("partner_id", "tour_id")
    def _compute_display_name(self):
        for stop in self:
            stop.display_name = stop.partner_id.display_name

    @api.depends_context("lang")
    @api.depends("reason", "tour_id")
    def _compute_reason_text(self):
        for stop in self:
            explain = stop.reason and not stop.tour_id
            stop.reason_text = stop._explain() if explain else False

    def _has_point(self):
        partner = self.partner_id
        return bool(partner.partner_latitude or partner.partner_longitude)

    def _explain(self, reason=None):
        """Why the visit is left out, with what could be done about it."""
        reason = reason or self.reason
        partner = self.partner_id
        words = {
            "partner": partner.name,
            "duration": f"{round(self.duration * 60)}",
            "skills": ", ".join(self._get_skills().mapped("name")),
            "hours": partner.opening_summary if reason == "outside_hours" else "",
        }
        return {
            "no_place": self.env._(
                "The address has no coordinates: place it on the map."
            ),
            "no_shift": self.env._("No resource works in the period."),
            "no_skill": self.env._(
                "No resource has all of these skills: %(skills)s.", **words
            ),
            "no_rep": self.env._(
                "None of the resources that may visit it works in the period: look at "
                "its sector, its rep, “Only visited by” and its SLA."
            ),
            "outside_hours": self.env._(
                "It is closed whenever a resource works within the days on which it "
                "may be visited. Opening hours: %(hours)s.",
                **words,
            ),
            "too_long": self.env._(
                "%(duration)s minutes are longer than any time in which it is open and "
                "a resource works.",
                **words,
            ),
            "too_far": self.env._(
                "Even alone in a tour it would break the hours, kilometres or limits "
                "of every resource."
            ),
            "no_room": self.env._(
                "No time left: others have taken it. Add days or resources."
            ),
            "not_worth": self.env._(
                "Optional, and the detour would cost more than the price of leaving "
                "it out."
            ),
            "not_due": self.env._(
                "By its frequency the next visit falls after the period."
            ),
            "taken_out": self.env._("Somebody has taken it out of its tour."),
            "cancelled": self.env._("The client has cancelled."),
            "new": self.env._(
                "Added after the search: place it by hand, or search again."
            ),
        }[reason]

    def _get_skills(self):
        """What whoever makes the visit must be able to do."""
        return self.type_id.skill_ids | self.partner_id.visit_skill_ids
