"""A plan, or some tours of it, as the engine's problem."""

from datetime import datetime, time, timedelta

import numpy as np
import pytz

from ...engine.model import Problem, Shift, Visit
from ...engine.planning import begin_within, to_seconds, trips
from ...engine.travel import slowdown
from ..travel.travel_source import TravelTimes
from .reasons import MOVABLE_STATES

MILLIONTHS = 1_000_000  # the engine's costs are whole millionths of the currency
DAY = 86_400

_WORTH = {"normal": 10_000, "high": 100_000}
"""What leaving a visit out weighs: more than any detour, in the currency."""
_OTHER_REP = 15
"""What it weighs when somebody else than the client's own rep comes."""
_OTHER_THAN_NOW = 40
"""What a change of the rep weighs when little is to change."""


class TourProblem:
    """The engine's view of a plan.

    Parameters
    ----------
    plan : field.tour.plan
    stops : field.tour.stop
        Visits to place.
    resources : field.resource, optional
        Who may go; those of the plan when left out.
    keep : date, optional
        Change as little as possible from this day on, and nothing before it: who is in
        a tour stays on that day, and rather with that rep.
    only_trips : set of (int, date), optional
        Resource and first day of the shifts to consider, instead of all of the period.
    on_ask : callable, optional
        As ``TravelTimes``.

    Attributes
    ----------
    problem : engine.model.Problem
    shifts : list of (resource, first day, last day)
    stops : list of field.tour.stop
    travel : TravelTimes
    """

    def __init__(
        self, plan, stops, resources=None, keep=None, only_trips=None, on_ask=None
    ):
        self.plan, self.env = plan, plan.env
        self.zone = plan._get_plan_zone()
        self.first, self.last = plan.date_from, plan.date_to
        self.stops = list(stops)
        self.keep = keep
        self.resources = plan.resource_ids if resources is None else resources
        self._places, self._points = {}, []
        self._speeds = []
        self._traffic = self.env["field.traffic"]._get_spans(plan.company_id)
        self._rep_number = {each: n for n, each in enumerate(self.resources)}
        # Sectors steer the search; what is moved by hand may leave them.
        self._sector_reps = None
        if only_trips is None:
            self._sector_reps = plan._get_sector_resources(stops.partner_id)
        self.shifts, shifts = [], []
        for resource, hours in self.resources._get_working_hours(
            self.first, self.last
        ).items():
            for trip in trips(hours, resource.max_nights):
                days = [self.day(trip[0][0]), self.day(trip[-1][0])]
                if only_trips is None or (resource.id, days[0]) in only_trips:
                    self.shifts.append((resource, *days))
                    shifts.append(self._shift(resource, trip, days))
        self.shift_of = {(r, day): n for n, (r, day, _last) in enumerate(self.shifts)}
        self._opening = self._get_openings(stops.partner_id)
        visits = [self._visit(stop) for stop in self.stops]
        self.visit_of = {stop.id: number for number, stop in enumerate(self.stops)}
        self.travel = TravelTimes(
            plan.company_id,
            self._points,
            self._speeds or [("auto", 1.0)],
            is_waited_for=only_trips is not None,
            on_ask=on_ask,
        )
        self.problem = Problem(
            tuple(shifts),
            tuple(visits),
            self.travel.source,
            np.array(self._points or [(0.0, 0.0)]),
            self._get_locked_tours(),
        )

    # ------------------------------------------------------------------
    # Time
    # ------------------------------------------------------------------

    def day(self, seconds):
        """The date of a moment."""
        return self.first + timedelta(days=seconds // DAY)

    def to_utc(self, seconds):
        """A moment by the clock on the wall as Odoo keeps it."""
        local = datetime.combine(self.first, time.min) + timedelta(seconds=seconds)
        aware = self.zone.normalize(self.zone.localize(local, is_dst=False))
        return aware.astimezone(pytz.utc).replace(tzinfo=None)

    def to_wall(self, moment):
        """Seconds of a moment that Odoo keeps."""
        return to_seconds(self.plan._to_local(moment), self.first)

    # ------------------------------------------------------------------
    # Parts
    # ------------------------------------------------------------------

    def _place(self, partner):
        point = (
            round(partner.partner_latitude, 6),
            round(partner.partner_longitude, 6),
        )
        if point == (0, 0):
            return None
        if point not in self._places:
            self._places[point] = len(self._points)
            self._points.append(point)
        return self._places[point]

    def _profile(self, vehicle_type, hours):
        """Number of a speed, at the hours of a shift."""
        speed = (vehicle_type.profile or "auto", slowdown(hours, self._traffic))
        if speed not in self._speeds:
            self._speeds.append(speed)
        return self._speeds.index(speed)

    def _shift(self, resource, hours, days):
        plan, count = self.plan, (days[1] - days[0]).days + 1
        vehicle_type = plan.vehicle_type_id or resource.vehicle_id.type_id
        fuel = plan.fuel_id if plan.vehicle_type_id else resource.vehicle_id.fuel_id
        per_km = vehicle_type._get_cost_per_km(fuel) if vehicle_type else 0
        end = resource._get_end()
        return Shift(
            rep=self._rep_number[resource],
            hours=hours,
            start=self._place(resource.start_id),
            end=self._place(end) if end else None,
            profile=self._profile(vehicle_type, hours),
            skills=frozenset(resource._get_skills().ids),
            cost_per_metre=round(per_km * MILLIONTHS / 1000),
            cost_per_second=round(resource.cost_per_hour * MILLIONTHS / 3600),
            max_visits=resource.max_visits * count or None,
            max_metres=resource.max_km * count * 1000 or None,
            max_work=round(resource.max_hours * 3600) * count or None,
        )

    def _get_openings(self, partners):
        """Opening hours by place, those that are alike worked out once."""
        found, known = {}, {}
        for partner in partners:
            place = partner._get_place()
            openings = tuple(sorted(place.opening_hour_ids._to_openings()))
            closures = tuple(
                (each.date_from, each.date_to) for each in place.closure_ids
            )
            key = (openings, closures)
            if key not in known:
                hours = partner._get_opening_hours()
                known[key] = tuple(
                    (to_seconds(opens, self.first), to_seconds(closes, self.first))
                    for opens, closes in hours.on_the_wall(self.first, self.last)
                )
            found[partner] = known[key]
        return found

    def _visit(self, stop):
        partner = stop.partner_id
        duration = round(stop.duration * 3600)
        first, last = stop.date_first or self.first, stop.date_last or self.last
        windows = begin_within(
            self._opening[partner],
            duration,
            max(0, (first - self.first).days * DAY),
            ((last - self.first).days + 1) * DAY,
        )
        if self.keep and self._has_shift(stop):
            day = (stop.tour_id.date - self.first).days * DAY
            end = ((stop.tour_id.date_to - self.first).days + 1) * DAY
            windows = tuple(
                (max(opens, day), min(closes, end))
                for opens, closes in windows
                if max(opens, day) <= min(closes, end)
            )
        elif self.keep:
            earliest = (self.keep - self.first).days * DAY
            windows = tuple(
                (max(opens, earliest), closes)
                for opens, closes in windows
                if closes >= max(opens, earliest)
            )
        if stop.deadline:
            is_end = stop.mission_id.sla_id.target == "end"
            latest = self.to_wall(stop.deadline) - (duration if is_end else 0)
            windows = _until(windows, latest)
        reps = self._get_reps(stop)
        due = None
        if stop.date_due:
            due = (stop.date_due - self.first).days * DAY
        return Visit(
            place=self._place(partner),
            duration=duration,
            windows=windows,
            due=due,
            late_cost=round(self.plan.late_cost * MILLIONTHS),
            skip_cost=round(
                _WORTH.get(stop.importance, self.plan.optional_price) * MILLIONTHS
            ),
            skills=frozenset(stop._get_skills().ids),
            reps=reps,
            rep_costs=self._get_rep_costs(stop),
            shift=self._get_locked_shift(stop),
        )

    def _get_reps(self, stop):
        """Numbers of the resources that may come; None for all."""
        partner, allowed = stop.partner_id, self.resources
        if partner.visit_user_ids:
            allowed = allowed.filtered(
                lambda each: each.user_id in partner.visit_user_ids
            )
        if self.plan.rep_mode == "only" and partner.user_id:
            allowed = allowed.filtered(lambda each: each.user_id == partner.user_id)
        sla = stop.mission_id.sla_id
        if sla.user_ids:
            allowed = allowed.filtered(lambda each: each.user_id in sla.user_ids)
        if sla.vehicle_ids:
            allowed = allowed.filtered(lambda each: each.vehicle_id in sla.vehicle_ids)
        if self._sector_reps is not None:
            allowed = self._keep_to_sector(stop, allowed)
        if allowed == self.resources:
            return None
        return frozenset(self._rep_number[each] for each in allowed)

    def _keep_to_sector(self, stop, allowed):
        """Those of the sector; a sector of this plan only steps back before a need."""
        inside = allowed & self._sector_reps.get(stop.partner_id, self.resources)
        if self.plan.sector_mode == "use":
            return inside
        needed = stop._get_skills()
        able = inside.filtered(lambda each: needed <= each._get_skills())
        return inside if able else allowed

    def _get_rep_costs(self, stop):
        """What it weighs that somebody else comes than whom the client knows."""
        costs = {}
        user = stop.partner_id.user_id
        if self.plan.rep_mode == "prefer" and user in self.resources.user_id:
            for resource, number in self._rep_number.items():
                if resource.user_id != user:
                    costs[number] = _OTHER_REP * MILLIONTHS
        present = stop.tour_id.user_id if self.keep else None
        if present:
            for resource, number in self._rep_number.items():
                if resource.user_id != present:
                    costs[number] = costs.get(number, 0) + _OTHER_THAN_NOW * MILLIONTHS
        return tuple(sorted(costs.items()))

    def _has_shift(self, stop):
        return (stop.tour_id.resource_id, stop.tour_id.date) in self.shift_of

    def _get_locked_shift(self, stop):
        is_begun = self.keep and stop.visit_id.state not in (False, *MOVABLE_STATES)
        if stop.tour_id and (stop.is_locked or is_begun):
            return self.shift_of.get((stop.tour_id.resource_id, stop.tour_id.date))
        return None

    def _get_locked_tours(self):
        tours = {}
        for stop in self.stops:
            is_past = self.keep and stop.tour_id and stop.tour_id.date_to < self.keep
            if stop.tour_id.is_locked or is_past:
                key = (stop.tour_id.resource_id, stop.tour_id.date)
                if key in self.shift_of:
                    tours.setdefault(self.shift_of[key], []).append(stop)
        return {
            shift: [
                self.visit_of[stop.id]
                for stop in sorted(stops, key=lambda each: each.sequence)
            ]
            for shift, stops in tours.items()
        }

    # ------------------------------------------------------------------
    # Orders
    # ------------------------------------------------------------------

    def pack_orders(self, orders):
        """Orders as JSON that means the same in a process that begins anew.

        Stops have no number yet that outlives this transaction: they are named by
        their client, mission and number.
        """
        return [
            [
                self.shifts[shift][0].id,
                self.shifts[shift][1].isoformat(),
                [_name(self.stops[visit]) for visit in order],
            ]
            for shift, order in orders.items()
            if order
        ]

    def unpack_orders(self, packed):
        """The engine's orders of ``pack_orders``, without what is no longer there."""
        shift_of = {
            (resource.id, day.isoformat()): number
            for (resource, day), number in self.shift_of.items()
        }
        visit_of = {tuple(_name(stop)): n for n, stop in enumerate(self.stops)}
        orders = {}
        for resource, day, names in packed:
            visits = [visit_of.get(tuple(name)) for name in names]
            if (resource, day) in shift_of:
                orders[shift_of[resource, day]] = [v for v in visits if v is not None]
        return orders

    def get_orders(self):
        """The tours of today as the engine's orders: {shift: [visit]}."""
        orders = {}
        for stop in sorted(self.stops, key=lambda each: each.sequence):
            tour = stop.tour_id
            shift = tour and self.shift_of.get((tour.resource_id, tour.date))
            if tour and shift is not None:
                orders.setdefault(shift, []).append(self.visit_of[stop.id])
        return orders


def _name(stop):
    return [stop.partner_id.id, stop.mission_id.id, stop.number]


def _until(windows, end):
    """Windows in which a visit begins by a moment at the latest."""
    return tuple((opens, min(closes, end)) for opens, closes in windows if opens <= end)
