from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from .visit_common import NOW, FieldVisitCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestFieldVisitMission(FieldVisitCase):
    """Missions as a planner has them on the screen."""

    def _missions(self, user):
        return self.env["field.visit"].with_user(user)

    def test_planner_is_warned_but_not_stopped(self):
        """S4-11, S4-12: outside the opening hours, of a client with a flag."""
        self.client.write(
            {
                "flag_message": "Trois factures impayées",
                "site_note": "Attention au chien",
                "opening_hour_ids": [
                    (0, 0, {"dayofweek": "0", "hour_from": 8, "hour_to": 12})
                ],
            }
        )
        form = Form(
            self._missions(self.manager).with_context(default_state="planned"),
            view="field_crm.view_field_visit_form",
        )
        self.assertFalse(form.opening_problem)
        form.partner_id = self.client
        self.assertEqual(form.user_id, self.rep, "the client's own rep")
        form.date = "2026-04-05 09:00:00"  # a Sunday
        self.assertIn("Transports Guérin", form.opening_problem)
        self.assertEqual(form.flag_message, "Trois factures impayées")
        self.assertEqual(form.site_note, "Attention au chien")
        mission = form.save()
        self.assertEqual(mission.state, "planned")
        mission.date = "2026-04-06 08:00:00"  # Monday, 10 o'clock
        self.assertFalse(mission.opening_problem)

    def test_reps_learn_of_no_flag(self):
        """S4-11: « cachés aux ressources »: not by field, view or search."""
        self.client.flag_message = "Impayés"
        mission = self._visit(state="planned")
        self.assertFalse(mission.opening_problem)
        with self.assertRaises(AccessError):
            mission.read(["flag_message"])
        with self.assertRaises(AccessError):
            self._missions(self.rep).search([("flag_message", "!=", False)])
        views = self._missions(self.rep).get_views(
            [(self.env.ref("field_crm.view_field_visit_form").id, "form")]
        )
        self.assertNotIn("flag_message", views["views"]["form"]["arch"])

    def test_search_by_reference_and_status(self):
        """S4-26: the box « Référence » and a filter for each status."""
        arch = etree.fromstring(
            self._missions(self.manager).get_views([(False, "search")])["views"][
                "search"
            ]["arch"]
        )
        self.assertEqual(arch.find("field").get("name"), "name")
        missions = {
            state: self._visit(self.manager, state=state, problem="…")
            for state in ("to_plan", "in_progress", "paused", "done_issues", "done")
        }
        everything = self.env["field.visit"].union(*missions.values())
        for state, mission in missions.items():
            node = arch.find(f".//filter[@name='{state}']")
            found = everything.search(
                [*safe_eval(node.get("domain")), ("id", "in", everything.ids)]
            )
            self.assertIn(mission, found)
            if state != "done":
                self.assertEqual(found, mission)
        number = missions["paused"].name
        found = self._missions(self.manager).search([("name", "ilike", number[-5:])])
        self.assertIn(missions["paused"], found)

    def test_tab_of_the_client(self):
        """S4-25: what is to do, what is finished, and the SLA, on the client's form."""
        to_plan = self._visit(self.manager, state="to_plan")
        done = self._visit(state="done")
        client = self.client.with_user(self.manager)
        self.assertEqual(client.open_visit_ids, to_plan)
        self.assertEqual(client.done_visit_ids, done)
        arch = client.get_view(
            self.env.ref("field_crm.view_res_partner_client_form").id
        )["arch"]
        page = etree.fromstring(arch).find(".//page[@name='missions']")
        for name in ("open_visit_ids", "done_visit_ids", "sla_ids"):
            self.assertIsNotNone(page.find(f".//field[@name='{name}']"))
        action = client.action_new_mission()
        self.assertEqual(action["context"]["default_state"], "to_plan")
        mission = self._missions(self.manager).with_context(**action["context"])
        mission = mission.create({})
        self.assertEqual((mission.state, mission.user_id), ("to_plan", self.rep))
        self.assertFalse(mission.date)

    def test_rep_makes_an_appointment(self):
        """S4-30: a rep plans for the own calendar only."""
        context = self.client.with_user(self.rep).action_new_mission()["context"]
        mission = self._missions(self.rep).with_context(**context)
        mission = mission.create({"date": "2026-04-02 08:00:00"})
        self.assertEqual((mission.state, mission.user_id), ("planned", self.rep))
