from odoo.exceptions import AccessError
from odoo.tests import tagged

from .tours_common import MONDAY, TourCase


@tagged("post_install", "-at_install")
class TestTourPlanner(TourCase):
    """What the timeline of the planner's screen stands on."""

    def setUp(self):
        super().setUp()
        self.by_town["Bruz"].opening_week = {"0": "9h-12h / 14h-18h"}
        self.plan = self.compute(self.make_plan(date_to=MONDAY))

    def test_hours_of_reps_and_clients(self):
        """S4-12, S4-13: working hours with the break, opening hours where typed."""
        self.resource.write({"lunch_from": 11.5, "lunch_to": 13.5})
        hours = self.plan.get_planner_hours()
        self.assertEqual(hours["days"], ["2026-11-23"])
        work = hours["work"][self.resource.id]["2026-11-23"]
        self.assertEqual(work, [[510, 690], [810, 1050]])
        number = hours["opening_of"][self.by_town["Bruz"].id]
        self.assertEqual(
            hours["openings"][number], {"2026-11-23": [[540, 720], [840, 1080]]}
        )
        self.assertNotIn(self.by_town["Betton"].id, hours["opening_of"])
        self.assertFalse(hours["work_id"])

    def test_hours_past_midnight_belong_to_two_days(self):
        """S4-12: a bar that closes at two in the morning is open on both days."""
        self.by_town["Bruz"].opening_week = {"0": "20h-2h"}
        self.plan.date_to = "2026-11-24"
        hours = self.plan.get_planner_hours()
        number = hours["opening_of"][self.by_town["Bruz"].id]
        self.assertEqual(
            hours["openings"][number],
            {"2026-11-23": [[1200, 1440]], "2026-11-24": [[0, 120]]},
        )

    def test_button_opens_the_screen(self):
        """S0-52: the plan's button leads to its own tours."""
        action = self.plan.action_open_planner()
        self.assertEqual(action["tag"], "field_crm_routing.planner")
        self.assertEqual(action["context"]["active_id"], self.plan.id)

    def test_reps_read_no_plan(self):
        """S0-46: the screen is the managers'."""
        for user in (self.rep, self.accountant):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.plan.with_user(user).get_planner_hours()
