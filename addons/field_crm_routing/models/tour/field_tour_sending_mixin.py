from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.field_crm.models.visit.states import DONE_STATES

from .reasons import MOVABLE_STATES


class FieldTourSendingMixin(models.AbstractModel):
    """Tours become planned visits, which the phone shows in their order (S0-51).

    The date of the next visit is written now, and not when tours were only computed
    (AMB-13).
    """

    _name = "field.tour.sending.mixin"
    _description = "Sending of a tour plan"

    def action_send(self):
        """Send the tours, or what has changed in them since they were sent."""
        self._lock("computed", "sent")
        if not self.tour_ids:
            raise UserError(
                self.env._("“%s” has no tours to send: compute them first.", self.name)
            )
        count = self._send()
        self.write({"state": "sent", "is_sent": True, "has_changes": False})
        self._tell_reps()
        return self._notify(
            self.env._("%s visits are on the phones of their reps.", count)
        )

    def action_take_back(self):
        """Take the tours back: visits that nobody has begun are planned no more."""
        self._lock("sent", "computed")
        visits = self.stop_ids.visit_id
        self._withdraw(self.stop_ids)
        self._write_next_visit(visits.partner_id)
        self.write({"state": "computed", "is_sent": False, "has_changes": False})
        return self._notify(
            self.env._("The tours are taken back. Visits begun or done stay.")
        )

    # ------------------------------------------------------------------
    # Visits
    # ------------------------------------------------------------------

    def _send(self):
        """Make, change and take back visits until they are what the tours say.

        :return: number of visits in tours
        """
        placed = self.stop_ids.filtered("tour_id")
        partners = self.stop_ids.filtered("visit_id").partner_id | placed.partner_id
        self._withdraw(self.stop_ids - placed)
        to_create = []
        for stop in placed:
            values = self._get_visit_values(stop)
            visit = stop.visit_id or stop.mission_id
            if not visit:
                to_create.append((stop, values))
            elif visit.state in MOVABLE_STATES:
                changed = {
                    name: value
                    for name, value in values.items()
                    if visit._fields[name].convert_to_write(visit[name], visit) != value
                }
                if changed:
                    visit.write(changed)
                stop.visit_id = visit
        visits = self.env["field.visit"].create(
            [{**values, "partner_id": stop.partner_id.id} for stop, values in to_create]
        )
        for (stop, _values), visit in zip(to_create, visits, strict=True):
            stop.visit_id = visit
        self._write_next_visit(partners)
        return len(placed)

    def _get_visit_values(self, stop):
        return {
            "date": stop.begins_on,
            "duration": stop.duration,
            "user_id": stop.tour_id.user_id.id,
            "vehicle_id": stop.tour_id.resource_id.vehicle_id.id,
            "type_id": stop.type_id.id,
            "company_id": self.company_id.id,
            "state": "planned",
        }

    def _withdraw(self, stops):
        """Visits of stops that are in no tour any more: planned no more.

        A mission that waited goes back to waiting; what the plan has made is
        cancelled. What has begun is left alone.
        """
        for stop in stops.filtered("visit_id"):
            visit = stop.visit_id
            if visit.state == "planned":
                is_mission = stop.mission_id == visit and stop.reason != "cancelled"
                visit.state = "to_plan" if is_mission else "cancelled"
            if visit.state not in DONE_STATES:
                stop.visit_id = False

    def _write_next_visit(self, partners):
        """The date of the next visit is the first one planned (S0-26, S0-51)."""
        today = fields.Datetime.now()
        coming = dict(
            self.env["field.visit"]._read_group(
                Domain("partner_id", "in", partners.ids)
                & Domain("state", "=", "planned")
                & Domain("date", ">=", today),
                ["partner_id"],
                ["date:min"],
            )
        )
        days = {
            partner: fields.Date.to_date(self._to_local(date))
            for partner, date in coming.items()
        }
        for day, same in partners.grouped(lambda each: days.get(each, False)).items():
            same.filtered(lambda each, d=day: each.next_visit_date != d).sudo().write(
                {"next_visit_date": day}
            )

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def _tell_reps(self):
        """One notice on the screen of each rep who has tours in the plan."""
        for user in self.tour_ids.user_id - self.env.user:
            spoken = self.with_context(lang=user.lang).env
            user._bus_send(
                "simple_notification",
                {
                    "type": "info",
                    "title": spoken._("Your tours"),
                    "message": spoken._(
                        "%(planner)s has sent your tours from %(first)s to %(last)s.",
                        planner=self.env.user.name,
                        first=self.date_from,
                        last=self.date_to,
                    ),
                },
            )

    @api.model
    def _notify(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
