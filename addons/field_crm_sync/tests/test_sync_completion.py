from odoo.exceptions import AccessError
from odoo.tests import tagged

from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSyncCompletion(SyncCase):
    """A mission on site wants a complete client, whom the rep completes."""

    def setUp(self):
        super().setUp()
        self.mobile = self.phone()
        self.on_site = self.env["field.visit.type"].create(
            {"name": "Relevé sur place", "requires_visit": True}
        )
        self.client.write({**self._complete_sheet(), "phone": False, "zip": False})
        self.client.write({"department_code": False, "post_office_code": False})

    def visit(self):
        return self.mobile.mutation(
            "VC", {"partner": self.client.id, "type": self.on_site.id, "comment": "Vu"}
        )

    def complete(self, **values):
        return self.mobile.do("CF", {"partner": self.client.id, "values": values})

    def test_a_visit_on_site_waits_for_a_complete_client(self):
        """S2-05: it waits, naming the fields, and is applied once they are there."""
        self.assertEqual(self.client._get_names_to_complete(), ["zip", "phone"])
        visit = self.visit()
        (result,) = self.mobile.push(visit)["results"]
        self.assertEqual(result["state"], "waits")
        self.assertIn("Phone", result["reason"])
        self.assertFalse(self.client.visit_ids)
        self.complete(phone="02 99 30 40 50", zip="35500")
        (result,) = self.mobile.push(visit)["results"]
        self.assertEqual(result["state"], "applied", result)
        self.assertEqual(self.client.visit_ids.comment, "Vu")

    def test_any_other_visit_is_taken(self):
        """S2-05: only missions on site ask for it."""
        result = self.mobile.do("VC", {"partner": self.client.id})
        self.assertEqual(result["state"], "applied", result)

    def test_a_rep_completes_a_client_that_is_read_only(self):
        """S2-06: « même si la liste est en lecture seule », and the chatter says so."""
        client = self.client.with_user(self.rep)
        with self.assertRaises(AccessError):
            client.write({"phone": "02 99 30 40 50"})
        result = self.complete(phone="02 99 30 40 50", zip="35500")
        self.assertEqual(result["state"], "applied", result)
        self.assertEqual(self.client.phone, "02 99 30 40 50")
        self.assertEqual(self.client.department_code, "35")
        said = self.client.message_ids.filtered("body")[0]
        self.assertIn("02 99 30 40 50", said.body)
        self.assertEqual(said.author_id, self.rep.partner_id)
        line = self.env["field.mutation"].search([("kind", "=", "CF")])
        self.assertEqual(line.partner_id, self.client)

    def test_nothing_else_can_be_written_that_way(self):
        """S2-06: neither what is filled, nor what is not mandatory, nor who follows."""
        self.client.user_id = False
        for values in (
            {"email": "x@example.com"},
            {"user_id": self.other_rep.id},
            {"iban": "FR1420041010050500013M02606"},
            {"credit_limit": 5},
            {"phone": "abc"},
            {"phone": "0" * 90},
        ):
            result = self.complete(**values)
            self.assertEqual(result["state"], "rejected", values)
        self.assertFalse(self.client.user_id)
        self.assertFalse(self.client.phone)

    def test_what_the_office_filled_meanwhile_stays(self):
        """S2-06: both values are kept, for the office to settle."""
        self.client.phone = "02 99 11 11 11"
        result = self.complete(phone="02 99 30 40 50", street="Ailleurs")
        self.assertEqual(result["state"], "conflict", result)
        self.assertEqual(self.client.phone, "02 99 11 11 11")
        conflicts = self.env["field.conflict"].search([])
        self.assertEqual(set(conflicts.mapped("field_name")), {"phone", "street"})
        same = self.complete(phone="02 99 11 11 11")
        self.assertEqual(same["state"], "applied", same)

    def test_a_stranger_completes_nothing(self):
        """S2-06: who does not see the client, or is no rep, is refused."""
        with self.assertRaises(AccessError):
            self.client.with_user(self.colleague).action_complete({"phone": "1"})
        with self.assertRaises(AccessError):
            self.prospect.with_user(self.other_rep).action_complete({"phone": "1"})

    def test_the_phone_knows_which_types_are_on_site(self):
        """S2-05: the lists say it, so that the phone asks offline."""
        self.mobile.pull()
        types = {one["id"]: one for one in self.mobile.document["visit_types"]}
        self.assertTrue(types[self.on_site.id]["requires_visit"])
