from odoo.tests import tagged

from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSyncFirst(SyncCase):
    """A phone's first day, over HTTP."""

    def test_a_prospect_and_its_visit_arrive_once(self):
        """S3-27, S3-39, S3-69, S3-71, S3-73: made offline, sent twice, there once."""
        phone = self.phone()
        phone.pull()
        self.assertIn(self.client.id, phone.rows("partner"))
        prospect = phone.mutation("CP", {"values": {"name": "GAEC du Pré"}})
        visit = phone.mutation("VP", {"partner": prospect["uuid"], "comment": "Vu"})
        tomorrow = phone.mutation(
            "VC", {"partner": self.client.id, "date": "2999-01-01T08:00:00Z"}
        )
        results = phone.push(prospect, visit, tomorrow)
        states = [result["state"] for result in results]
        self.assertEqual(states, ["applied", "rejected", "rejected"])
        self.assertEqual(phone.push(prospect, visit, tomorrow), results)
        made = self.env["res.partner"].search([("name", "=", "GAEC du Pré")])
        self.assertEqual(made.user_id, self.rep)
        phone.pull()
        self.assertEqual(phone.rows("partner")[made.id]["name"], "GAEC du Pré")
