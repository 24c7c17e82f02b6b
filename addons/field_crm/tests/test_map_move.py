from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .map_common import BREST, RENNES, MapCase


@tagged("post_install", "-at_install")
class TestMapMove(MapCase):
    """A position is corrected by dragging a marker (S0-38)."""

    def test_moved_by_hand_and_back(self):
        """No machine touches it afterwards; undone, all is as it was."""
        self.client.write({"zip": "35000", "city": "Rennes"})
        self.client._set_position(*RENNES, "town", "gazetteer")
        self.client.geo_state = "done"
        names = ("geo_precision", "geo_source", "geo_state", "geo_date")
        before = [self.client[name] for name in names]
        accountant = self.client.with_user(self.accountant)
        undo = accountant.action_move_on_map(48.12, -1.7)
        self.assertEqual(self.client.partner_latitude, 48.12)
        self.assertEqual(self.client.partner_longitude, -1.7)
        self.assertEqual(self.client.geo_precision, "address")
        self.assertEqual(self.client.geo_source, "manual")
        self.assertEqual(self.client.geo_state, "kept")
        accountant.action_move_back_on_map(undo)
        self.assertEqual([self.client[name] for name in names], before)
        self.assertAlmostEqual(self.client.partner_latitude, RENNES[0], 6)

    def test_a_rep_moves_own_prospects_only(self):
        """S0-04, S3-36: not clients, not prospects of others."""
        undo = self.prospect.with_user(self.rep).action_move_on_map(*BREST)
        self.prospect.with_user(self.rep).action_move_back_on_map(undo)
        for partner in (self.client, self.hidden):
            with self.assertRaises(AccessError):
                partner.with_user(self.rep).action_move_on_map(*BREST)
            with self.assertRaises(AccessError):
                partner.with_user(self.rep).action_move_back_on_map(undo)

    def test_no_place_on_earth_is_refused_in_words(self):
        for place in ((91, 0), (0, -181), ("a", 0), (float("nan"), 0), (None, 0)):
            with self.assert_refused("no position on Earth", UserError):
                self.client.action_move_on_map(*place)
        with self.assert_refused("no position on Earth", UserError):
            self.client.action_move_back_on_map({})

    def test_undo_writes_nothing_else(self):
        undo = self.client.action_move_on_map(*BREST)
        self.client.action_move_back_on_map({**undo, "name": "Autre", "id": 1})
        self.assertEqual(self.client.name, "Transports Guérin")
