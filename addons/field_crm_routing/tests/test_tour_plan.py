from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .tours_common import FRIDAY, MONDAY, TourCase

_SEARCH = "odoo.addons.field_crm_routing.engine.search"


@tagged("post_install", "-at_install")
class TestTourPlan(TourCase):
    """From the clients selected to tours that keep every rule."""

    # ------------------------------------------------------------------
    # The way of a planner
    # ------------------------------------------------------------------

    def test_select_set_and_compute(self):
        """S0-46, S0-06: clients selected, period and team, tours with every client."""
        plan = self.make_plan()
        self.assertEqual(plan.partner_ids, self.clients)
        self.assertEqual(plan.resource_ids, self.resource | self.other_resource)
        self.compute(plan)
        self.assert_sound(plan)
        self.assertEqual(plan.stop_ids.tour_id.plan_id, plan)
        self.assertEqual((plan.placed_count, plan.left_count), (10, 0))
        self.assertGreater(plan.km, 0)
        self.assertTrue(plan.provider)

    def test_team_proposes_its_resources(self):
        """S0-46: the team chosen says who goes."""
        team = self.env["crm.team"].create(
            {"name": "Ouest", "member_ids": [(4, self.other_rep.id)]}
        )
        plan = self.make_plan(team_id=team.id)
        self.assertEqual(plan.resource_ids, self.other_resource)

    def test_frequency_and_opening_hours(self):
        """S0-06: three visits in a week, on days apart, only while it is open."""
        client = self.by_town["Bruz"]
        client.visit_frequency = "2/1"
        client.opening_week = {"0": "14h-16h", "3": "14h-16h", "4": "9h-10h"}
        plan = self.compute(self.make_plan())
        self.assert_sound(plan)
        days = self.days(client, plan)
        self.assertEqual(len(days), 2)
        self.assertEqual(days[0], MONDAY)
        self.assertIn((days[1] - MONDAY).days, (3, 4))
        first = plan.stop_ids.filtered(
            lambda stop: stop.partner_id == client and stop.number == 1
        )
        local = plan._to_local(first.begins_on)
        self.assertTrue(14 <= local.hour < 16, local)

    def test_who_was_just_seen_waits(self):
        """S0-06: by its frequency the next visit comes after the period: left out."""
        client = self.by_town["Bruz"]
        client.visit_frequency = "1/8"
        self.env["field.visit"].create(
            {
                "partner_id": client.id,
                "user_id": self.rep.id,
                "state": "done",
                "date": fields.Datetime.now() - timedelta(hours=1),
            }
        )
        plan = self.make_plan(
            date_from=fields.Date.today(),
            date_to=fields.Date.today() + timedelta(days=6),
        )
        self.compute(plan)
        self.assertFalse(self.days(client, plan))

    def test_missions_that_wait_are_planned(self):
        """S4-29: a mission keeps its SLA: its rep, its vehicle, its deadline."""
        van = self.env["field.vehicle"].create(
            {"name": "Camion", "user_id": self.other_rep.id}
        )
        self.other_resource.vehicle_id = van
        sla = self.env["field.sla"].create(
            {
                "name": "Dépannage",
                "time_limit": "none",
                "user_ids": [(4, self.other_rep.id)],
                "calendar_id": self.calendar.id,
            }
        )
        mission = self.env["field.visit"].create(
            {
                "partner_id": self.by_town["Vitré"].id,
                "state": "to_plan",
                "user_id": False,
                "sla_id": sla.id,
                "duration": 2,
            }
        )
        plan = self.compute(self.make_plan())
        self.assert_sound(plan)
        stop = plan.stop_ids.filtered(lambda each: each.mission_id == mission)
        self.assertEqual(stop.tour_id.resource_id, self.other_resource)
        self.assertEqual(stop.duration, 2)
        self.assertEqual(len(self.days(mission.partner_id, plan)), 1)

    def test_skills_and_compatible_reps(self):
        """S0-06: skills of the mission type, and reps that a client accepts."""
        crane = self.env["field.skill"].create({"name": "Grue"})
        mission_type = self.env["field.visit.type"].create(
            {"name": "Levage", "duration": 0.5, "skill_ids": [(4, crane.id)]}
        )
        lifted, picky = self.by_town["Redon"], self.by_town["Betton"]
        lifted.visit_type_id = mission_type
        picky.visit_user_ids = self.other_rep
        plan = self.make_plan()
        self.compute(plan)
        left = plan.stop_ids.filtered(lambda stop: not stop.tour_id)
        self.assertEqual((left.partner_id, left.reason), (lifted, "no_skill"))
        self.assertIn("Grue", left.reason_text)
        self.resource.skill_ids = crane
        self.compute(plan)
        stops = {stop.partner_id: stop for stop in plan.stop_ids}
        self.assertEqual(stops[lifted].tour_id.resource_id, self.resource)
        self.assertEqual(stops[picky].tour_id.resource_id, self.other_resource)

    def test_sectors_bound_to_resources(self):
        """S0-47, S0-48: ignored, or each sector with its resources in the tab."""
        east = self.env["field.sector"].create(
            {"name": "Est", "user_ids": [(4, self.other_rep.id)]}
        )
        (self.by_town["Bruz"] | self.by_town["Guichen"]).sector_id = east
        plan = self.make_plan(sector_mode="use")
        with self.assert_refused("Sectors: say which resources visit “Est”", UserError):
            plan.action_compute()
        plan._onchange_sector_mode()
        self.assertEqual(plan.sector_line_ids.resource_ids, self.other_resource)
        self.compute(plan)
        self.assert_sound(plan)
        of_east = plan.stop_ids.filtered(lambda stop: stop.partner_id.sector_id == east)
        self.assertEqual(of_east.tour_id.resource_id, self.other_resource)

    def test_transport_and_fuel(self):
        """S0-50: the team's means of transport and its fuel make the costs."""
        self.resource.cost_per_hour = self.other_resource.cost_per_hour = 0
        fuel = self.env["field.fuel"].create({"name": "Gazole", "price": 2})
        van = self.env["field.vehicle.type"].create(
            {
                "name": "Fourgon",
                "consumption_ids": [(0, 0, {"fuel_id": fuel.id, "consumption": 10})],
            }
        )
        plan = self.make_plan(vehicle_type_id=van.id, fuel_id=fuel.id)
        self.compute(plan)
        self.assertAlmostEqual(plan.cost, plan.km * 0.2, delta=plan.km * 0.001)

    def test_limits_of_a_day(self):
        """S0-50: at most so many visits a day; what is left says why."""
        (self.resource | self.other_resource).max_visits = 1
        plan = self.make_plan(date_to=MONDAY)
        self.compute(plan)
        self.assertEqual((plan.placed_count, plan.left_count), (2, 8))
        self.assertEqual(set(plan.left_stop_ids.mapped("reason")), {"no_room"})

    def test_hours_of_the_resource_apply_where_none_are_typed(self):
        """S4-13: a client without hours is always open, its rep works by day."""
        plan = self.compute(self.make_plan())
        for stop in plan.stop_ids:
            self.assertTrue(8 <= plan._to_local(stop.begins_on).hour < 18)

    # ------------------------------------------------------------------
    # Bad input
    # ------------------------------------------------------------------

    def test_what_cannot_be_computed_says_why(self):
        """S0-46: nobody, nothing, nowhere: each a sentence, and the plan as it was."""
        lost = self.client
        for values, words in (
            ({"resource_ids": [(5,)]}, "Resources: choose at least one"),
            ({"partner_ids": [(5,)]}, "Clients: select at least one"),
            ({"partner_ids": [(6, 0, lost.ids)]}, "None of the 1 clients has"),
            (
                {"date_from": FRIDAY + timedelta(1), "date_to": FRIDAY + timedelta(2)},
                "None of the resources works",
            ),
        ):
            with self.subTest(words):
                plan = self.make_plan(**values)
                with self.assert_refused(words, UserError):
                    plan.action_compute()
                self.assertEqual(plan.state, "draft")
        plan = self.make_plan()
        self.depot.write({"partner_latitude": 0, "partner_longitude": 0})
        with self.assert_refused("“Agence de Rennes”", UserError):
            plan.action_compute()

    def test_one_impossible_client_spoils_nothing(self):
        """S0-46: no coordinates, or closed all week: left out in words, others go."""
        shut = self.by_town["Bruz"]
        shut.opening_week = {"6": "9h-12h"}
        plan = self.make_plan(self.clients | self.client)
        self.compute(plan)
        self.assert_sound(plan)
        reasons = {stop.partner_id: stop for stop in plan.left_stop_ids}
        self.assertEqual(reasons[self.client].reason, "no_place")
        self.assertEqual(reasons[shut].reason, "outside_hours")
        self.assertIn("9h", reasons[shut].reason_text)
        self.assertEqual(plan.placed_count, 9)

    def test_everything_outside_hours(self):
        """S0-06, S0-46: all closed while reps work: no tours, a reason for each."""
        self.clients.write({"opening_week": {"6": "9h-12h"}})
        plan = self.compute(self.make_plan())
        self.assert_sound(plan)
        self.assertFalse(plan.tour_ids)
        self.assertEqual(plan.left_count, 10)
        self.assertEqual(set(plan.left_stop_ids.mapped("reason")), {"outside_hours"})
        data = plan.get_planner_data()
        self.assertTrue(all(stop["explanation"] for stop in data["stops"]))
        with self.assert_refused("has no tours to send", UserError):
            plan.action_send()

    def test_clock_change_in_the_week(self):
        """S4-13: over the change of the clocks a visit at 14 h stays at 14 h."""
        client = self.by_town["Bruz"]
        client.opening_week = {"0": "14h-15h", "4": "14h-15h"}
        client.visit_frequency = "3/1"
        friday = fields.Date.to_date("2027-03-26")
        plan = self.make_plan(date_from=friday, date_to=friday + timedelta(days=4))
        self.compute(plan)
        stops = plan.stop_ids.filtered(lambda stop: stop.partner_id == client)
        hours = {plan._to_local(stop.begins_on).hour for stop in stops}
        self.assertEqual((len(stops.tour_id), hours), (2, {14}))
        self.assertEqual(
            {stop.begins_on.hour for stop in stops}, {13, 12}, "in UTC an hour apart"
        )

    def test_a_plan_at_work_is_not_changed(self):
        """S0-46: two planners: while one computes, the other changes nothing."""
        plan = self.make_plan()
        with self.trapped():
            plan.action_compute()
            with self.assert_refused("is being computed", UserError):
                plan.date_to = MONDAY
            for action in ("action_compute", "action_send"):
                with self.assert_refused("Computing", UserError):
                    getattr(plan, action)()
            with self.assert_refused("cannot be deleted", UserError):
                plan.unlink()

    def test_period_in_bounds(self):
        """S0-46: a period is in order and has an end in sight."""
        with self.assert_refused("93 days are too many"):
            self.make_plan(date_to=MONDAY + timedelta(days=92))
        with self.assert_refused("is not between 1 and 3600"):
            self.make_plan(seconds=0)

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------

    def test_reps_plan_nothing(self):
        """S0-46, S0-12: planning is the managers', whatever a rep calls."""
        plan = self.compute(self.make_plan())
        for user in (self.rep, self.accountant, self.colleague):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    self.clients.with_user(user).action_optimise()
                theirs = plan.with_user(user)
                for method in ("action_compute", "action_send", "get_planner_data"):
                    with self.assertRaises(AccessError):
                        getattr(theirs, method)()
                with self.assertRaises(AccessError):
                    theirs.move_stop(plan.stop_ids[0].id, False, False, 0)
                self.assertFalse(self._visible(plan, user))

    def _visible(self, plan, user):
        tours = self.env["field.tour"].with_user(user)
        if not tours.has_access("read"):
            return tours
        return tours.search([("plan_id", "=", plan.id)])
