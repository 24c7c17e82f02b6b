from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestContactRelations(FieldCrmCase):
    """Locations, parents and relations of a client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write({"street": "1 rue du Siège", "zip": "35000", "city": "Rennes"})
        cls.depot = cls.env["res.partner"].create(
            {
                "name": "Depot",
                "parent_id": cls.client.id,
                "type": "site",
                "ref": "D-1",
                "city": "Vitré",
            }
        )
        cls.landlord = cls.env["res.partner"].create(
            {"name": "SCI Le Goff", "field_status": "client", "city": "Redon"}
        )
        cls.lets = cls.env.ref("field_crm.relation_type_tenant")

    def _relate(self, left, right, user=None, kind=None):
        return (
            self.env["res.partner.relation"]
            .with_user(user or self.accountant)
            .create(
                {
                    "left_partner_id": left.id,
                    "type_id": (kind or self.lets).id,
                    "right_partner_id": right.id,
                }
            )
        )

    # ------------------------------------------------------------------
    # Locations
    # ------------------------------------------------------------------

    def test_client_has_several_locations(self):
        """S1-20, S4-10: added on the client's form, each with address and reference."""
        form = Form(
            self.client.with_user(self.accountant),
            "field_crm.view_res_partner_client_form",
        )
        with form.location_ids.new() as location:
            location.name, location.city, location.ref = "Quay", "Saint-Malo", "D-2"
        form.save()
        locations = self.client.location_ids
        self.assertEqual(locations.mapped("city"), ["Vitré", "Saint-Malo"])
        self.assertEqual(set(locations.mapped("ref")), {"D-1", "D-2"})
        self.assertEqual(set(locations.mapped("type")), {"site"})
        self.assertEqual(self.client.city, "Rennes", "addresses do not mix")
        self.assertEqual(self.client.with_user(self.rep).location_count, 2)
        action = self.client.with_user(self.rep).action_open_locations()
        Partner = self.env["res.partner"].with_user(self.rep)
        self.assertEqual(Partner.search(action["domain"]), locations)
        self.assertFalse(action["context"]["edit"], "read-only to reps, as the client")
        self.assertTrue(Partner.get_views(action["views"]))
        action = self.client.with_user(self.accountant).action_open_locations()
        self.assertTrue(action["context"]["edit"])

    def test_people_are_no_locations(self):
        """S1-20: a contact person is not counted among the places."""
        self.env["res.partner"].create({"name": "Ann", "parent_id": self.client.id})
        self.assertEqual(self.client.location_ids, self.depot)

    def test_locations_of_a_client_are_the_offices(self):
        """S0-04, S1-20: a rep reads them, and writes those of the own prospects."""
        depot = self.depot.with_user(self.rep)
        self.assertEqual(depot.name, "Depot")
        with self.assertRaises(AccessError):
            depot.city = "Brest"
        with self.assertRaises(AccessError):
            depot.create({"name": "X", "parent_id": self.client.id, "type": "site"})
        barn = depot.create(
            {"name": "Barn", "parent_id": self.prospect.id, "type": "site"}
        )
        self.assertEqual(barn.prospect_id, self.prospect)
        self.assertFalse(barn.with_user(self.other_rep).has_access("read"))

    def test_a_site_that_is_a_client_keeps_its_address(self):
        """S4-10: ABC SA « Clients », ABC SA – Paris « Sites »: two addresses."""
        site = (
            self.env["res.partner"]
            .with_user(self.accountant)
            .create({"name": "Paris", "field_status": "client", "city": "Paris"})
        )
        form = Form(site, "field_crm.view_res_partner_client_form")
        form.parent_id = self.client
        self.assertEqual(form.city, "Paris")
        form.save()
        site.zip = "75001"
        self.assertEqual((site.city, site.zip), ("Paris", "75001"))
        self.assertEqual((self.client.city, self.client.zip), ("Rennes", "35000"))
        self.assertIn(site, self.client.location_ids)
        born = site.create(
            {
                "name": "Lyon",
                "field_status": "client",
                "parent_id": self.client.id,
                "city": "Lyon",
            }
        )
        self.assertEqual(born.city, "Lyon")

    def test_tree_of_parents_and_children(self):
        """S4-10: the tree shows what the reader may see."""
        self.env["res.partner"].create(
            {
                "name": "Hidden",
                "field_status": "prospect",
                "parent_id": self.client.id,
                "user_id": self.other_rep.id,
            }
        )
        action = self.client.with_user(self.rep).action_open_hierarchy()
        self.assertEqual(action["context"], {"hierarchy_res_id": self.client.id})
        nodes = (
            self.env["res.partner"]
            .with_user(self.rep)
            .hierarchy_read(
                [("id", "=", self.client.id)], {"name": {}}, "parent_id", "child_ids"
            )
        )
        self.assertEqual({node["name"] for node in nodes}, {self.client.name, "Depot"})

    # ------------------------------------------------------------------
    # Relations of several kinds
    # ------------------------------------------------------------------

    def test_kinds_of_relation(self):
        """S4-10: site, owner and tenant, billing and mission address."""
        for name in ("site", "tenant", "billing", "mission"):
            kind = self.env.ref(f"field_crm.relation_type_{name}")
            self.assertTrue(kind.name and kind.name_inverse)
            self._relate(self.client, self.landlord, kind=kind)
        self.assertEqual(len(self.client.relation_left_ids), 4)

    def test_relation_is_read_from_both_ends(self):
        """S4-10: typed in on one form, shown on both."""
        form = Form(
            self.landlord.with_user(self.accountant),
            "field_crm.view_res_partner_client_form",
        )
        with form.relation_left_ids.new() as relation:
            relation.type_id = self.lets
            relation.right_partner_id = self.client
        form.save()
        relation = self.client.with_user(self.rep).relation_right_ids
        self.assertEqual(relation.left_partner_id, self.landlord)
        self.assertEqual(relation.type_inverse_name, self.lets.name_inverse)

    def test_a_relation_betrays_no_hidden_prospect(self):
        """S3-36, S4-10: nobody learns of a prospect through its landlord."""
        relation = self._relate(self.landlord, self.prospect, self.manager)
        back = self._relate(self.prospect, self.landlord, self.manager)
        Relation = self.env["res.partner.relation"]
        for user, is_seen in (
            (self.rep, True),
            (self.manager, True),
            (self.other_rep, False),
            (self.accountant, False),
            (self.colleague, False),
        ):
            found = Relation.with_user(user).search([("type_id", "=", self.lets.id)])
            self.assertEqual(bool(found & (relation | back)), is_seen, user.login)
            self.assertEqual(relation.with_user(user).has_access("read"), is_seen)
        self.env.invalidate_all()
        landlord = self.landlord.with_user(self.other_rep)
        self.assertFalse(landlord.relation_left_ids | landlord.relation_right_ids)
        self.assertEqual(landlord.relation_count, 0)
        form = Form(landlord, "field_crm.view_res_partner_client_form")
        self.assertFalse(len(form.relation_left_ids))
        Partner = self.env["res.partner"].with_user(self.other_rep)
        found = Partner.search([("search_relation_partner_id", "=", self.prospect.id)])
        self.assertFalse(found, "nor by the search for relations")

    def test_who_keeps_relations(self):
        """S4-10: whoever keeps clients; a rep reads."""
        with self.assertRaises(AccessError):
            self._relate(self.landlord, self.client, self.rep)
        relation = self._relate(self.landlord, self.client)
        with self.assertRaises(AccessError):
            relation.with_user(self.rep).unlink()
        with self.assertRaises(AccessError):
            self.lets.with_user(self.accountant).name = "x"
        self.lets.with_user(self.admin).name = "lets to"
        relation.with_user(self.accountant).unlink()

    def test_companies_keep_relations_apart(self):
        """S0-13, S4-10: the relation of another company's client is not seen."""
        relation = self._relate(self.landlord, self.client)
        self.landlord.company_id = self.env["res.company"].create({"name": "Autre"})
        self.env.flush_all()
        self.assertFalse(relation.with_user(self.manager).has_access("read"))

    def test_searching_partners_costs_no_more_for_relations(self):
        """S4-10: the add-on of relations asks nothing when partners are searched."""
        Partner = self.env["res.partner"].with_user(self.rep)
        Partner.search([("name", "=", "x")])
        with self.assertQueryCount(1):
            Partner.search([("name", "=", "x")])
