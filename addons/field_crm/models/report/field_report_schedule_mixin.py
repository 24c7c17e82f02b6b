from datetime import time, timedelta, timezone
from itertools import islice

from odoo import api, fields, models
from odoo.tools import format_datetime

from ...engine.report import Frequency, Schedule

_SHOWN = 5
LAST = "-1"


class FieldReportScheduleMixin(models.AbstractModel):
    """When something is sent, in the time zone of its owner (S4-57)."""

    _name = "field.report.schedule.mixin"
    _description = "Schedule"

    frequency = fields.Selection(
        [
            ("day", "Every day"),
            ("week", "Every week"),
            ("weeks_of_month", "Every week of this month"),
            ("month", "Every month"),
            ("nth_weekday", "A weekday of every month"),
        ],
        required=True,
        default="week",
    )
    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        required=True,
        default="0",
    )
    nth = fields.Selection(
        [
            ("1", "First"),
            ("2", "Second"),
            ("3", "Third"),
            ("4", "Fourth"),
            (LAST, "Last"),
        ],
        string="Which",
        required=True,
        default="1",
    )
    day = fields.Integer(
        string="Day of the month",
        default=1,
        help="From 1 to 31. A month that is shorter has its last day instead.",
    )
    is_last_day = fields.Boolean(string="Last day of the month")
    hour = fields.Float(
        required=True,
        default=7.0,
        help="Hour in the time zone of the owner, from 00:00 to 23:59.",
    )
    end_date = fields.Date(
        string="Until", help="Last day on which it is sent. Empty: without end."
    )
    user_id = fields.Many2one("res.users")
    tz = fields.Selection(related="user_id.tz", string="Time zone")
    next_run = fields.Datetime(
        string="Next sending", index="btree_not_null", readonly=True, copy=False
    )
    next_runs = fields.Text(string="Next sendings", compute="_compute_next_runs")

    _day_range = models.Constraint(
        "CHECK (day >= 1 AND day <= 31)", "Day of the month: from 1 to 31."
    )
    _hour_range = models.Constraint(
        "CHECK (hour >= 0 AND hour < 24)", "Hour: from 00:00 to 23:59."
    )

    @api.onchange("frequency")
    def _onchange_frequency(self):
        if self.frequency == "weeks_of_month":
            self.end_date = self._get_end_of_month()
        elif self.end_date == self._get_end_of_month():
            self.end_date = False

    def _get_end_of_month(self):
        return fields.Date.end_of(fields.Date.context_today(self), "month")

    @api.depends(
        "frequency",
        "weekday",
        "nth",
        "day",
        "is_last_day",
        "hour",
        "end_date",
        "user_id.tz",
    )
    def _compute_next_runs(self):
        now = fields.Datetime.now().replace(tzinfo=timezone.utc)
        for record in self:
            schedule = record._get_schedule()
            found = islice(schedule.following(now), _SHOWN) if schedule else ()
            zone = record.user_id.tz or "UTC"
            record.next_runs = "\n".join(
                format_datetime(
                    self.env, moment.replace(tzinfo=None), zone, "EEEE d MMMM y, HH:mm"
                )
                for moment in found
            )

    def _get_schedule(self):
        """The rule; ``None`` while it is being typed and makes no sense yet."""
        self.ensure_one()
        minutes = round((self.hour or 0) * 60)
        if not 0 <= minutes < 24 * 60 or not 1 <= self.day <= 31:
            return None
        frequency = self.frequency or "week"
        return Schedule(
            Frequency("week" if frequency == "weeks_of_month" else frequency),
            time(*divmod(minutes, 60)),
            self.user_id.tz or "UTC",
            weekday=int(self.weekday or 0),
            day=-1 if self.is_last_day else self.day,
            nth=int(self.nth or 1),
            until=self.end_date or None,
        )

    def _get_next_run(self, after=None):
        """First moment after one in UTC, now when left out; False when none is left."""
        self.ensure_one()
        after = (after or fields.Datetime.now()).replace(tzinfo=timezone.utc)
        schedule = self._get_schedule()
        moment = schedule and schedule.after(after)
        return moment.replace(tzinfo=None) if moment else False

    def _get_retry(self, failures):
        """When to try again: a quarter of an hour, then twice as long each time."""
        return fields.Datetime.now() + timedelta(minutes=15) * 2 ** (failures - 1)
