import hashlib
import json

from odoo import fields, models

from ...engine.travel import TravelError
from ..travel.travel_source import get_source_name, open_engine

# Places of one question: Valhalla's servers take no more by default.
_MOST_PLACES = 20
# Points nearer than this to the one before are not drawn, in degrees: some 20 metres.
_FINE = 0.0002


class FieldTourRoadMixin(models.AbstractModel):
    """Roads instead of straight lines on the planner's map."""

    _name = "field.tour.road.mixin"
    _description = "Roads of a tour plan on the map"

    travel_problem = fields.Text(
        string="Travel times are not those of the roads",
        readonly=True,
        copy=False,
        help="Why some of the ways are air lines.",
    )

    def get_roads(self, tour_ids):
        """The roads of some tours, to draw them on the map.

        :param list tour_ids: of the plan
        :return: {id of tour: list of [latitude, longitude]}, without those whose road
            is not known: they are drawn as straight lines
        """
        self.ensure_one()
        self.check_access("read")
        company = self.company_id.sudo()
        if company.field_travel_provider == "air":
            return {}
        tours = self.tour_ids.filtered(lambda tour: tour.id in tour_ids)
        ways = {tour: self._get_way(tour) for tour in tours}
        keys = {
            tour: _key(get_source_name(company), speed, points)
            for tour, (speed, points) in ways.items()
            if len(points) > 1
        }
        store = self.env["field.travel.road"]
        known = store._recall(keys.values())
        new = {}
        for tour, key in keys.items():
            if key not in known and key not in new:
                try:
                    new[key] = _ask_road(company, *ways[tour])
                except TravelError as error:
                    # Off the road: the others have theirs. Else nobody answers.
                    if error.code not in ("no_road", "too_far"):
                        break
        store._remember(new)
        known.update(new)
        return {tour.id: known[key] for tour, key in keys.items() if key in known}

    def _get_way(self, tour):
        """The speed of a tour and the points that it leads through."""
        resource = tour.resource_id
        vehicle_type = self.vehicle_type_id or resource.vehicle_id.type_id
        partners = [
            resource.start_id,
            *tour.stop_ids.sorted("sequence").partner_id,
            resource._get_end(),
        ]
        points = [
            (round(each.partner_latitude, 6), round(each.partner_longitude, 6))
            for each in partners
            if each and (each.partner_latitude or each.partner_longitude)
        ]
        return vehicle_type.profile or "auto", points


def _key(source, speed, points):
    text = json.dumps([source, speed, points])
    return hashlib.sha256(text.encode()).hexdigest()


def _ask_road(company, speed, points):
    engine = open_engine(company, points, [speed], is_waited_for=True)
    road = []
    for first in range(0, len(points) - 1, _MOST_PLACES - 1):
        places = list(range(first, min(first + _MOST_PLACES, len(points))))
        road += engine.shape(0, places)
    return _thin(road)


def _thin(points):
    """Without the points that nobody would see on the map."""
    kept = points[:1]
    for latitude, longitude in points[1:-1]:
        away = abs(latitude - kept[-1][0]) + abs(longitude - kept[-1][1])
        if away > _FINE:
            kept.append((latitude, longitude))
    return [[round(part, 5) for part in point] for point in [*kept, *points[-1:]]]
