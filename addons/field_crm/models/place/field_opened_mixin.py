from collections import defaultdict

import pytz
from babel.dates import get_day_names

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date
from odoo.tools.misc import babel_locale_parse

from ...engine.opening_hours import (
    Opening,
    OpeningHours,
    ProblemKind,
    UnreadableHours,
    format_hours,
    group_days,
    parse_hours,
)


class FieldOpenedMixin(models.AbstractModel):
    """Opening hours of a partner, and what stands against coming at a time."""

    _name = "field.opened.mixin"
    _description = "Place with opening hours"

    opening_hour_ids = fields.One2many(
        "field.opening.hour", "partner_id", string="Openings", copy=True
    )
    closure_ids = fields.One2many("field.closure", "partner_id", string="Closed days")
    opening_week = fields.Json(
        string="Hours by day",
        compute="_compute_opening_week",
        inverse="_inverse_opening_week",
        help="What is typed for each day: “8h-12h / 14h-18h”. "
        "Without any hours the place is always open.",
    )
    opening_summary = fields.Char(
        string="Opening hours", compute="_compute_opening_summary"
    )

    # ------------------------------------------------------------------
    # Typed by weekday
    # ------------------------------------------------------------------

    @api.depends("opening_hour_ids")
    def _compute_opening_week(self):
        for partner in self:
            openings = partner.opening_hour_ids._to_openings()
            partner.opening_week = self._to_opening_week(openings)

    @api.model
    def _to_opening_week(self, openings):
        """Openings of the engine as people would type them: ``{weekday: text}``."""
        week = defaultdict(list)
        for opening in sorted(openings):
            week[str(opening.weekday)].append((opening.start, opening.clock_end))
        return {weekday: format_hours(hours) for weekday, hours in week.items()}

    @api.onchange("opening_week")
    def _onchange_opening_week(self):
        """Write what has been typed as everybody else's hours are written."""
        try:
            week = self._read_opening_week()
        except ValidationError as error:
            return {
                "warning": {
                    "title": self.env._("These hours cannot be read"),
                    "message": str(error),
                }
            }
        self.opening_week = {
            weekday: format_hours(hours) for weekday, hours in week.items() if hours
        }

    def _inverse_opening_week(self):
        for partner in self:
            openings = {
                Opening.of_clock(int(weekday), start, end)
                for weekday, hours in partner._read_opening_week().items()
                for start, end in hours
            }
            lines = partner.opening_hour_ids
            kept = lines.filtered(
                lambda line, openings=openings: line._to_openings()[0] in openings
            )
            partner.opening_hour_ids = [
                *(fields.Command.delete(line.id) for line in lines - kept),
                *(
                    fields.Command.create(
                        {
                            "dayofweek": str(opening.weekday),
                            "hour_from": opening.start / 60,
                            "hour_to": opening.clock_end / 60,
                        }
                    )
                    for opening in sorted(openings - set(kept._to_openings()))
                ),
            ]

    def _read_opening_week(self):
        """What is typed, as ``{weekday: [(start, end), …]}`` in minutes.

        :raises ValidationError: names the day and what cannot be read in it
        """
        week = self.opening_week or {}
        days = dict(
            self.env["field.opening.hour"]
            ._fields["dayofweek"]
            ._description_selection(self.env)
        )
        if not isinstance(week, dict) or not week.keys() <= days.keys():
            raise ValidationError(
                self.env._("Opening hours are a text for each day from 0 to 6.")
            )
        result = {}
        for weekday, text in week.items():
            try:
                result[weekday] = parse_hours(str(text or ""))
            except UnreadableHours as error:
                raise ValidationError(
                    self.env._(
                        "%(day)s: “%(text)s” are no opening hours. "
                        "Type for example “8h-12h / 14h-18h”, “22h-6h”, “24h/24”, "
                        "or nothing for a closed day.",
                        day=days[weekday],
                        text=error.text,
                    )
                ) from error
        return result

    # ------------------------------------------------------------------
    # Read
    # ------------------------------------------------------------------

    @api.depends_context("lang")
    @api.depends("opening_hour_ids")
    def _compute_opening_summary(self):
        for partner in self:
            openings = partner.opening_hour_ids._to_openings()
            partner.opening_summary = self._describe_openings(openings) or self.env._(
                "Open 24 hours a day, 7 days a week"
            )

    @api.model
    def _describe_openings(self, openings):
        """Openings of the engine on one line, in the user's language."""
        return " · ".join(map(self._describe_days, group_days(openings)))

    def _describe_days(self, group):
        locale = babel_locale_parse(self.env.lang or "en_US")
        names = get_day_names("abbreviated", locale=locale)
        days = "–".join(
            names[weekday].capitalize()
            for weekday in dict.fromkeys((group.first, group.last))
        )
        return f"{days} {format_hours(group.hours, ', ')}"

    def _get_place(self):
        """The partner whose place this is: for a contact person, whom it works for.

        Sites and other addresses are places of their own, whatever company they
        belong to: their hours and their surroundings are not their parent's.
        """
        self.ensure_one()
        place = self
        while place.parent_id and place.type == "contact" and not place.is_company:
            place = place.parent_id
        return place

    def _get_opening_hours(self):
        """The engine's hours of the place."""
        place = self._get_place()
        return OpeningHours(
            place.opening_hour_ids._to_openings(),
            place.closure_ids._to_closures(),
            tz=pytz.timezone(place.tz or self.env.user.tz or "UTC"),
        )

    # ------------------------------------------------------------------
    # Coming at a time
    # ------------------------------------------------------------------

    def _get_opening_problem(self, start, end=None):
        """Say what stands against being there from ``start`` to ``end`` (S4-12).

        Parameters
        ----------
        start, end : datetime
            In UTC and naive, as Odoo keeps them. Without ``end``, ``start`` alone.

        Returns
        -------
        str or False
            A sentence or several in the user's language; ``False`` when it is open.
        """
        hours = self._get_opening_hours()
        start = pytz.utc.localize(start)
        end = pytz.utc.localize(end) if end else start
        problem = hours.problem(start, end)
        if not problem:
            return False
        place = self._get_place()
        if problem.kind is ProblemKind.CLOSURE:
            sentences = [self._describe_closure(place, problem.closure)]
        else:
            sentences = [
                self.env._(
                    "“%(place)s” is not open on %(time)s.",
                    place=place.display_name,
                    time=self._describe_time(start, max(start, end), hours.tz),
                ),
                self.env._("Opening hours: %(hours)s.", hours=place.opening_summary),
            ]
        if problem.next_start:
            sentences.append(
                self.env._(
                    "It opens next on %(day)s at %(hour)s.",
                    day=self._describe_day(problem.next_start),
                    hour=_clock(problem.next_start),
                )
            )
        return " ".join(sentences)

    def _describe_closure(self, place, closure):
        values = {
            "place": place.display_name,
            "first": self._describe_day(closure.first),
            "last": self._describe_day(closure.last),
        }
        if closure.first == closure.last:
            sentence = self.env._("“%(place)s” is closed on %(first)s", **values)
        else:
            sentence = self.env._(
                "“%(place)s” is closed from %(first)s to %(last)s", **values
            )
        return sentence + (f" ({closure.reason})." if closure.reason else ".")

    def _describe_time(self, start, end, tz):
        start, end = start.astimezone(tz), end.astimezone(tz)
        hours = _clock(start) if start == end else f"{_clock(start)}–{_clock(end)}"
        if start.date() == end.date():
            return f"{self._describe_day(start)}, {hours}"
        return " – ".join(
            f"{self._describe_day(moment)}, {_clock(moment)}" for moment in (start, end)
        )

    def _describe_day(self, day):
        return format_date(self.env, day, date_format="EEEE d MMMM")


def _clock(moment):
    return f"{moment.hour}h{moment.minute:02}"
