from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.field_crm.models.visit.states import (
    DONE_STATES,
    MOVES,
    OPEN_STATES,
    STATES,
)

from .visit_common import NOW, FieldVisitCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestFieldVisitStatus(FieldVisitCase):
    def test_table_knows_every_status(self):
        """S4-26: the moves name every status, and only those."""
        known = dict(STATES).keys()
        self.assertEqual(MOVES.keys(), known)
        self.assertLessEqual({state for row in MOVES.values() for state in row}, known)
        self.assertEqual({*DONE_STATES, *OPEN_STATES, "cancelled"}, known)

    def test_mission_from_the_office_to_the_end(self):
        """S4-25, S4-26: to plan, planned, started, paused, finished with problems."""
        mission = self._visit(self.manager, state="to_plan", user_id=False)
        self.assertFalse(mission.date)
        self.assertFalse(mission.date_end)
        self.assertEqual(mission.subject, "Visit to plan")
        mission.write({"user_id": self.rep.id, "date": "2026-03-31 09:00:00"})
        mission.action_plan()
        mission = mission.with_user(self.rep)
        mission.action_start()
        mission.action_pause()
        mission.action_start()
        action = mission.action_ask_problem()
        self.assertEqual(action["res_id"], mission.id)
        with self.assert_refused("Problem: say in a word what went wrong"):
            mission.action_done_issues()
        mission.problem = "   "
        with self.assert_refused("Problem: say in a word what went wrong"):
            mission.action_done_issues()
        mission.problem = "La pièce ne convient pas"
        mission.action_done_issues()
        self.assertEqual(self.client.last_visit_date, mission.date)

    def test_only_what_is_to_plan_goes_without_a_date(self):
        """S4-25: a mission that is planned has a day and a rep."""
        mission = self._visit(self.manager, state="to_plan", user_id=False)
        message = "only a visit that is still to plan"
        with mute_logger("odoo.sql_db"):
            for values in ({}, {"date": NOW}, {"user_id": self.rep.id}):
                with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
                    mission.write({**values, "state": "planned"})
                    mission.flush_recordset()
                self.assertRegex(str(caught.exception), f"scheduled|{message}")
        mission.invalidate_recordset()
        mission.with_user(self.manager).action_start()
        self.assertEqual(mission.user_id, self.manager)
        self.assertTrue(mission.date)

    def test_what_nobody_and_what_only_managers_may(self):
        """S4-26: the table is law over RPC too, for the superuser as well."""
        visit = self._visit()
        with self.assert_refused("cannot go from “Finished” to “Paused”", UserError):
            visit.with_env(self.env).state = "paused"
        with self.assert_refused("Only a manager can move", AccessError):
            visit.state = "in_progress"
        visit.with_user(self.manager).state = "in_progress"
        with self.assert_refused("Only a manager can move", AccessError):
            visit.action_to_plan()
        visit.action_cancel()
        with self.assert_refused("cannot go from “Cancelled” to “Finished”", UserError):
            visit.state = "done"
        visit.action_plan()
        for user in (self.other_rep, self.accountant):
            with self.assertRaises(AccessError):
                visit.with_user(user).action_start()

    def test_finished_with_problems_counts_as_visited(self):
        """S0-07, S0-25, S3-32: last visit, date to see again, bound of the date."""
        visit = self._visit(
            state="done_issues",
            problem="Portail fermé",
            date="2026-03-30 08:00:00",
            revisit_preset="1w",
        )
        self.assertEqual(self.client.last_visit_date, visit.date)
        self.assertEqual(str(self.client.revisit_date), "2026-04-06")
        with self.assert_refused("lies in the future"):
            visit.date = "2026-04-01 08:00:00"
        with freeze_time("2026-05-30 08:00:00"), self.assertRaises(AccessError):
            visit.comment = "too late"

    def test_mark_of_the_time_before_survives_a_correction(self):
        """S3-45: a finished visit of then keeps its mark whatever becomes of it."""
        visit = self._visit(partner_id=self.prospect.id)
        self.prospect.field_status = "client"
        visit.write({"state": "done_issues", "problem": "Absent"})
        visit.action_cancel()
        self.assertTrue(visit.before_client)
        self.assertTrue(visit.subject.startswith("[PROSPECT]"))

    def test_type_proposes_the_duration(self):
        """S0-16: the type brings its usual duration, an own one stays possible."""
        repair = self.env["field.visit.type"].create(
            {"name": "Dépannage", "duration": 2.5}
        )
        visit = self._visit(
            state="planned", date="2026-04-02 08:00:00", type_id=repair.id
        )
        self.assertEqual(visit.duration, 2.5)
        self.assertEqual(str(visit.date_end), "2026-04-02 10:30:00")
        visit.duration = 4
        self.assertEqual(str(visit.date_end), "2026-04-02 12:00:00")
        self.assertEqual(self._visit().duration, 1)

    def test_only_administrators_keep_the_types(self):
        """S4-28: everybody of the team reads the types, administrators change them."""
        mission_type = self.env["field.visit.type"].create({"name": "Entretien"})
        for user in (self.rep, self.accountant, self.manager):
            self.assertEqual(mission_type.with_user(user).name, "Entretien")
            with self.assertRaises(AccessError):
                mission_type.with_user(user).name = "…"
        mission_type.with_user(self.admin).name = "Entretien annuel"
        other = self.env["res.company"].create({"name": "Other"})
        mission_type.company_id = other
        with self.assertRaises(UserError):
            self._visit(type_id=mission_type.id)
