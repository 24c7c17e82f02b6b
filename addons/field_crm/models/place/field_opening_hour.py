from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.opening_hours import Opening, ProblemKind, find_problems, format_hours


class FieldOpeningHour(models.Model):
    """One opening of a place in the week; a place without any never closes (S4-13)."""

    _name = "field.opening.hour"
    _description = "Opening hours"
    _order = "partner_id, dayofweek, hour_from, id"
    _rec_name = "dayofweek"

    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    dayofweek = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        string="Day",
        required=True,
    )
    hour_from = fields.Float(string="From", required=True)
    hour_to = fields.Float(
        string="To",
        required=True,
        help="An hour that is not above the start is that of the next day; "
        "24 is the midnight at the end of the day.",
    )

    _hours_of_the_clock = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_from < 24 AND hour_to > 0 AND hour_to <= 24)",
        "Opening hours go from 0h00 to 24h00.",
    )

    @api.constrains("partner_id", "dayofweek", "hour_from", "hour_to")
    def _check_overlap(self):
        for partner in self.partner_id:
            openings = partner.opening_hour_ids._to_openings()
            for problem in find_problems(openings):
                if problem.kind is ProblemKind.OVERLAP:
                    raise ValidationError(
                        self.env._(
                            "“%(partner)s”: the opening hours %(first)s and "
                            "%(second)s overlap.",
                            partner=partner.display_name,
                            first=self._describe(problem.opening),
                            second=self._describe(problem.other),
                        )
                    )

    def _describe(self, opening):
        days = dict(self._fields["dayofweek"]._description_selection(self.env))
        hours = format_hours([(opening.start, opening.clock_end)])
        return f"{days[str(opening.weekday)]} {hours}"

    def _to_openings(self):
        """The engine's openings, in whole minutes."""
        return [
            Opening.of_clock(
                int(line.dayofweek),
                round(line.hour_from * 60),
                round(line.hour_to * 60),
            )
            for line in self
        ]
