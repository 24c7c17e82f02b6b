from odoo import api, fields, models

from .field_tour_screen_mixin import get_point

_NOBODY = {"visits": 0, "km": 0.0, "hours": 0.0, "cost": 0.0}


class FieldTourComparisonMixin(models.AbstractModel):
    """Two plans side by side: totals, reps, and which visits lie elsewhere."""

    _name = "field.tour.comparison.mixin"
    _description = "Comparison of tour plans"

    @api.readonly
    def compare(self, other_id):
        """This plan and another one.

        Returns
        -------
        dict
            ``plans``: two ``_describe_plan``, this one first; ``reps``: list of {id,
            name, mine, theirs}, each {visits, km, hours, cost}; ``moved``: list of
            {stop_id, name, point, mine, theirs} of the visits that lie in another
            rep's tour or on another day, {rep, day} or False for left out, ``stop_id``
            is False of visits that this plan does not have; ``ways``: the other plan's
            tours as list of {resource_id, day, points}.
        """
        self.ensure_one()
        other = self.browse(other_id)
        (self | other).check_access("read")
        mine, theirs = self._get_by_rep(), other._get_by_rep()
        reps = (self | other).tour_ids.resource_id.sorted("name")
        return {
            "plans": [plan._describe_plan() for plan in (self, other)],
            "reps": [
                {
                    "id": rep.id,
                    "name": rep.name,
                    "mine": mine.get(rep, _NOBODY),
                    "theirs": theirs.get(rep, _NOBODY),
                }
                for rep in reps
            ],
            "moved": self._get_moved(other),
            "ways": other._get_ways(),
        }

    def _get_by_rep(self):
        """{resource: its visits, km, hours and cost}."""
        tours = self.env["field.tour"]._read_group(
            [("plan_id", "=", self.id)],
            ["resource_id"],
            ["km:sum", "drive_hours:sum", "visit_hours:sum", "cost:sum"],
        )
        visits = dict(
            self.env["field.tour.stop"]._read_group(
                [("plan_id", "=", self.id), ("tour_id", "!=", False)],
                ["user_id"],
                ["__count"],
            )
        )
        return {
            resource: {
                "visits": visits.get(resource.user_id, 0),
                "km": round(km, 1),
                "hours": round(drive + visit, 2),
                "cost": round(cost, 2),
            }
            for resource, km, drive, visit, cost in tours
        }

    def _get_moved(self, other):
        mine, theirs = self._get_places(), other._get_places()
        moved = []
        for key in dict.fromkeys([*mine, *theirs]):
            stop, place = mine.get(key, (None, False))
            twin, elsewhere = theirs.get(key, (None, False))
            if place == elsewhere:
                continue
            partner = (stop or twin).partner_id
            moved.append(
                {
                    "stop_id": stop.id if stop else False,
                    "name": partner.name,
                    "point": get_point(partner),
                    "mine": place and {"rep": place[0].name, "day": place[1]},
                    "theirs": elsewhere
                    and {"rep": elsewhere[0].name, "day": elsewhere[1]},
                }
            )
        return sorted(moved, key=lambda each: each["name"])

    def _get_places(self):
        """{which visit it is: (stop, (resource, day) or False)}."""
        return {
            (stop.partner_id.id, stop.mission_id.id, stop.number): (
                stop,
                stop.tour_id
                and (
                    stop.tour_id.resource_id,
                    fields.Date.to_string(stop.tour_id.date),
                ),
            )
            for stop in self.stop_ids
        }

    def _get_ways(self):
        return [
            {
                "resource_id": tour.resource_id.id,
                "day": fields.Date.to_string(tour.date),
                "points": [
                    point
                    for point in (
                        get_point(tour.resource_id.start_id),
                        *map(get_point, tour.stop_ids.sorted("sequence").partner_id),
                        get_point(tour.resource_id._get_end()),
                    )
                    if point
                ],
            }
            for tour in self.tour_ids
        ]
