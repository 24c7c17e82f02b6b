from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models

from ...demo.history.workdays import is_workday
from ...demo.missions import MISSIONS
from .states import DONE_STATES

_TIMEZONE = pytz.timezone("Europe/Paris")


class FieldDemoMission(models.AbstractModel):
    """Load the demo missions: one of every status, around the day of loading."""

    _name = "field.demo.mission"
    _description = "Demo missions"

    @api.model
    def _load_missions(self):
        """Create the missions, planned by the demo's manager."""
        now = fields.Datetime.now()
        visits = self.env["field.visit"].with_context(
            tracking_disable=True,
            mail_create_nolog=True,
            mail_create_nosubscribe=True,
            mail_notrack=True,
            field_visit_any_past_date=True,
        )
        for mission in MISSIONS:
            start = self._get_mission_start(mission, now)
            partner = self.env.ref(f"field_crm.{mission.account}")
            is_done = mission.state in DONE_STATES
            visits.with_context(ir_sequence_date=(start or now).date()).create(
                {
                    "partner_id": partner.id,
                    "user_id": partner.user_id.id,
                    "planner_id": self.env.ref("field_crm.user_manager").id,
                    "type_id": self.env.ref(f"field_crm.visit_type_{mission.type}").id,
                    "state": mission.state,
                    "date": start,
                    "requested_on": min(
                        now - timedelta(hours=mission.asked), start or now
                    ),
                    "sla_id": mission.sla
                    and self.env.ref(f"field_crm.{mission.sla}").id,
                    "started_on": mission.state in ("in_progress", "paused") and start,
                    "comment": mission.comment,
                    "problem": mission.problem,
                    "priority": mission.priority,
                    "revisit_preset": is_done and "3m",
                }
            )

    def _get_mission_start(self, mission, now):
        if mission.day is None:
            return False
        day = pytz.utc.localize(now).astimezone(_TIMEZONE).date()
        step = timedelta(days=1 if mission.day > 0 else -1)
        for _count in range(abs(mission.day)):
            day += step
            while not is_workday(day):
                day += step
        local = _TIMEZONE.localize(datetime.combine(day, time(mission.hour)))
        return local.astimezone(pytz.utc).replace(tzinfo=None)
