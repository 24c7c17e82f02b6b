from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestPerson(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yann, cls.anne = cls.env["res.partner"].create(
            [
                {
                    "name": "Yann Le Bihan",
                    "parent_id": cls.client.id,
                    "mobile": "06 12 34 56 77",
                },
                {"name": "Anne Kermarrec", "parent_id": cls.client.id},
            ]
        )

    def test_people_are_added_on_the_client(self):
        """S4-21, S4-22, S4-23: job title, phones, what they receive, tags."""
        tag = self.env["res.partner.category"].create({"name": "Décideur", "color": 3})
        client = self.client.with_user(self.accountant)
        with Form(client, "field_crm.view_res_partner_client_form") as form:
            with form.person_ids.new() as person:
                person.name = "Léa Morvan"
                person.function = "Cheffe d'atelier"
                person.phone = "02 61 91 41 93"
                person.mobile = "06 12 34 56 78"
                person.other_phone = "06 12 34 56 79"
                person.allows_booking = True
                person.receives_financial = True
                person.category_id = tag
        person = client.person_ids.filtered(lambda each: each.name == "Léa Morvan")
        self.assertEqual(person.parent_id, client)
        self.assertFalse(person.field_status or person.is_company)
        self.assertEqual(person.category_id, tag)
        Partner = self.env["res.partner"].with_user(self.rep)
        for number in ("261914193", "612345678", "612345679"):
            domain = [("phone_mobile_search", "ilike", number)]
            self.assertEqual(Partner.search(domain), person, number)

    def test_one_main_contact(self):
        """S4-04, S4-15: the main contact is one, shown and found with the client."""
        self.assertFalse(self.client.main_contact_id)
        self.yann.is_main_contact = True
        self.assertEqual(self.client.main_contact_id, self.yann)
        self.anne.with_user(self.accountant).is_main_contact = True
        self.assertFalse(self.yann.is_main_contact)
        self.assertEqual(self.client.main_contact_id, self.anne)
        with Form(self.client, "field_crm.view_res_partner_client_form") as form:
            with form.person_ids.new() as person:
                person.name = "Léa Morvan"
                person.is_main_contact = True
        self.assertEqual(self.client.main_contact_name, "Léa Morvan")
        self.client.main_contact_id.action_archive()
        self.assertFalse(self.client.main_contact_id)

    def test_client_is_found_by_its_main_contact(self):
        """S4-15: one search box finds the client of the main contact."""
        self.yann.is_main_contact = True
        Partner = self.env["res.partner"].with_user(self.rep)
        found = [id_ for id_, _name in Partner.name_search("le bihan")]
        self.assertIn(self.client.id, found)
        self.assertEqual(self.client.main_contact_phone, "06 12 34 56 77")
        domain = [("person_ids", "any", [("name", "ilike", "kermarrec")])]
        self.assertEqual(Partner.search(domain), self.client)

    def test_reps_see_people_and_change_those_of_prospects(self):
        """S0-04, S3-36: a rep reads a client's people, and keeps those of prospects."""
        yann = self.yann.with_user(self.rep)
        self.assertEqual(yann.name, "Yann Le Bihan")
        for values in ({"is_main_contact": True}, {"allows_booking": True}):
            with self.assertRaises(AccessError):
                yann.write(values)
        person = (
            self.env["res.partner"]
            .with_user(self.rep)
            .create(
                {"name": "Paul", "parent_id": self.prospect.id, "is_main_contact": True}
            )
        )
        self.assertEqual(self.prospect.main_contact_id, person)
        self.assertFalse(person.with_user(self.other_rep).has_access("read"))
        arch = (
            self.env["res.partner"]
            .with_user(self.rep)
            .get_view(self.env.ref("field_crm.view_res_partner_person_form").id)["arch"]
        )
        self.assertNotIn("consent", arch)

    def test_main_contacts_are_computed_together(self):
        """S4-15: a thousand clients' main contacts take as many queries as ten's."""
        clients = self.env["res.partner"].create(
            [{"name": f"Client {number}"} for number in range(40)]
        )
        self.env["res.partner"].create(
            [
                {"name": "Chef", "parent_id": client.id, "is_main_contact": True}
                for client in clients
            ]
        )
        self.env.flush_all()
        counts = []
        for some in (clients[:10], clients):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.mapped("main_contact_phone")
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
