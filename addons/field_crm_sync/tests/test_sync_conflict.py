from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSyncConflict(SyncCase):
    """The phone and the office changed the same: both values are kept."""

    def setUp(self):
        super().setUp()
        self.mobile = self.phone()
        self.prospect.write({"city": "Rennes", "site_note": "Portail vert"})

    def _change(self, base, **values):
        args = {"partner": self.prospect.id, "values": values}
        return self.mobile.do("MP", args, base=base)

    def test_fields_that_only_one_side_changed(self):
        """S3-50, S3-70: the rep's change and the office's are both there."""
        self.prospect.street = "1 rue du Port"
        base = {"city": "Rennes", "street": None}
        self.assertEqual(self._change(base, city="Betton")["state"], "applied")
        self.assertEqual(self.prospect.city, "Betton")
        self.assertEqual(self.prospect.street, "1 rue du Port")

    def test_the_same_change_on_both_sides(self):
        self.prospect.city = "Betton"
        self.assertEqual(
            self._change({"city": "Rennes"}, city="Betton")["state"], "applied"
        )

    def test_the_office_stays_and_the_rep_is_heard(self):
        """The rep's value waits for one click, whichever way."""
        for take in (False, True):
            with self.subTest(take=take):
                self.prospect.write({"city": "Cesson", "phone": False})
                result = self._change(
                    {"city": "Rennes", "phone": None}, city="Betton", email="a@b.fr"
                )
                self.assertEqual(result["state"], "conflict")
                self.assertEqual(result["kept"], ["city"])
                self.assertEqual(self.prospect.city, "Cesson")
                self.assertEqual(self.prospect.email, "a@b.fr")
                conflict = self.env["field.conflict"].search([], limit=1)
                self.assertEqual(
                    (conflict.base_text, conflict.server_text, conflict.mine_text),
                    ("Rennes", "Cesson", "Betton"),
                )
                with self.assertRaises(AccessError):
                    conflict.with_user(self.rep).action_take_rep()
                boss = conflict.with_user(self.manager)
                boss.action_take_rep() if take else boss.action_keep_server()
                self.assertEqual(self.prospect.city, "Betton" if take else "Cesson")
                with self.assertRaises(UserError):
                    boss.action_take_rep()
                self.assertEqual(conflict.mutation_id.state, "applied")
                results = self.mobile.pull()[0].get("results", [])
                told = {one["uuid"]: one for one in results}
                if self.mobile.cursor and told:
                    self.assertNotIn("kept", told[result["uuid"]])

    def test_free_text_is_kept_from_both(self):
        """What either side wrote stays, the rep's signed."""
        self.prospect.site_note = "Portail bleu"
        result = self._change({"site_note": "Portail vert"}, site_note="Chien méchant")
        self.assertEqual(result["state"], "applied")
        self.assertIn("Portail bleu", self.prospect.site_note)
        self.assertIn("Chien méchant", self.prospect.site_note)
        self.assertIn(self.rep.name, self.prospect.site_note)

    def test_a_planner_wins_the_date(self):
        """S3-32: a date that was planned meanwhile stays, the rep's is shown."""
        planned = fields.Date.today() + timedelta(days=10)
        self.client.revisit_date = planned
        mine = planned + timedelta(days=20)
        result = self.mobile.do(
            "DR",
            {"partner": self.client.id, "date": mine.isoformat()},
            base={"revisit_date": None},
        )
        self.assertEqual(result["kept"], ["revisit_date"])
        self.assertEqual(self.client.revisit_date, planned)
        self.env["field.conflict"].search([]).with_user(self.manager).action_take_rep()
        self.assertEqual(self.client.revisit_date, mine)

    def test_the_position_of_a_client_is_a_proposal(self):
        """S2-15, S2-17: a rep who may not write clients proposes."""
        args = {"partner": self.client.id, "latitude": 48.2, "longitude": -1.5}
        result = self.mobile.do("GP", args)
        self.assertEqual(result["kept"], ["position"])
        self.assertFalse(self.client.partner_latitude)
        conflict = self.env["field.conflict"].search([])
        self.assertEqual(conflict.mine_text, "48.20000, -1.50000")
        conflict.with_user(self.manager).action_take_rep()
        self.assertAlmostEqual(self.client.partner_latitude, 48.2)
        mine = {"partner": self.prospect.id, "latitude": 48.3, "longitude": -1.4}
        self.assertEqual(self.mobile.do("GP", mine)["state"], "applied")
        self.assertAlmostEqual(self.prospect.partner_latitude, 48.3)
