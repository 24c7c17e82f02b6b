import hashlib
import json
from contextlib import suppress

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
        source = get_source_name(company)
        ways, keys = {}, {}
        for tour in tours:
            speed, points = self._get_way(tour)
            if len(points) > 1:
                keys[tour] = _key(source, speed, points)
                ways[keys[tour]] = speed, points
        store = self.env["field.travel.road"]
        known = store._recall(ways)
        new = _ask_roads(
            company, {key: way for key, way in ways.items() if key not in known}
        )
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


def _ask_roads(company, ways):
    """The roads of some ways, by one engine: {key: points} of those that it knows.

    :param dict ways: {key: (speed, points)}
    """
    roads, first = {}, 0
    if not ways:
        return roads
    every = [point for _speed, points in ways.values() for point in points]
    speeds = sorted({speed for speed, _points in ways.values()})
    # When nobody answers, what is known by then is drawn, the rest as straight lines.
    with suppress(TravelError):
        engine = open_engine(company, every, speeds, is_waited_for=True)
        for key, (speed, points) in ways.items():
            places = range(first, first + len(points))
            first = places.stop
            try:
                roads[key] = _thin(_ask_road(engine, speeds.index(speed), places))
            except TravelError as error:
                # Off the road: the others have theirs.
                if error.code not in ("no_road", "too_far"):
                    raise
    return roads


def _ask_road(engine, profile, places):
    road = []
    for first in range(0, len(places) - 1, _MOST_PLACES - 1):
        road += engine.shape(profile, list(places[first : first + _MOST_PLACES]))
    return road


def _thin(points):
    """Without the points that nobody would see on the map."""
    kept = points[:1]
    for latitude, longitude in points[1:-1]:
        away = abs(latitude - kept[-1][0]) + abs(longitude - kept[-1][1])
        if away > _FINE:
            kept.append((latitude, longitude))
    return [[round(part, 5) for part in point] for point in [*kept, *points[-1:]]]
