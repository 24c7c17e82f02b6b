from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.sla import NoWorkingTime, day_end, elapse, warning

_CHUNK = timedelta(days=28)
_HORIZON = 26  # chunks, two years


class FieldSla(models.Model):
    """A service level: within which time, and by whom, a mission is done (S4-27…S4-29).

    What it promises is reckoned once, when a mission takes it: a later change of the
    service level or of its calendar moves no deadline that was given to a client.
    """

    _name = "field.sla"
    _description = "SLA"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    type_id = fields.Many2one(
        "field.visit.type",
        string="Mission type",
        check_company=True,
        help="Empty: all types of mission.",
    )
    is_general = fields.Boolean(
        string="For every client",
        help="Offered for the missions of all clients, not only of those that it is "
        "attached to.",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "field_sla_partner_rel",
        "sla_id",
        "partner_id",
        string="Clients",
        help="Their missions take this SLA by themselves.",
    )
    time_limit = fields.Selection(
        [
            ("none", "None"),
            ("delay", "In working hours"),
            ("same_day", "Same day"),
        ],
        required=True,
        default="delay",
        help="Same day: by the end of the working day. What is asked after hours is "
        "due at the end of the next one.",
    )
    delay_hours = fields.Float(
        string="Hours",
        default=4.0,
        help="Working hours from the moment of the request.",
    )
    target = fields.Selection(
        [("start", "Mission started"), ("end", "Mission finished")],
        required=True,
        default="start",
        help="What has to happen within the time.",
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working hours",
        required=True,
        default=lambda self: self.env.company.resource_calendar_id,
        check_company=True,
    )
    warn_hours = fields.Float(
        string="Warn before (h)",
        default=1.0,
        help="Working hours before the deadline at which the planner is warned.",
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Only these reps",
        domain=[("share", "=", False)],
        help="Empty: any rep.",
    )
    vehicle_ids = fields.Many2many(
        "field.vehicle",
        string="Only these vehicles",
        check_company=True,
        help="Empty: any vehicle, or none.",
    )

    _delay_positive = models.Constraint(
        "CHECK (time_limit != 'delay' OR delay_hours > 0)",
        "Hours: a time limit in working hours is more than 0 hours.",
    )
    _warn_positive = models.Constraint(
        "CHECK (warn_hours >= 0)",
        "Warn before: the number of hours cannot be negative.",
    )

    @api.constrains("time_limit", "delay_hours", "calendar_id")
    def _check_working_time(self):
        for sla in self:
            sla._get_promise(fields.Datetime.now())

    def _get_promise(self, requested_on):
        """Deadline and moment of the warning for what is asked at a moment.

        :param datetime requested_on: naive, in UTC
        :return: two naive moments in UTC, twice ``False`` without a time limit
        :raises ValidationError: when the calendar has no working time for it
        """
        self.ensure_one()
        if self.time_limit == "none":
            return False, False
        start = pytz.utc.localize(requested_on)
        try:
            if self.time_limit == "same_day":
                deadline = day_end(start, self._get_intervals(start))
            else:
                time = timedelta(hours=self.delay_hours)
                deadline = elapse(start, time, self._get_intervals(start))
        except NoWorkingTime:
            raise ValidationError(
                self.env._(
                    "Working hours: “%(calendar)s” has too few to keep the SLA "
                    "“%(sla)s”.",
                    calendar=self.calendar_id.sudo().name,
                    sla=self.name,
                )
            ) from None
        ahead = timedelta(hours=self.warn_hours)
        warn_on = warning(start, deadline, ahead, self._get_intervals(start))
        return deadline.replace(tzinfo=None), warn_on.replace(tzinfo=None)

    def _get_intervals(self, start):
        """Yield the working time of the calendar, holidays left out, as it is needed.

        :param datetime start: aware
        """
        calendar = self.calendar_id.sudo()
        zone = pytz.timezone(calendar.tz)
        # From midnight on: pieces that are cut in the middle of a day would tear its
        # intervals apart.
        begin = start.astimezone(zone).replace(tzinfo=None)
        begin = begin.replace(hour=0, minute=0, second=0, microsecond=0)
        for _number in range(_HORIZON):
            end = begin + _CHUNK
            found = calendar._work_intervals_batch(
                zone.localize(begin), zone.localize(end)
            )
            for first, last, _attendance in found[False]:
                yield first, last
            begin = end

    def _fits(self, mission_type):
        """Whether it applies to missions of a type (S4-28)."""
        return not self.type_id or self.type_id == mission_type
