from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.planning import less, to_seconds


class FieldResource(models.Model):
    """A rep on the road: hours, places, vehicle, limits (S0-46, S0-50, S4-13).

    A model of its own and not fields of the user: whoever plans needs no right on
    accounts, and a rep may work for two companies under different rules.
    """

    _name = "field.resource"
    _description = "Resource"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    user_id = fields.Many2one(
        "res.users",
        string="Rep",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("share", "=", False)],
    )
    name = fields.Char(related="user_id.name", store=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working hours",
        required=True,
        check_company=True,
        default=lambda self: self.env.company.resource_calendar_id,
        tracking=True,
    )
    lunch_from = fields.Float(
        string="Lunch break from",
        help="Nobody is visited during the break. Empty when the working hours leave "
        "it out already.",
    )
    lunch_to = fields.Float(string="Lunch break to")
    absence_ids = fields.One2many("field.absence", "resource_id", string="Absences")

    start_id = fields.Many2one(
        "res.partner",
        string="Leaves from",
        check_company=True,
        tracking=True,
        default=lambda self: self.env.company.partner_id,
        help="Where a tour begins: home or an agency, a contact with coordinates.",
    )
    start_latitude = fields.Float(
        related="start_id.partner_latitude", string="Latitude of the start"
    )
    start_longitude = fields.Float(
        related="start_id.partner_longitude", string="Longitude of the start"
    )
    end_kind = fields.Selection(
        [
            ("start", "Where it began"),
            ("other", "At another place"),
            ("anywhere", "At the last client"),
        ],
        string="The tour ends",
        required=True,
        default="start",
    )
    end_id = fields.Many2one(
        "res.partner", string="Comes back to", check_company=True, tracking=True
    )
    max_nights = fields.Integer(
        string="Nights away",
        help="So many nights in a row may be spent on the road; 0: back every evening.",
    )

    vehicle_id = fields.Many2one(
        "field.vehicle",
        check_company=True,
        compute="_compute_vehicle_id",
        store=True,
        precompute=True,
        readonly=False,
    )
    vehicle_type_id = fields.Many2one(
        related="vehicle_id.type_id", string="Means of transport"
    )
    cost_per_hour = fields.Monetary(
        string="Cost of an hour on the road",
        currency_field="currency_id",
        default=25.0,
    )
    skill_ids = fields.Many2many(
        "field.skill", string="Skills", check_company=True, tracking=True
    )
    max_visits = fields.Integer(
        string="Most visits a day", help="0: as many as fit into the hours."
    )
    max_km = fields.Integer(string="Most km a day", help="0: no limit.")
    max_hours = fields.Float(
        string="Most hours a day", help="Driving and visits together; 0: no limit."
    )

    _user_unique = models.UniqueIndex(
        "(user_id, company_id)", "This rep is a resource of the company already."
    )
    _limits_positive = models.Constraint(
        "CHECK (max_visits >= 0 AND max_km >= 0 AND max_hours >= 0)",
        "The limits of a day cannot be negative.",
    )
    _cost_positive = models.Constraint(
        "CHECK (cost_per_hour >= 0)", "Cost of an hour: it cannot be negative."
    )
    _nights_in_bounds = models.Constraint(
        "CHECK (max_nights BETWEEN 0 AND 13)", "Nights away: from 0 to 13."
    )
    _lunch_in_order = models.Constraint(
        "CHECK (lunch_from >= 0 AND lunch_to <= 24 AND "
        "((lunch_from = 0 AND lunch_to = 0) OR lunch_to > lunch_from))",
        "Lunch break: its end comes after its start, both between 0h00 and 24h00.",
    )

    @api.depends("user_id", "company_id")
    def _compute_vehicle_id(self):
        vehicles = self.env["field.vehicle"].search(
            [("user_id", "in", self.user_id.ids)]
        )
        for resource in self:
            if resource.vehicle_id.user_id in (resource.user_id, self.env["res.users"]):
                resource.vehicle_id = (
                    resource.vehicle_id
                    or vehicles.filtered(
                        lambda vehicle, resource=resource: (
                            vehicle.user_id == resource.user_id
                            and vehicle.company_id == resource.company_id
                        )
                    )[:1]
                )

    @api.constrains("end_kind", "end_id")
    def _check_end(self):
        for resource in self:
            if resource.end_kind == "other" and not resource.end_id:
                raise ValidationError(
                    self.env._(
                        "Comes back to: say where the tours of “%(rep)s” end.",
                        rep=resource.name,
                    )
                )

    def action_locate_places(self):
        """Look the addresses up where tours begin and end."""
        (self.start_id | self.end_id).action_look_up_position()

    def _get_end(self):
        """The contact where tours end, empty when they end at the last client."""
        if self.end_kind == "anywhere":
            return self.env["res.partner"]
        return self.end_id if self.end_kind == "other" else self.start_id

    def _get_skills(self):
        """Of the rep and the vehicle together."""
        return self.skill_ids | self.vehicle_id.skill_ids

    def _get_zone(self):
        """Whose clock its hours are told by."""
        return pytz.timezone(self.calendar_id.sudo().tz or "UTC")

    def _get_working_hours(self, first, last):
        """Working hours from one day to another, lunch and absences left out.

        :param date first: its midnight is second 0
        :param date last: included
        :return: {resource: ((begins, ends), …)}, seconds by the clock on the wall, also
            in the week in which the clocks change
        """
        found = {}
        for calendar, resources in self.grouped(lambda each: each.calendar_id).items():
            zone = pytz.timezone(calendar.sudo().tz or "UTC")
            begin, end = (
                zone.localize(datetime.combine(day, time.min))
                for day in (first, last + timedelta(days=1))
            )
            intervals = calendar.sudo()._work_intervals_batch(begin, end)[False]
            hours = [
                tuple(
                    to_seconds(moment.astimezone(zone).replace(tzinfo=None), first)
                    for moment in (opens, closes)
                )
                for opens, closes, _attendance in intervals
            ]
            for resource in resources:
                found[resource] = less(hours, resource._get_breaks(first, last))
        return found

    def _get_breaks(self, first, last):
        """Lunches and absences as spans of seconds since the first midnight."""
        day_count = (last - first).days + 1
        breaks = []
        if self.lunch_to > self.lunch_from:
            lunch = [round(hour * 3600) for hour in (self.lunch_from, self.lunch_to)]
            breaks += [
                (day * 86400 + lunch[0], day * 86400 + lunch[1])
                for day in range(day_count)
            ]
        for absence in self.absence_ids:
            begins = (absence.date_from - first).days * 86400
            ends = ((absence.date_to - first).days + 1) * 86400
            breaks.append((begins, ends))
        return breaks
