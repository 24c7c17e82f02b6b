from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .sync_common import SyncCase

THERE = {"latitude": 48.1, "longitude": -1.6, "accuracy": 8}
AFAR = {"latitude": 48.2, "longitude": -1.6, "accuracy": 8, "reason": "Chantier"}
NOWHERE = {"reason": "Pas de GPS dans la cave"}


@tagged("post_install", "-at_install")
class TestSyncPresence(SyncCase):
    """Types of mission whose visits begin at the client's."""

    def setUp(self):
        super().setUp()
        self.mobile = self.phone()
        self.type = self.env["field.visit.type"].create(
            {"name": "Audit sur place", "needs_presence": True}
        )
        self.client.write({"partner_latitude": 48.1, "partner_longitude": -1.6})

    def arrive(self, **args):
        """Send a visit of the client; returns it as the office has it."""
        result = self.mobile.do("VC", {"partner": self.client.id, **args})
        self.assertEqual(result["state"], "applied", result)
        return self.env["field.visit"].search(
            [("partner_id", "=", self.client.id)], order="id desc", limit=1
        )

    def test_the_phone_knows_which_types_require_presence(self):
        """S2-34: the lists say it, so that the app asks offline."""
        other = self.env["field.visit.type"].create({"name": "Appel"})
        self.mobile.pull()
        required = {
            one["id"]: one["needs_presence"]
            for one in self.mobile.document["visit_types"]
        }
        self.assertTrue(required[self.type.id])
        self.assertFalse(required[other.id])

    def test_near_far_and_without_a_position(self):
        """S2-34, AMB-12: each is taken, and says what it was."""
        near = self.arrive(type=self.type.id, check_in=THERE)
        self.assertEqual((near.presence, near.check_in_reason), ("on_site", False))
        far = self.arrive(type=self.type.id, check_in=AFAR)
        self.assertEqual((far.presence, far.check_in_reason), ("afar", "Chantier"))
        lost = self.arrive(type=self.type.id, check_in=NOWHERE)
        self.assertEqual(lost.presence, "unverified")
        self.assertEqual(lost.check_in_reason, NOWHERE["reason"])
        self.assertTrue(lost.check_in_on)

    def test_a_client_whose_place_nobody_knows(self):
        """AMB-12: the distance cannot be reckoned, which is not the rep's fault."""
        self.client.write({"partner_latitude": 0, "partner_longitude": 0})
        visit = self.arrive(type=self.type.id, check_in=AFAR)
        self.assertEqual(visit.presence, "unverified")
        self.assertAlmostEqual(visit.check_in_latitude, 48.2)

    def test_a_visit_without_check_in_is_taken_and_marked(self):
        """S2-34: nothing that a rep did is lost; the office finds it by the filter."""
        visit = self.arrive(type=self.type.id, comment="Vu")
        self.assertEqual((visit.comment, visit.presence), ("Vu", "missing"))
        other = self.arrive(comment="Rien d'exigé")
        self.assertFalse(other.presence)
        marked = self.env["field.visit"].search([("presence", "=", "missing")])
        self.assertEqual(marked, visit)

    def test_a_planned_mission_keeps_its_type(self):
        """S2-34: the type of the mission counts, though the phone does not name it."""
        mission = self.env["field.visit"].create(
            {
                "partner_id": self.client.id,
                "user_id": self.rep.id,
                "type_id": self.type.id,
                "state": "planned",
                "date": fields.Datetime.now(),
            }
        )
        self.arrive(visit=mission.id)
        self.assertEqual(mission.presence, "missing")

    def test_half_a_position_is_refused(self):
        """AMB-12: a latitude without its longitude is a mistake, not a missing GPS."""
        for wrong in ({"latitude": 48.1}, {"latitude": "x", "longitude": 1.0}):
            result = self.mobile.do(
                "VC", {"partner": self.client.id, "check_in": wrong}
            )
            self.assertEqual(result["state"], "rejected", wrong)

    def test_a_rep_does_not_change_the_types(self):
        """S2-34: what a type requires is decided at the office."""
        with self.assertRaises(AccessError):
            self.type.with_user(self.rep).needs_presence = False

    def test_nobody_writes_a_check_in_by_hand(self):
        """S2-34: what tells that a rep was there comes from the phone alone."""
        visit = self.arrive(type=self.type.id)
        for user in (self.rep, self.manager):
            for values in ({"presence": "on_site"}, {"check_in_latitude": 48.1}):
                with self.assertRaises(AccessError):
                    visit.with_user(user).write(values)
                with self.assertRaises(AccessError):
                    visit.with_user(user).copy(values)
        self.assertEqual(visit.presence, "missing")
