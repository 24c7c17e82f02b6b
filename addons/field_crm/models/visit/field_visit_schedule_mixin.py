from datetime import datetime, time, timedelta, timezone

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_datetime

from .states import DONE_STATES

DEFAULT_DURATION = 1.0  # hours, for a visit without a type


class FieldVisitScheduleMixin(models.AbstractModel):
    """When a visit takes place, and until when it can be recorded (S3-21)."""

    _name = "field.visit.schedule.mixin"
    _description = "Schedule of a visit"

    date = fields.Datetime(index=True, tracking=True, default=fields.Datetime.now)
    duration = fields.Float(
        string="Duration (h)",
        compute="_compute_duration",
        store=True,
        precompute=True,
        readonly=False,
        help="Hours that the visit takes; the type of mission proposes them.",
    )
    date_end = fields.Datetime(
        string="End", compute="_compute_date_end", store=True, precompute=True
    )
    is_open = fields.Boolean(
        compute="_compute_is_open",
        search="_search_is_open",
        help="Not finished yet, or recent enough for its rep to correct it.",
    )

    _duration_positive = models.Constraint(
        "CHECK (duration > 0)", "Duration: a visit takes some time, more than 0 hours."
    )
    _scheduled = models.Constraint(
        "CHECK (state = 'to_plan' OR (date IS NOT NULL AND user_id IS NOT NULL))",
        "Date, rep: only a visit that is still to plan can go without them.",
    )

    @api.depends("type_id")
    def _compute_duration(self):
        for visit in self:
            # The type only proposes: an own duration survives when it has none.
            proposed = visit.type_id.duration or visit.duration
            visit.duration = proposed or DEFAULT_DURATION

    @api.depends("date", "duration")
    def _compute_date_end(self):
        for visit in self:
            visit.date_end = visit.date and visit.date + timedelta(hours=visit.duration)

    def _get_day(self, zone=None):
        """Day of the visit on the calendar of ``zone``, the user's when left out."""
        if not self.date:
            return False
        zone = zone or self.env.tz.zone
        local = fields.Datetime.context_timestamp(self.with_context(tz=zone), self.date)
        return local.date()

    def _get_oldest_date(self, company):
        """First moment that a visit may be recorded for today, naive in UTC.

        The days of the bound are those of the user's calendar (S3-21).
        """
        first_day = fields.Date.context_today(self) - timedelta(
            days=company.sudo().field_visit_past_days
        )
        midnight = self.env.tz.localize(datetime.combine(first_day, time.min))
        return midnight.astimezone(timezone.utc).replace(tzinfo=None)

    @api.depends_context("uid", "tz")
    @api.depends("state", "date", "company_id")
    def _compute_is_open(self):
        for visit in self:
            visit.is_open = (
                visit.state not in DONE_STATES
                or visit.date >= self._get_oldest_date(visit.company_id)
            )

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        is_open = Domain("state", "not in", DONE_STATES) | Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("date", ">=", self._get_oldest_date(company))
            for company in self.env["res.company"].sudo().search(Domain.TRUE)
        )
        return is_open if True in value else ~is_open

    @api.constrains("date", "state")
    def _check_date(self):
        """A visit that took place lies between the company's bound and now (S3-21).

        Managers are bound too. What is taken over from elsewhere (an old base, a
        demonstration) may be older: code run by OdooBot says so by the context key
        ``field_visit_any_past_date``. Others may send the key in vain; the user is
        looked at and not ``env.su``, because constraints always run in superuser mode.
        """
        now = fields.Datetime.now()
        is_bound = not (
            self.env.uid == SUPERUSER_ID
            and self.env.context.get("field_visit_any_past_date")
        )
        # Without a date the database refuses it, see _scheduled.
        for visit in self.filtered(
            lambda visit: visit.state in DONE_STATES and visit.date
        ):
            date = format_datetime(self.env, visit.date, dt_format="short")
            if visit.date > now:
                raise ValidationError(
                    self.env._(
                        "The date of the visit (%(date)s) lies in the future: only "
                        "visits that took place can be recorded.",
                        date=date,
                    )
                )
            if is_bound and visit.date < self._get_oldest_date(visit.company_id):
                raise ValidationError(
                    self.env._(
                        "The date of the visit (%(date)s) is too long ago: a visit "
                        "can be recorded up to %(days)s days afterwards.",
                        date=date,
                        days=visit.company_id.sudo().field_visit_past_days,
                    )
                )
