from datetime import timedelta

from odoo import api, fields, models

from ...engine.planning import to_seconds

_DAY = 86_400


class FieldTourHoursMixin(models.AbstractModel):
    """When reps work and clients are open: the ground of the planner's timeline."""

    _name = "field.tour.hours.mixin"
    _description = "Hours of a tour plan on the planner's screen"

    @api.readonly
    def get_planner_hours(self):
        """Working hours of the resources, opening hours of the clients.

        Returns
        -------
        dict
            ``days``: list of days as text; ``work``: {id of resource: {day: spans}};
            ``openings``: list of {day: spans}, each kind of week once;
            ``opening_of``: {id of client: number in ``openings``}, without those that
            are open at any time; ``work_id`` of the search under way, or False.
            Spans are [begins, ends] in minutes since the midnight of their day.
        """
        self.ensure_one()
        self.check_access("read")
        first, last = self.date_from, self.date_to
        resources = self.resource_ids | self.tour_ids.resource_id
        openings, opening_of = self._describe_openings(first, last)
        return {
            "days": [
                fields.Date.to_string(first + timedelta(days=number))
                for number in range((last - first).days + 1)
            ],
            "work": {
                resource.id: _by_day(spans, first)
                for resource, spans in resources._get_working_hours(first, last).items()
            },
            "openings": openings,
            "opening_of": opening_of,
            "work_id": self.state == "computing" and self.sudo().work_id.id,
        }

    def _describe_openings(self, first, last):
        kinds, numbers = {}, {}
        for partner in self.stop_ids.partner_id:
            place = partner._get_place()
            # No hours typed: open at any time (S4-13).
            if not place.opening_hour_ids and not place.closure_ids:
                continue
            spans = tuple(
                (to_seconds(opens, first), to_seconds(closes, first))
                for opens, closes in partner._get_opening_hours().on_the_wall(
                    first, last
                )
            )
            numbers[partner.id] = kinds.setdefault(spans, len(kinds))
        return [_by_day(spans, first) for spans in kinds], numbers

    def action_open_planner(self):
        """The tours on the map and on the timeline."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "field_crm_routing.action_field_tour_planner"
        )
        return {**action, "context": {"active_id": self.id}}


def _by_day(spans, first):
    """Spans of seconds cut at midnights: {day: [[begins, ends], …]}, in minutes."""
    found = {}
    for begins, ends in spans:
        while begins < ends:
            number = begins // _DAY
            until = min(ends, (number + 1) * _DAY)
            if number >= 0:
                day = fields.Date.to_string(first + timedelta(days=number))
                found.setdefault(day, []).append(
                    [(begins - number * _DAY) // 60, (until - number * _DAY) // 60]
                )
            begins = until
    return found
