from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .tours_common import TourCase


@tagged("post_install", "-at_install")
class TestSectorisation(TourCase):
    """Sectors for the clients selected: seen first, kept, undone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Two towns far from each other, ten clients in each.
        cls.crowd = cls.env["res.partner"].create(
            [
                {
                    "name": f"{town} {number}",
                    "field_status": "client",
                    "user_id": cls.rep.id,
                    "partner_latitude": 48.1 + number / 1000,
                    "partner_longitude": longitude,
                }
                for town, longitude in (("Ouest", -3.0), ("Est", -1.0))
                for number in range(10)
            ]
        )
        cls.west, cls.east = cls.crowd[:10], cls.crowd[10:]

    def sectorise(self, partners=None, **values):
        partners = self.crowd if partners is None else partners
        action = partners.with_user(self.manager).action_sectorise()
        record = self.env[action["res_model"]].browse(action["res_id"])
        record = record.with_user(self.manager)
        record.write(values)
        return record

    def test_preview_accept_undo(self):
        """S0-54: seen before it is written, then kept on the clients, and undone."""
        record = self.compute(self.sectorise(mode="new", sector_count=2))
        self.assertEqual(record.state, "computed", record.work_id.error)
        self.assertFalse(self.crowd.sector_id, "nothing is written before it is seen")
        preview = record.get_preview()
        self.assertEqual(len(preview["points"]), 20)
        self.assertEqual([s["clients"] for s in preview["sectors"]], [10, 10])
        self.assertEqual(preview["flows"], [[-1, 0, 10], [-1, 1, 10]])
        west = preview["after"][preview["points"][0][3]]
        self.assertTrue(all(corner[1] == -3.0 for corner in west), west)
        self.assertEqual(preview["before"], [[], []])
        moves = record.action_open_moves(-1, preview["points"][0][3])
        self.assertEqual(moves["domain"], [("id", "in", self.west.ids)])
        self.assertLess(record.spread, 3)
        record.action_apply()
        self.assertEqual(len(self.crowd.sector_id), 2)
        self.assertEqual(len(self.west.sector_id), 1)
        self.assertEqual(len(self.east.sector_id), 1)
        # Somebody corrects one by hand: that stays.
        self.west[0].sector_id = self.sector
        record.action_undo()
        self.assertEqual(self.west[0].sector_id, self.sector)
        self.assertFalse((self.crowd - self.west[0]).sector_id)

    def test_preview_thrown_away(self):
        """S0-54: discarded: no client has moved, and it can be worked out anew."""
        record = self.compute(self.sectorise(mode="new", sector_count=2))
        record.action_discard()
        self.assertEqual((record.state, len(record.line_ids)), ("draft", 0))
        self.assertEqual(record.get_preview()["points"], [])
        self.assertFalse(self.crowd.sector_id)
        with self.assert_refused("cannot be changed like this now", UserError):
            record.action_apply()
        self.compute(record)
        self.assertEqual(record.state, "computed")
        self.assertEqual(
            record.action_open_preview()["context"]["active_id"], record.id
        )

    def test_preview_shows_what_changes(self):
        """S0-54: before and after, hours of both, and who goes from where to where."""
        one, two = self.env["field.sector"].create([{"name": "Un"}, {"name": "Deux"}])
        self.west.sector_id, self.east.sector_id = one, two
        (self.west[:2] | self.east[:1]).sector_id = two
        record = self.compute(self.sectorise())
        preview = record.get_preview()
        # Sectors come in the order of their names.
        self.assertEqual(preview["flows"], [[0, 1, 2]])
        self.assertEqual(preview["moved"], 2)
        sectors = preview["sectors"]
        self.assertEqual([s["clients_before"] for s in sectors], [12, 8])
        self.assertEqual([s["clients"] for s in sectors], [10, 10])
        self.assertLess(sectors[1]["hours_before"], sectors[1]["hours"])
        self.assertEqual(
            record.action_open_moves()["domain"], [("id", "in", self.west[:2].ids)]
        )

    def test_sectors_of_today_and_those_who_stay(self):
        """S0-54: shared out among the sectors there are, with fixed members."""
        one, two = self.env["field.sector"].create([{"name": "Un"}, {"name": "Deux"}])
        self.west.sector_id, self.east.sector_id = one, two
        stays = self.west[3]
        stays.sector_id = two
        record = self.sectorise()
        self.assertEqual(record.sector_ids, one | two)
        record.fixed_partner_ids = stays
        self.compute(record)
        record.action_apply()
        self.assertEqual(stays.sector_id, two)
        self.assertLessEqual(record.moved_count, 3)

    def test_workload_counts_and_not_heads(self):
        """S0-54: who is visited often weighs more."""
        for number, partner in enumerate(self.crowd):
            partner.partner_longitude = -3 + number / 10
        self.west.visit_frequency = "4/1"
        record = self.compute(self.sectorise(mode="new", sector_count=2))
        hours = record.line_ids.mapped("hours")
        counts = record.line_ids.mapped("client_count")
        self.assertLess(max(hours) / min(hours), 1.8)
        self.assertNotEqual(counts[0], counts[1])

    def test_what_cannot_be_sectorised_says_why(self):
        """S0-54: nobody, no sector, nowhere: each a sentence."""
        record = self.sectorise(self.client, mode="new")
        self.compute(record)
        self.assertEqual(record.state, "draft")
        self.assertIn("None of the clients has coordinates", record.work_id.error)
        with self.assert_refused("choose those to share", UserError):
            self.sectorise(mode="existing").action_compute()
        empty = self.sectorise(mode="new")
        empty.partner_ids = False
        with self.assert_refused("select at least one", UserError):
            empty.action_compute()

    def test_only_managers(self):
        """S0-54, S0-12: neither a rep nor an accountant moves clients about."""
        record = self.sectorise(mode="new")
        for user in (self.rep, self.accountant):
            with self.assertRaises(AccessError):
                self.crowd.with_user(user).action_sectorise()
            for method in (
                "action_compute",
                "action_apply",
                "action_discard",
                "action_open_moves",
                "get_preview",
            ):
                with self.assertRaises(AccessError):
                    getattr(record.with_user(user), method)()

    def test_sectors_for_one_plan_only(self):
        """S0-49: a volatile sectorisation steers the tours and is not stored."""
        plan = self.make_plan(self.crowd, sector_mode="volatile")
        self.compute(plan)
        self.assertEqual(plan.state, "computed", plan.work_id.error)
        self.assertFalse(self.crowd.sector_id)
        placed = plan.stop_ids.filtered("tour_id")
        self.assertTrue(placed)
        reps = {}
        for stop in placed:
            side = "west" if stop.partner_id in self.west else "east"
            reps.setdefault(side, set()).add(stop.tour_id.resource_id)
        self.assertEqual({len(found) for found in reps.values()}, {1})
        self.assertFalse(reps["west"] & reps["east"])
