from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .tours_common import TourCase


@tagged("post_install", "-at_install")
class TestTourSending(TourCase):
    """Tours become planned visits, and follow every change."""

    def setUp(self):
        super().setUp()
        today = fields.Date.today()
        self.monday = today + timedelta(days=7 - today.weekday())
        self.plan = self.compute(
            self.make_plan(
                date_from=self.monday, date_to=self.monday + timedelta(days=4)
            )
        )

    def stop_of(self, town):
        return self.plan.stop_ids.filtered(
            lambda stop: stop.partner_id == self.by_town[town]
        )

    def visits(self):
        return self.env["field.visit"].search(
            [("partner_id", "in", self.clients.ids)], order="user_id, date"
        )

    def test_date_of_next_visit_is_written_when_sent(self):
        """S0-51, S0-26, AMB-13: not when it was computed, only when it is sent."""
        self.assertFalse(any(self.clients.mapped("next_visit_date")))
        self.plan.action_send()
        for stop in self.plan.stop_ids:
            self.assertEqual(stop.partner_id.next_visit_date, stop.tour_id.date)

    def test_visits_on_the_phone_in_their_order(self):
        """S0-51: each rep has the visits of the tours, planned, at their times."""
        self.plan.action_send()
        self.assertEqual(self.plan.state, "sent")
        visits = self.visits()
        self.assertEqual(len(visits), 10)
        self.assertEqual(set(visits.mapped("state")), {"planned"})
        for user, own in visits.grouped("user_id").items():
            stops = self.plan.stop_ids.filtered(lambda s, u=user: s.user_id == u)
            order = stops.sorted(lambda s: (s.tour_id.date, s.sequence)).partner_id
            self.assertEqual(own.partner_id.ids, order.ids)

    def test_a_rep_sees_the_own_tours_once_sent(self):
        """S0-51, S0-12: not before they are sent, and not those of a colleague."""
        day = fields.Date.to_string(self.monday)
        for town, resource in (("Bruz", self.resource), ("Vitré", self.other_resource)):
            self.plan.move_stop(self.stop_of(town).id, resource.id, day, 0)
        tours = self.env["field.tour"].with_user(self.rep)
        self.assertFalse(tours.search([]))
        self.plan.action_send()
        own = self.plan.tour_ids.filtered(lambda tour: tour.user_id == self.rep)
        self.assertEqual(tours.search([]), own)
        stops = self.env["field.tour.stop"].with_user(self.rep).search([])
        self.assertEqual(stops.tour_id, own)
        stops.read(["partner_id", "begins_on", "km"])
        with self.assertRaises(AccessError):
            stops[:1].sequence = 9

    def test_sent_twice_is_sent_once(self):
        """S0-51: sending again makes no visit double."""
        self.plan.action_send()
        before = self.visits()
        self.plan.action_send()
        self.assertEqual(self.visits(), before)

    def test_a_change_goes_to_the_same_visit(self):
        """S0-51: a change after sending updates the phone, and adds nothing."""
        self.plan.action_send()
        before = self.visits()
        friday = self.monday + timedelta(days=4)
        stop = self.stop_of("Redon")
        visit = stop.visit_id
        self.plan.move_stop(
            stop.id, self.other_resource.id, fields.Date.to_string(friday), 0
        )
        self.assertTrue(self.plan.has_changes)
        self.plan.action_send()
        self.assertFalse(self.plan.has_changes)
        self.assertEqual(len(self.visits()), len(before))
        self.assertEqual(visit.user_id, self.other_rep)
        self.assertEqual(visit.date, self.stop_of("Redon").begins_on)
        self.assertEqual(self.by_town["Redon"].next_visit_date, friday)

    def test_a_client_cancels(self):
        """S0-51: its visit is cancelled, the others move up, nobody else changes."""
        self.plan.action_send()
        stop = self.stop_of("Redon")
        visit, tour = stop.visit_id, stop.tour_id
        others = {
            each: (each.tour_id, each.begins_on)
            for each in self.plan.stop_ids
            if each.tour_id != tour
        }
        self.plan.cancel_stop(stop.id)
        self.plan.action_send()
        self.assertEqual(visit.state, "cancelled")
        self.assertFalse(self.by_town["Redon"].next_visit_date)
        for each, known in others.items():
            self.assertEqual((each.tour_id, each.begins_on), known)

    def test_a_rep_falls_ill(self):
        """S0-51: the visits of the day go elsewhere, who is not ill keeps the own."""
        for town in ("Bruz", "Guichen", "Redon", "Janzé"):
            self.plan.move_stop(
                self.stop_of(town).id,
                self.resource.id,
                fields.Date.to_string(self.monday),
                0,
            )
        for town in ("Betton", "Combourg", "Fougères"):
            self.plan.move_stop(
                self.stop_of(town).id,
                self.other_resource.id,
                fields.Date.to_string(self.monday),
                0,
            )
        self.plan.action_send()
        kept = {
            stop.partner_id: (stop.tour_id.resource_id, stop.tour_id.date)
            for stop in self.plan.stop_ids
            if (stop.tour_id.resource_id, stop.tour_id.date)
            != (self.resource, self.monday)
        }
        wizard = (
            self.env["field.tour.absence.wizard"]
            .with_user(self.manager)
            .create(
                {
                    "plan_id": self.plan.id,
                    "resource_id": self.resource.id,
                    "date_from": self.monday,
                    "date_to": self.monday,
                    "reason": "Malade",
                }
            )
        )
        self.assertGreaterEqual(wizard.visit_count, 4)
        self.compute(wizard, "action_apply")
        self.assertEqual(self.plan.state, "sent", self.plan.work_id.error)
        self.assertTrue(self.plan.has_changes)
        for stop in self.plan.stop_ids:
            place = (stop.tour_id.resource_id, stop.tour_id.date)
            self.assertNotEqual(place, (self.resource, self.monday))
            if stop.partner_id in kept:
                self.assertEqual(place, kept[stop.partner_id], stop.partner_id.name)
        self.plan.action_send()
        monday = self.visits().filtered(
            lambda v: v.user_id == self.rep and v.date.date() == self.monday
        )
        self.assertFalse(monday)

    def test_taken_back(self):
        """S0-51: planned visits are cancelled, what has begun stays, missions wait."""
        mission = self.env["field.visit"].create(
            {"partner_id": self.client.id, "state": "to_plan", "user_id": False}
        )
        self.client.write({"partner_latitude": 48.1, "partner_longitude": -1.6})
        plan = self.make_plan(
            self.client | self.clients[:2],
            date_from=self.plan.date_from,
            date_to=self.plan.date_to,
        )
        self.compute(plan)
        plan.action_send()
        self.assertEqual(mission.state, "planned")
        self.assertEqual(mission.user_id, plan.tour_ids.user_id & mission.user_id)
        begun = plan.stop_ids.filtered(
            lambda stop: stop.partner_id == self.clients[0]
        ).visit_id
        begun.state = "in_progress"
        with self.assert_refused("cannot be deleted", UserError):
            plan.unlink()
        plan.action_take_back()
        self.assertEqual((mission.state, begun.state), ("to_plan", "in_progress"))
        self.assertFalse(self.client.next_visit_date)
        self.assertEqual(plan.state, "computed")

    def test_nothing_to_send(self):
        """S0-51: a plan without tours has nothing to send."""
        self.plan.tour_ids.unlink()
        with self.assert_refused("has no tours to send", UserError):
            self.plan.action_send()
