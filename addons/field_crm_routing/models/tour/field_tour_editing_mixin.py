from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .violation_words import describe_violations

_KEPT_CHANGES = 50


class FieldTourEditingMixin(models.AbstractModel):
    """Changes by hand: what the planner's screen calls.

    Every change names the version that the screen shows, is timed at once, says what it
    breaks instead of refusing it, and can be undone.
    """

    _name = "field.tour.editing.mixin"
    _description = "Changes of a tour plan by hand"

    # ------------------------------------------------------------------
    # Change
    # ------------------------------------------------------------------

    def move_stop(self, stop_id, resource_id, day, position, version=None):
        """Put a visit at a place in a tour, or take it out of its tour.

        :param int stop_id: of the plan
        :param resource_id: whose tour, False to take it out
        :param str day: first day of that tour, ``2026-11-23``
        :param int position: in the tour, from 0
        :param int version: that the screen shows
        :return: see ``_describe_change``
        :raises UserError: unknown stop or day, or the plan has changed in the meantime
        """
        self._lock("computed", "sent", version=version)
        stop = self._find_stop(stop_id)
        target = self.env["field.tour"]
        if resource_id and not stop._has_point():
            raise UserError(stop._explain("no_place"))
        if resource_id:
            target = self._find_tour(resource_id, day)
        self._check_unlocked(stop.tour_id | target)
        touched = stop.tour_id | target
        self._remember(
            self.env._("“%s” moved", stop.partner_id.name), touched.stop_ids | stop
        )
        source = stop.tour_id
        if target:
            stop.write({"tour_id": target.id, "reason": False})
        else:
            self._leave_out(stop, "taken_out")
        self.env.flush_all()
        if source and source != target:
            self._renumber(source)
        if target:
            self._renumber(target, stop, position)
        return self._describe_change(touched, stop)

    def cancel_stop(self, stop_id, version=None):
        """The client cancels: the visit leaves its tour, the others move up.

        :return: see ``_describe_change``
        """
        self._lock("computed", "sent", version=version)
        stop = self._find_stop(stop_id)
        tour = stop.tour_id
        self._remember(
            self.env._("“%s” cancelled", stop.partner_id.name), tour.stop_ids | stop
        )
        self._leave_out(stop, "cancelled")
        self.env.flush_all()
        self._renumber(tour)
        return self._describe_change(tour, stop)

    def set_locked(self, tour_ids=(), stop_ids=(), locked=True, version=None):
        """Lock tours or stops, or open them again.

        :return: see ``_describe_change``
        """
        self._lock("computed", "sent", version=version)
        tours = self.tour_ids.filtered(lambda tour: tour.id in tour_ids)
        stops = self.stop_ids.filtered(
            lambda stop: stop.id in stop_ids and stop.tour_id
        )
        tours.is_locked = locked
        stops.is_locked = locked
        return self._describe_change(tours | stops.tour_id, stops, is_timed=False)

    def undo(self, version=None):
        """Undo the last change by hand.

        :return: see ``_describe_change``
        """
        self._lock("computed", "sent", version=version)
        change = self.change_ids[:1]
        if not change:
            raise UserError(self.env._("There is nothing to undo in “%s”.", self.name))
        touched = self.env["field.tour"]
        stops = self.env["field.tour.stop"]
        for before in change.before:
            stop = self.env["field.tour.stop"].browse(before["id"]).exists()
            if stop.plan_id != self:
                continue
            stops |= stop
            touched |= stop.tour_id
            if before["resource_id"]:
                tour = self._find_tour(before["resource_id"], before["day"])
                touched |= tour
                stop.write(
                    {
                        "tour_id": tour.id,
                        "sequence": before["sequence"],
                        "is_locked": before["is_locked"],
                        "reason": False,
                    }
                )
            else:
                self._leave_out(stop, before["reason"] or "taken_out")
        change.unlink()
        return self._describe_change(touched, stops)

    def action_undo(self):
        """The button of the form."""
        self.undo()
        return True

    def add_clients(self, partner_ids, version=None):
        """Bring further clients into the plan, to be placed or searched for (S0-52).

        :return: see ``_describe_change``
        """
        self._lock("draft", "computed", "sent", version=version)
        partners = self.env["res.partner"].browse(partner_ids)
        partners.check_access("read")
        new = partners - self.partner_ids
        self.partner_ids |= new
        wanted = self._get_wanted()
        stops = self.env["field.tour.stop"].create(
            [
                {
                    "plan_id": self.id,
                    "partner_id": partner.id,
                    "mission_id": mission.id,
                    "number": number,
                    "reason": "new",
                    **values,
                }
                for (partner, mission, number), values in wanted.items()
                if partner in new
            ]
        )
        return self._describe_change(self.env["field.tour"], stops, is_timed=False)

    # ------------------------------------------------------------------
    # Parts
    # ------------------------------------------------------------------

    def _find_stop(self, stop_id):
        stop = self.env["field.tour.stop"].browse(stop_id).exists()
        if stop.plan_id != self:
            raise UserError(self.env._("This visit is no longer in “%s”.", self.name))
        return stop

    def _find_tour(self, resource_id, day):
        """The tour of a resource on a day, a new one when there is none yet."""
        day = fields.Date.to_date(day)
        resource = self.env["field.resource"].browse(resource_id).exists()
        is_inside = day and self.date_from <= day <= self.date_to
        if not is_inside or resource not in self.resource_ids:
            raise UserError(
                self.env._(
                    "“%(resource)s” on %(day)s is not part of “%(plan)s”.",
                    resource=resource.name or resource_id,
                    day=day,
                    plan=self.name,
                )
            )
        for tour in self.tour_ids:
            if tour.resource_id == resource and tour.date <= day <= tour.date_to:
                return tour
        return self.env["field.tour"].create(
            {
                "plan_id": self.id,
                "resource_id": resource.id,
                "date": day,
                "date_to": day,
            }
        )

    def _check_unlocked(self, tours):
        locked = tours.filtered("is_locked")
        if locked:
            raise UserError(
                self.env._(
                    "The tour “%s” is locked: open it before changing it.",
                    locked[0].display_name,
                )
            )

    def _renumber(self, tour, moved=None, position=0):
        """Number the stops of a tour from 1, the one that was moved at its place."""
        stops = self.env["field.tour.stop"].search(
            [("tour_id", "=", tour.id)], order="sequence, id"
        )
        order = [stop for stop in stops if stop != moved]
        if moved:
            order.insert(max(0, min(position, len(order))), moved)
        for sequence, stop in enumerate(order, start=1):
            stop.sequence = sequence

    def _remember(self, name, stops):
        """Keep what undoes the change that follows."""
        self.env["field.tour.change"].create(
            {
                "plan_id": self.id,
                "name": name,
                "before": [
                    {
                        "id": stop.id,
                        "resource_id": stop.tour_id.resource_id.id,
                        "day": fields.Date.to_string(stop.tour_id.date)
                        if stop.tour_id
                        else False,
                        "sequence": stop.sequence,
                        "is_locked": stop.is_locked,
                        "reason": stop.reason,
                    }
                    for stop in stops
                ],
            }
        )
        self.change_ids[_KEPT_CHANGES:].unlink()

    def _describe_change(self, tours, stops, is_timed=True):
        """Time what has changed and tell it.

        :return: {plan, tours, stops, gone}: as in ``get_planner_data``, of what was
            touched; ``gone`` are ids of tours that have no stop any more
        """
        gone = []
        if is_timed:
            self.env.flush_all()
            tours.invalidate_recordset(["stop_ids", "stop_count"])
            empty = tours.filtered(lambda tour: not tour.stop_ids)
            gone = empty.ids
            tours -= empty
            empty.unlink()
            self._time_tours(tours)
        self._touched()
        return {
            "plan": self._describe_plan(),
            "tours": self._describe_tours(tours),
            "stops": self._describe_stops(tours.stop_ids | stops),
            "gone": gone,
        }

    def _time_tours(self, tours):
        """Time tours anew in the order that they have, and say what they break."""
        if not tours:
            return
        # numba takes a second and 100 MB: only processes that need it pay for it.
        from ...engine.planning.by_hand import time_orders

        sought = self._make_problem(
            tours.stop_ids.sorted("id"),
            resources=tours.resource_id,
            only_trips={(tour.resource_id.id, tour.date) for tour in tours},
        )
        orders = sought.get_orders()
        timed, broken = time_orders(sought.problem, orders)
        by_key = {(tour.resource_id, tour.date): tour for tour in tours}
        for tour in timed:
            resource, day, last = sought.shifts[tour.shift]
            record = by_key[resource, day]
            problems = describe_violations(sought, broken.get(tour.shift, ()))
            record.write(self._tour_values(sought, tour, last, problems or False))
            for order, made in enumerate(tour.stops, start=1):
                stop = sought.stops[made.visit]
                stop.write(self._stop_values(sought, record, order, made))
        for tour in tours.filtered(
            lambda each: (each.resource_id, each.date) not in sought.shift_of
        ):
            tour.problems = [
                self.env._(
                    "%(resource)s does not work on %(day)s.",
                    resource=tour.resource_id.name,
                    day=format_date(self.env, tour.date),
                )
            ]
