import pytz

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.field_crm.models.visit.states import OPEN_STATES

from ...engine.planning import wishes
from .reasons import SETTLED

_LONGEST_REST = 7
_ON_THE_WAY = ("planned", "in_progress", "paused")


class FieldTourDemandMixin(models.AbstractModel):
    """Which visits a plan is to make: of missions, frequencies and dates (S0-06)."""

    _name = "field.tour.demand.mixin"
    _description = "Visits wanted of a tour plan"

    def _check_ready(self):
        """Say what is missing before a search can begin.

        :raises UserError: names the resources or clients concerned
        """
        self.ensure_one()
        if not self.partner_ids:
            raise UserError(self.env._("Clients: select at least one client to visit."))
        if not self.resource_ids:
            raise UserError(
                self.env._(
                    "Resources: choose at least one. A resource is a rep with working "
                    "hours and a place where tours begin."
                )
            )
        self._check_places()
        self._check_working_hours()
        if self.vehicle_type_id and self.fuel_id:
            self.vehicle_type_id._get_cost_per_km(self.fuel_id)
        if self.sector_mode == "use":
            self._check_sectors()

    def _check_places(self):
        """Where tours begin and end, and at least one client, has coordinates."""
        for resource in self.resource_ids:
            for place in (resource.start_id, resource._get_end()):
                is_open_end = not place and resource.end_kind == "anywhere"
                if not is_open_end and not _has_point(place):
                    raise UserError(
                        self.env._(
                            "Resource “%(resource)s”: “%(place)s”, where its tours "
                            "begin or end, has no coordinates. Place it on the map.",
                            resource=resource.name,
                            place=place.display_name or "–",
                        )
                    )
        if not any(map(_has_point, self.partner_ids)):
            raise UserError(
                self.env._(
                    "None of the %(count)s clients has coordinates, for example "
                    "“%(example)s”: place them on the map first.",
                    count=len(self.partner_ids),
                    example=self.partner_ids[0].display_name,
                )
            )

    def _check_working_hours(self):
        hours = self.resource_ids._get_working_hours(self.date_from, self.date_to)
        if not any(hours.values()):
            raise UserError(
                self.env._(
                    "None of the resources works from %(first)s to %(last)s: look at "
                    "their working hours and absences.",
                    first=self.date_from,
                    last=self.date_to,
                )
            )

    def _check_sectors(self):
        lines = self.sector_line_ids.filtered("resource_ids")
        missing = self.partner_ids.sector_id - lines.sector_id
        if missing:
            raise UserError(
                self.env._(
                    "Sectors: say which resources visit %(sectors)s.",
                    sectors=", ".join(f"“{name}”" for name in missing.mapped("name")),
                )
            )

    # ------------------------------------------------------------------
    # Visits wanted
    # ------------------------------------------------------------------

    def _get_plan_zone(self):
        """Whose clock the days of the plan are told by."""
        return (self.resource_ids[:1] or self.resource_ids)._get_zone()

    def _to_local(self, moment):
        """A moment of Odoo as the clock on the wall of the plan shows it, naive."""
        zone = self._get_plan_zone()
        return pytz.utc.localize(moment).astimezone(zone).replace(tzinfo=None)

    def _refresh_stops(self):
        """Make the visits that are wanted now; keep those that are known already.

        What is in a locked tour, or locked itself, stays whatever has changed. What
        was sent and is wanted no more is left out, so that the phone is told.
        """
        known = {
            (stop.partner_id, stop.mission_id, stop.number): stop
            for stop in self.stop_ids
        }
        wanted = self._get_wanted()
        to_create = []
        for key, values in wanted.items():
            stop = known.pop(key, None)
            if not stop:
                to_create.append(
                    {
                        "plan_id": self.id,
                        "partner_id": key[0].id,
                        "mission_id": key[1].id,
                        "number": key[2],
                        **values,
                    }
                )
            elif not self._is_kept(stop):
                stop.write({name: values.get(name, False) for name in _WISHED})
        gone = self.env["field.tour.stop"].union(
            *(stop for stop in known.values() if not self._is_kept(stop))
        )
        sent = gone.filtered("visit_id")
        sent.write({"tour_id": False, "reason": "not_due"})
        (gone - sent).unlink()
        self.env["field.tour.stop"].create(to_create)

    @staticmethod
    def _is_kept(stop):
        return stop.is_locked or stop.tour_id.is_locked or stop.reason in SETTLED[:2]

    def _get_wanted(self):
        """{(partner, mission, number): values of the stop}."""
        partners = self.partner_ids
        missions = self._get_missions(partners)
        taken = self._get_visits_on_the_way(partners)
        wanted = {}
        none = self.env["field.visit"]
        rest = self._get_rest_days()
        for partner in partners:
            for mission in missions.get(partner, none):
                wanted[partner, mission, 1] = self._wish_of_mission(mission)
            has_frequency = (
                partner.visit_frequency_count and partner.visit_frequency_weeks
            )
            if missions.get(partner) and not has_frequency:
                continue
            for wish in self._get_wishes(partner, taken.get(partner), rest):
                wanted[partner, none, wish.number] = self._wish_of(partner, wish)
        return wanted

    def _get_missions(self, partners):
        """Missions of the partners that wait to be planned: {partner: visits}."""
        visits = self.env["field.visit"].search(
            [
                ("partner_id", "in", partners.ids),
                "|",
                ("state", "=", "to_plan"),
                ("id", "in", self.stop_ids.mission_id.ids),
            ]
        )
        open_visits = visits.filtered(lambda visit: visit.state in OPEN_STATES)
        return open_visits.grouped("partner_id")

    def _get_visits_on_the_way(self, partners):
        """Latest day of visits planned already, others than ours: {partner: day}."""
        own = self.stop_ids.visit_id.ids
        groups = self.env["field.visit"]._read_group(
            [
                ("partner_id", "in", partners.ids),
                ("state", "in", _ON_THE_WAY),
                ("id", "not in", own),
            ],
            ["partner_id"],
            ["date:max"],
        )
        return {partner: self._to_day(date) for partner, date in groups if date}

    def _to_day(self, moment):
        """Number of a day of the plan, 0 for its first; other days lie around it."""
        return (self._to_local(moment).date() - self.date_from).days

    def _get_rest_days(self):
        """Days after the period before anybody works again: a weekend, usually."""
        first = fields.Date.add(self.date_to, days=1)
        last = fields.Date.add(self.date_to, days=_LONGEST_REST)
        hours = self.resource_ids._get_working_hours(first, last).values()
        begins = [spans[0][0] // 86_400 for spans in hours if spans]
        return min(begins, default=0)

    def _get_wishes(self, partner, taken, rest):
        seen = [taken] if taken is not None else []
        if partner.last_visit_date:
            seen.append(self._to_day(partner.last_visit_date))
        revisit = partner.revisit_date
        return wishes(
            (self.date_to - self.date_from).days + 1,
            rest,
            partner.visit_frequency_count,
            partner.visit_frequency_weeks,
            last_visit=max(seen, default=None),
            revisit=(revisit - self.date_from).days if revisit else None,
        )

    def _wish_of(self, partner, wish):
        def day(number):
            return number is not None and fields.Date.add(self.date_from, days=number)

        mission_type = partner.visit_type_id or self.visit_type_id
        return {
            "type_id": mission_type.id,
            "duration": partner.visit_duration
            or mission_type.duration
            or self.visit_minutes / 60,
            "importance": partner.visit_importance or "normal",
            "date_first": day(wish.first),
            "date_last": day(wish.last),
            "date_due": day(wish.due),
        }

    def _wish_of_mission(self, mission):
        partner = mission.partner_id
        is_urgent = mission.priority != "0" or mission.deadline
        return {
            "type_id": mission.type_id.id,
            "duration": mission.duration,
            "importance": "high" if is_urgent else partner.visit_importance or "normal",
            "date_due": partner.revisit_date,
            "deadline": mission.deadline,
        }


_WISHED = (
    "type_id",
    "duration",
    "importance",
    "date_first",
    "date_last",
    "date_due",
    "deadline",
)


def _has_point(partner):
    return bool(partner.partner_latitude or partner.partner_longitude)
