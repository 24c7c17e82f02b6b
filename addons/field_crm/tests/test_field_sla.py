from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .visit_common import NOW, FieldVisitCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestFieldSla(FieldVisitCase):
    """Service levels; it is Tuesday noon in Paris."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        hours = (("morning", 8, 12), ("afternoon", 14, 18))
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Atelier",
                "tz": "Europe/Paris",
                "attendance_ids": [(5, 0, 0)]
                + [
                    (
                        0,
                        0,
                        {
                            "name": period,
                            "dayofweek": str(day),
                            "hour_from": begin,
                            "hour_to": end,
                            "day_period": period,
                        },
                    )
                    for day in range(5)
                    for period, begin, end in hours
                ],
            }
        )
        cls.repair, cls.upkeep = cls.env["field.visit.type"].create(
            [{"name": "Dépannage"}, {"name": "Entretien"}]
        )
        cls.sla = cls._sla(name="4h")
        cls.client.sla_ids = cls.sla

    @classmethod
    def _sla(cls, **values):
        values = {"calendar_id": cls.calendar.id, "name": "SLA", **values}
        return cls.env["field.sla"].with_user(cls.manager).create(values)

    def _mission(self, user=None, **values):
        values = {"state": "to_plan", "user_id": self.rep.id, **values}
        return self._visit(user or self.manager, **values)

    # ------------------------------------------------------------------
    # A planner's path
    # ------------------------------------------------------------------

    def test_planner_makes_a_mission_under_an_sla(self):
        """S4-27, S4-28, S4-30: the site's SLA is proposed, its deadline applies."""
        general = self._sla(name="Même jour", time_limit="same_day", is_general=True)
        self._sla(name="Somebody else's")
        repairs = self._sla(
            name="2h", type_id=self.repair.id, delay_hours=2, is_general=True
        )
        visits = self.env["field.visit"].with_user(self.manager)
        form = Form(visits.with_context(default_state="to_plan"))
        form.partner_id = self.client
        self.assertEqual(form.sla_id, self.sla)
        form.type_id = self.repair
        self.assertEqual(
            set(form.available_sla_ids.ids), set((self.sla + general + repairs).ids)
        )
        form.type_id = self.upkeep
        self.assertNotIn(repairs.id, form.available_sla_ids.ids)
        self.assertFalse(form.date)
        mission = form.save()
        # Noon, so the two hours of the afternoon of which there are four.
        self.assertEqual(mission.deadline, datetime(2026, 3, 31, 16))
        self.assertEqual(mission.sla_state, "on_time")
        mission.sla_id = general
        self.assertEqual(mission.deadline, datetime(2026, 3, 31, 16))
        mission.requested_on = "2026-03-31 16:30:00"
        self.assertEqual(mission.deadline, datetime(2026, 4, 1, 16))
        mission.sla_id = False
        self.assertFalse(mission.deadline)
        self.assertFalse(mission.sla_state)

    def test_sla_of_the_company_counts_for_its_sites(self):
        """S4-30: « pour un site avec SLA »."""
        site = self.env["res.partner"].create(
            {"name": "Paris", "parent_id": self.client.id, "field_status": "client"}
        )
        self.assertEqual(self._mission(partner_id=site.id).sla_id, self.sla)
        own = self._sla(name="Site")
        site.sla_ids = own
        self.assertEqual(self._mission(partner_id=site.id).sla_id, own)

    def test_a_promise_is_kept_as_it_was_given(self):
        """S4-29: other hours, other calendar, other clients: old deadlines stay."""
        mission = self._mission()
        deadline = mission.deadline
        self.sla.write({"delay_hours": 1, "target": "end"})
        self.calendar.attendance_ids.unlink()
        self.client.sla_ids = False
        mission.comment = "…"
        mission.invalidate_recordset()
        self.assertEqual((mission.sla_id, mission.deadline), (self.sla, deadline))

    def test_holidays_do_not_count(self):
        """S4-29: four working hours, the day off in between is skipped."""
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Fermeture",
                "calendar_id": self.calendar.id,
                "date_from": "2026-03-31 12:00:00",
                "date_to": "2026-04-01 21:59:59",
            }
        )
        self.assertEqual(self._mission().deadline, datetime(2026, 4, 2, 10))

    def test_visit_recorded_afterwards_promises_nothing(self):
        """S3-20: « visite ce jour » has no SLA."""
        self.assertFalse(self._visit().sla_id)

    # ------------------------------------------------------------------
    # What is refused
    # ------------------------------------------------------------------

    def test_only_allowed_reps_vehicles_and_types(self):
        """S4-28, S4-29: the constraints are applied when the mission is saved."""
        van, other = self.env["field.vehicle"].create(
            [
                {"name": "Fourgon", "user_id": self.rep.id},
                {"name": "Berline", "user_id": self.other_rep.id},
            ]
        )
        reps = self._sla(name="Agréés", user_ids=[(4, self.rep.id)])
        vans = self._sla(name="Atelier mobile", vehicle_ids=[(4, van.id)])
        repairs = self._sla(name="Dépannage", type_id=self.repair.id)
        with self.assert_refused("Rep: the SLA “Agréés” does not allow other_rep"):
            self._mission(sla_id=reps.id, user_id=self.other_rep.id)
        with self.assert_refused("Vehicle: the SLA “Atelier mobile” asks for one of"):
            self._mission(sla_id=vans.id, user_id=self.other_rep.id)
        with self.assert_refused("Mission type: the SLA “Dépannage” is for “Dépan"):
            self._mission(sla_id=repairs.id, type_id=self.upkeep.id)
        mission = self._mission(sla_id=vans.id)
        self.assertEqual(mission.vehicle_id, van, "the rep's own")
        unassigned = self._mission(sla_id=vans.id, user_id=False)
        with self.assert_refused("Vehicle: the SLA"):
            unassigned.write(
                {"user_id": self.manager.id, "date": NOW, "state": "planned"}
            )
        with self.assert_refused("Vehicle: the SLA"):
            mission.vehicle_id = other
        mission.write({"date": NOW, "state": "planned"})
        # What took place is no longer refused.
        mission.with_user(self.rep).action_done()
        mission.with_user(self.manager).user_id = self.other_rep

    def test_calendar_without_hours(self):
        """S4-29: an SLA that nobody could keep is refused."""
        empty = self.env["resource.calendar"].create(
            {"name": "Vide", "attendance_ids": [(5, 0, 0)]}
        )
        with self.assert_refused("Working hours: “Vide” has too few"):
            self._sla(calendar_id=empty.id)

    def test_rights(self):
        """S4-27: managers keep SLAs and vehicles, reps and accountants read them."""
        vehicle = self.env["field.vehicle"].create({"name": "Fourgon"})
        for user in (self.rep, self.accountant):
            for record in (self.sla, vehicle):
                self.assertTrue(record.with_user(user).name)
                with self.assertRaises(AccessError):
                    record.with_user(user).name = "…"
                with self.assertRaises(AccessError):
                    record.with_user(user).copy()
        with self.assertRaises(AccessError):
            self.sla.with_user(self.portal).read(["name"])
        with self.assertRaises(AccessError):
            self.client.with_user(self.rep).sla_ids = False

    def test_companies_are_kept_apart(self):
        """S4-27: another company's SLA is neither seen nor taken."""
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.env["field.sla"].create(
            {
                "name": "Foreign",
                "company_id": other.id,
                "calendar_id": other.resource_calendar_id.id,
                "is_general": True,
            }
        )
        self.client.sla_ids = foreign + self.sla
        mission = self._mission()
        self.assertEqual(mission.sla_id, self.sla)
        self.assertNotIn(foreign, mission.available_sla_ids)
        slas = self.env["field.sla"].with_user(self.manager)
        self.assertNotIn(foreign, slas.search([]))
        with self.assertRaises(UserError):
            mission.with_env(self.env).sla_id = foreign

    # ------------------------------------------------------------------
    # Whether it is kept
    # ------------------------------------------------------------------

    def test_status_follows_the_clock_without_a_write(self):
        """S4-29, S4-30: due at 18:00, warned from 17:00; read and searched alike."""
        mission = self._mission()
        for moment, state in (
            ("2026-03-31 14:59:59", "on_time"),
            ("2026-03-31 15:00:00", "at_risk"),
            ("2026-03-31 16:00:00", "at_risk"),
            ("2026-03-31 16:00:01", "breached"),
        ):
            with freeze_time(moment):
                self._assert_sla_state(mission, state)

    def _assert_sla_state(self, mission, state):
        mission.invalidate_recordset(["sla_state"])
        self.assertEqual(mission.sla_state, state)
        for each in ("on_time", "at_risk", "breached", "met", False):
            found = mission.search([("sla_state", "=", each)])
            self.assertEqual(mission in found, each == state, each)

    def test_started_in_time_or_too_late(self):
        """S4-30: the clock of the start counts, not the hour that was planned."""
        for moment, state in (("15:30", "met"), ("16:30", "breached")):
            mission = self._mission(state="planned", date="2026-03-31 15:00:00")
            mission = mission.with_user(self.rep)
            with freeze_time(f"2026-03-31 {moment}:00"):
                mission.action_start()
            self._assert_sla_state(mission, state)
            with freeze_time("2026-04-10 10:00:00"):
                self._assert_sla_state(mission, state)

    def test_recorded_afterwards_counts_by_its_date(self):
        """S4-30: a rep who records in the evening says when it was."""
        mission = self._mission(state="planned", date="2026-03-31 15:00:00")
        with freeze_time("2026-03-31 19:00:00"):
            self._assert_sla_state(mission, "breached")
            mission.with_user(self.rep).action_done()
            self._assert_sla_state(mission, "met")
            mission.with_user(self.rep).date = "2026-03-31 16:30:00"
            self._assert_sla_state(mission, "breached")
            mission.action_cancel()
            self._assert_sla_state(mission, False)

    def test_finished_in_time(self):
        """S4-29: an SLA can be about the end of the mission."""
        self.sla.target = "end"
        mission = self._mission(state="planned", date="2026-03-31 15:00:00", duration=2)
        self._assert_sla_state(mission, "at_risk")  # planned to end at 17:00 UTC
        mission.duration = 1
        self._assert_sla_state(mission, "on_time")
        with freeze_time("2026-03-31 15:00:00"):
            mission.action_start()
        with freeze_time("2026-03-31 16:00:00"):
            mission.action_done()
        self._assert_sla_state(mission, "met")
        self.assertEqual(mission.finished_on, datetime(2026, 3, 31, 16))

    # ------------------------------------------------------------------
    # Notices
    # ------------------------------------------------------------------

    def _run_cron(self, moment):
        with (
            freeze_time(moment),
            patch.object(
                type(self.env["ir.cron"]), "_commit_progress", return_value=1
            ) as progress,
        ):
            self.env["field.visit"]._cron_sla_notices()
        return sum(call.args[0] for call in progress.call_args_list)

    def _notices(self, mission):
        activities = self.env["mail.activity"].sudo()
        found = activities.search([("res_id", "=", mission.id)], order="id")
        return found.filtered(lambda each: each.res_model == "field.visit").mapped(
            lambda each: (each.activity_type_id.name, each.user_id)
        )

    def test_planner_is_told_once_each(self):
        """S4-29: before the deadline and at the breach, however often the cron runs."""
        mission = self._mission()
        self.assertEqual(self._run_cron("2026-03-31 14:59:00"), 0)
        self.assertEqual(self._run_cron("2026-03-31 15:05:00"), 1)
        self.assertEqual(self._run_cron("2026-03-31 15:15:00"), 0)
        self.assertEqual(self._notices(mission), [("SLA at risk", self.manager)])
        self.assertEqual(self._run_cron("2026-03-31 16:05:00"), 1)
        self.assertEqual(self._run_cron("2026-04-30 16:05:00"), 0)
        told = [("SLA at risk", self.manager), ("SLA breached", self.manager)]
        self.assertEqual(self._notices(mission), told)

    def test_server_that_was_down_tells_the_breach_only(self):
        """S4-29: late is late; and a new deadline is watched anew."""
        mission = self._mission()
        self._run_cron("2026-04-02 10:00:00")
        self.assertEqual(self._notices(mission), [("SLA breached", self.manager)])
        with freeze_time("2026-04-02 10:00:00"):
            mission.requested_on = "2026-04-02 09:30:00"
        self.assertEqual(self._notices(mission), [])
        self._run_cron("2026-04-30 10:00:00")
        self.assertEqual(self._notices(mission), [("SLA breached", self.manager)])

    def test_warning_goes_when_the_mission_started(self):
        """S4-29: nobody is kept busy with what is settled."""
        mission = self._mission(state="planned", date="2026-03-31 15:30:00")
        self._run_cron("2026-03-31 15:05:00")
        self.assertEqual(len(self._notices(mission)), 1)
        with freeze_time("2026-03-31 15:40:00"):
            mission.with_user(self.rep).action_start()
        self.assertEqual(self._notices(mission), [])
        self.assertEqual(self._run_cron("2026-04-30 16:05:00"), 0)

    def test_who_is_told(self):
        """S4-29: the planner of the company stands in, then the rep, then a manager."""
        missions = self._mission(self.env.user) + self._mission(self.env.user)
        self.assertFalse(missions.planner_id)
        self.company.field_planner_id = self.admin
        missions[0].planner_id = self.other_rep
        self._run_cron("2026-03-31 15:05:00")
        self.assertEqual(self._notices(missions[0])[0][1], self.other_rep)
        self.assertEqual(self._notices(missions[1])[0][1], self.admin)
        self.company.field_planner_id = False
        third = self._mission(self.env.user)
        self._run_cron("2026-04-01 15:05:00")
        self.assertEqual(self._notices(third)[0][1], self.rep)

    def test_batches(self):
        """S4-29: many at once take a number of queries that does not grow with them."""
        counts = []
        for number in (5, 45):
            self.env["field.visit"].with_user(self.manager).create(
                [
                    {
                        "partner_id": self.client.id,
                        "user_id": self.rep.id,
                        "state": "to_plan",
                    }
                ]
                * number
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertEqual(self._run_cron("2026-03-31 15:05:00"), number)
            counts.append(self.env.cr.sql_log_count - start)
        self.assertLess(counts[1], counts[0] + 10)

    def test_word_of_a_client_stays_a_word(self):
        """S4-29: a name with markup does no harm in the notice."""
        self.client.name = "<img src=x onerror=alert(1)>"
        mission = self._mission()
        self._run_cron("2026-03-31 15:05:00")
        activity = self.env["mail.activity"].search([("res_id", "=", mission.id)])
        self.assertFalse(activity.note)
        self.assertIn("<img src=x", activity.summary)

    def test_free_moment(self):
        """S4-29: an SLA may also only name who comes, without any time."""
        mission = self._mission(sla_id=self._sla(time_limit="none").id)
        self.assertFalse(mission.deadline)
        self.assertFalse(mission.sla_state)
