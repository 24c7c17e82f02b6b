from odoo import api, fields, models


class FieldTourScreenMixin(models.AbstractModel):
    """What the planner's screen reads of a plan."""

    _name = "field.tour.screen.mixin"
    _description = "Tour plan on the planner's screen"

    @api.readonly
    def get_planner_data(self):
        """All that the planner's screen shows of a plan.

        Returns
        -------
        dict
            ``plan``: see ``_describe_plan``; ``resources``: list of {id, name, start,
            end}, points as [latitude, longitude] or False; ``tours`` and ``stops``: see
            ``_describe_tours`` and ``_describe_stops``, those left out have ``tour_id``
            False and a reason; ``reasons``: {reason: its name}. Moments are text by the
            clock of the plan: ``2026-11-23 08:30``.
        """
        self.ensure_one()
        self.check_access("read")
        labels = self.env["field.tour.stop"]._fields["reason"]
        return {
            "plan": self._describe_plan(),
            "resources": [
                {
                    "id": resource.id,
                    "name": resource.name,
                    "start": get_point(resource.start_id),
                    "end": get_point(resource._get_end()),
                }
                for resource in self.resource_ids | self.tour_ids.resource_id
            ],
            "tours": self._describe_tours(self.tour_ids),
            "stops": self._describe_stops(self.stop_ids),
            "reasons": dict(labels._description_selection(self.env)),
        }

    def _describe_plan(self):
        """{id, name, state, version, date_from, date_to, km, hours, cost, placed, left,
        late, provider, travel_problem, has_changes, can_undo, currency_id}."""
        self.invalidate_recordset(["km", "drive_hours", "cost", "placed_count"])
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "version": self.version,
            "date_from": fields.Date.to_string(self.date_from),
            "date_to": fields.Date.to_string(self.date_to),
            "km": round(self.km, 1),
            "hours": round(self.drive_hours, 2),
            "cost": round(self.cost, 2),
            "placed": self.placed_count,
            "left": self.left_count,
            "late": self.late_count,
            "provider": self.provider or "",
            "travel_problem": self.travel_problem or "",
            "has_changes": self.has_changes,
            "can_undo": bool(self.change_ids),
            "currency_id": self.currency_id.id,
        }

    def _describe_tours(self, tours):
        """List of {id, resource_id, color, date, date_to, leaves, arrives, km, hours,
        visit_hours, cost, locked, problems, stops}; ``stops`` are ids in their order,
        ``color`` a number from 0 that is the resource's in this plan."""
        colors = {
            resource: number
            for number, resource in enumerate(
                (self.resource_ids | self.tour_ids.resource_id).sorted("id")
            )
        }
        stops = self.env["field.tour.stop"].search(
            [("tour_id", "in", tours.ids)], order="sequence, id"
        )
        by_tour = stops.grouped("tour_id")
        none = self.env["field.tour.stop"]
        return [
            {
                "id": tour.id,
                "resource_id": tour.resource_id.id,
                "color": colors[tour.resource_id],
                "date": fields.Date.to_string(tour.date),
                "date_to": fields.Date.to_string(tour.date_to),
                "leaves": self._show(tour.leaves_on),
                "arrives": self._show(tour.arrives_on),
                "km": round(tour.km, 1),
                "hours": round(tour.drive_hours, 2),
                "visit_hours": round(tour.visit_hours, 2),
                "cost": round(tour.cost, 2),
                "locked": tour.is_locked,
                "problems": tour.problems or [],
                "stops": by_tour.get(tour, none).ids,
            }
            for tour in tours
        ]

    def _describe_stops(self, stops):
        """List of {id, partner_id, name, city, point, tour_id, sequence, arrives,
        begins, leaves, duration, km, minutes, due, deadline, locked, importance,
        reason, explanation, sent}; ``duration`` in hours, ``minutes`` of the drive."""
        return [
            {
                "id": stop.id,
                "partner_id": stop.partner_id.id,
                "name": stop.partner_id.name,
                "city": stop.partner_id.city or "",
                "point": get_point(stop.partner_id),
                "tour_id": stop.tour_id.id,
                "sequence": stop.sequence,
                "arrives": self._show(stop.arrives_on),
                "begins": self._show(stop.begins_on),
                "leaves": self._show(stop.leaves_on),
                "duration": stop.duration,
                "km": round(stop.km, 1),
                "minutes": stop.drive_minutes,
                "due": fields.Date.to_string(stop.date_due) if stop.date_due else False,
                "deadline": self._show(stop.deadline),
                "locked": stop.is_locked,
                "importance": stop.importance,
                "reason": stop.reason,
                "explanation": stop.reason_text,
                "sent": bool(stop.visit_id),
            }
            for stop in stops
        ]

    def _show(self, moment):
        return moment and self._to_local(moment).strftime("%Y-%m-%d %H:%M")


def get_point(partner):
    """Where a partner is, [latitude, longitude], or False."""
    point = [partner.partner_latitude, partner.partner_longitude]
    return point if any(point) else False
