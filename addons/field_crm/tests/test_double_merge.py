from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestDoubleMerge(FieldCrmCase):
    """Several records become one, and several again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twin = cls.env["res.partner"].create(
            {
                "name": "Trans. Guerin SARL",
                "field_status": "client",
                "ref": "C200",
                "user_id": cls.other_rep.id,
                "street": "3 rue du Port",
                "zip": "35400",
                "city": "Saint-Malo",
                "phone": "02 99 56 00 01",
                "email": "contact@guerin.example",
                "child_ids": [
                    (0, 0, {"name": "Dépôt", "type": "site", "zip": "35400"}),
                    (0, 0, {"name": "Anne Guérin", "phone": "06 11 22 33 44"}),
                ],
            }
        )
        cls.client.write({"street": "1 quai Sud", "zip": "35000", "city": "Rennes"})
        types = cls.env["field.park.type"].search([], limit=2)
        cls.park_type, cls.other_type = types
        cls.client.park_line_ids = [
            (0, 0, {"park_type_id": cls.park_type.id, "vehicle_count": 3})
        ]
        cls.twin.park_line_ids = [
            (0, 0, {"park_type_id": cls.park_type.id, "vehicle_count": 8}),
            (0, 0, {"park_type_id": cls.other_type.id, "vehicle_count": 2}),
        ]

    def _merge(self, user=None, choices=None, survivor=None, others=None, **options):
        survivor = survivor or self.client
        merges = self.env["field.merge"].with_user(user or self.admin)
        partners = survivor | (others or self.twin)
        self.env.flush_all()
        return merges.browse(
            merges.merge(partners.ids, survivor.id, choices or {}, options)
        )

    def test_all_that_hangs_on_it_moves(self):
        """S1-14, S1-16, S1-17, S1-18, S1-20: visits, locations, people, park, files."""
        visit = self.env["field.visit"].create(
            {"partner_id": self.twin.id, "user_id": self.other_rep.id}
        )
        lead = self.env["crm.lead"].create(
            {"name": "Pneus", "type": "opportunity", "partner_id": self.twin.id}
        )
        file = self.env["ir.attachment"].create(
            {
                "name": "Contrat.pdf",
                "raw": b"%PDF",
                "res_model": "res.partner",
                "res_id": self.twin.id,
            }
        )
        message = self.twin.message_post(body="Demande un devis")
        label = self.env["res.partner.category"].create({"name": "Grand compte"})
        self.twin.category_id = label
        children = self.twin.child_ids.sorted("name", reverse=True)
        merge = self._merge()
        for record in (visit, lead):
            self.assertEqual(record.partner_id, self.client)
        self.assertEqual(children.parent_id, self.client)
        self.assertEqual(children.commercial_partner_id, self.client)
        self.assertEqual(children[0].complete_name, "Transports Guérin, Dépôt")
        self.assertEqual(file.res_id, self.client.id)
        self.assertEqual(message.res_id, self.client.id)
        self.assertIn(label, self.client.category_id)
        counts = {
            line.park_type_id: line.vehicle_count for line in self.client.park_line_ids
        }
        self.assertEqual(counts, {self.park_type: 3, self.other_type: 2})
        self.assertEqual(self.twin.park_line_ids.vehicle_count, 8, "it stays")
        self.assertFalse(self.twin.active)
        self.assertEqual(self.twin.merged_into_id, self.client)
        self.assertIn("8", merge.lost_text)

    def test_values_are_chosen_and_the_rest_is_noted(self):
        """S1-18: each value is the chosen one; what is not kept stands in a note."""
        merge = self._merge(choices={"address": self.twin.id, "name": self.client.id})
        self.assertEqual(self.client.city, "Saint-Malo")
        self.assertEqual(self.client.name, "Transports Guérin")
        self.assertEqual(self.client.email, "contact@guerin.example", "was blank")
        self.assertIn("1 quai Sud", merge.lost_text)
        note = self.client.message_ids[0]
        self.assertIn("Trans. Guerin SARL", note.body)
        self.assertIn("1 quai Sud", note.body)

    def test_old_references_lead_to_the_record_kept(self):
        """S1-04, S1-18, S1-19: by reference, by code, by name, by identifier."""
        self._merge(choices={"ref": self.twin.id})
        self.assertEqual(self.client.ref, "C200")
        found = self.env["res.partner"]._find_by_reference(["C100", "C200", "GUERIN"])
        self.assertEqual(set(found), {"C100", "C200", "GUERIN"})
        self.assertEqual(set(found.values()), {self.client.sudo()})
        self.assertEqual(self.twin._resolve_merged(), self.client)
        for text in ("C100", "Trans. Guerin", "C200"):
            hits = self.env["res.partner"].with_user(self.rep).name_search(text)
            self.assertEqual([hit[0] for hit in hits], self.client.ids, text)

    def test_an_import_with_an_old_reference_lands_on_the_record_kept(self):
        """S0-15, S0-31, S1-18: a file of last year makes no double anew."""
        self._merge()
        catalogue = self.env["field.import.catalogue"].with_user(self.admin)
        found = catalogue._get_existing(["C100", "C200", "C999"], ["city"])
        self.assertEqual(found["C100"].record_id, self.client.id)
        self.assertEqual(found["C200"].record_id, self.client.id)
        self.assertNotIn("C999", found)

    def test_the_phone_of_a_merged_record_is_known(self):
        """S3-38: whoever types the old number is led to the record that is left."""
        self._merge(choices={"phone": self.twin.id})
        found = self.client._find_by_numbers(["+33299560001"])
        self.assertEqual(found["+33299560001"], self.client)
        self.assertFalse(self.client._find_others({"+33299560001"}))

    def test_undo_puts_everything_back(self):
        """S1-18: rows, values and references are as they were."""
        visit = self.env["field.visit"].create({"partner_id": self.twin.id})
        merge = self._merge(choices={"ref": self.twin.id, "address": self.twin.id})
        merge.action_undo()
        self.assertEqual(visit.partner_id, self.twin)
        self.assertEqual((self.client.ref, self.twin.ref), ("C100", "C200"))
        self.assertEqual(self.client.city, "Rennes")
        self.assertTrue(self.twin.active)
        self.assertFalse(self.twin.merged_into_id)
        self.assertFalse(self.client.alias_ids)
        self.assertEqual(len(self.twin.child_ids), 2)
        self.assertEqual(merge.state, "undone")
        self.assertFalse(merge.conflict_text)

    def test_undo_leaves_what_was_changed_since(self):
        """S1-18: nobody's later work is overwritten; it is listed."""
        merge = self._merge(choices={"address": self.twin.id})
        self.client.city = "Dinard"
        later = self.env["field.visit"].create({"partner_id": self.client.id})
        merge.action_undo()
        self.assertEqual(self.client.city, "Dinard")
        self.assertEqual(later.partner_id, self.client)
        self.assertIn("Transports Guérin", merge.conflict_text)

    def test_undo_goes_back_in_order(self):
        """S1-18: a merge on top of another is undone first."""
        third = self.env["res.partner"].create(
            {"name": "Guérin Port", "field_status": "client", "ref": "C300"}
        )
        first = self._merge()
        second = self._merge(survivor=third, others=self.client)
        with self.assert_refused("undo that merge first", UserError):
            first.action_undo()
        self.assertEqual(self.twin._resolve_merged(), third)
        second.action_undo()
        first.action_undo()
        self.assertFalse(self.twin.merged_into_id)
        with self.assert_refused("undone already", UserError):
            first.action_undo()

    def test_who_may_not(self):
        """S0-04, S1-18: reps, colleagues and whoever only modifies clients."""
        keeper = self._create_user("keeper", "group_field_client_modify")
        for user in (self.rep, keeper, self.colleague, self.portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._merge(user)
        merge = self._merge(self.manager)
        for user in (self.rep, keeper, self.colleague):
            with self.subTest(user.login), self.assertRaises(AccessError):
                merge.with_user(user).action_undo()

    def test_two_codes_are_the_accountants_business(self):
        """S1-18: two clients of the ERP become one only on purpose."""
        self.twin.client_code = "GUERIN2"
        with self.assert_refused("only an accountant", AccessError):
            self._merge(self.manager)
        with self.assert_refused("confirm that they are one", UserError):
            self._merge(self.accountant)
        self._merge(self.accountant, different_codes=True)
        found = self.env["res.partner"]._find_by_reference(["GUERIN2"])
        self.assertEqual(found["GUERIN2"], self.client)

    def test_accountants_do_not_merge_hidden_prospects(self):
        """S3-36: who may not see a prospect may not merge it either."""
        with self.assertRaises(AccessError):
            self._merge(self.accountant, others=self.prospect)

    def test_a_prospect_becomes_part_of_the_client(self):
        """S3-38: never the other way round; its visits come along."""
        visit = (
            self.env["field.visit"]
            .with_user(self.rep)
            .create({"partner_id": self.prospect.id})
        )
        with self.assert_refused("keep one of the clients", UserError):
            self._merge(self.manager, survivor=self.prospect, others=self.client)
        self._merge(self.manager, others=self.prospect)
        self.assertEqual(visit.partner_id, self.client)
        self.assertEqual(self.client.field_status, "client")

    def test_what_is_not_one_thing_is_refused(self):
        """S0-13, S1-18: companies, people, users and what was merged before."""
        partners = self.env["res.partner"]
        company = self.env["res.company"].create({"name": "Autre société"})
        foreign = partners.create(
            {"name": "X", "field_status": "client", "company_id": company.id}
        )
        self.admin.company_ids += company
        with self.assert_refused("different companies", UserError):
            merges = self.env["field.merge"].with_user(self.admin)
            merges.with_context(
                allowed_company_ids=[self.company.id, company.id]
            ).merge((self.client | foreign).ids, self.client.id)
        with self.assert_refused("one of its people", UserError):
            self._merge(others=self.twin.child_ids[0])
        with self.assert_refused("record of the user", UserError):
            self._merge(survivor=self.rep.partner_id, others=self.other_rep.partner_id)
        self._merge()
        with self.assert_refused("merged into", UserError):
            self._merge()

    def test_what_was_edited_meanwhile_is_compared_again(self):
        """S1-18: nobody merges what he has not seen."""
        merges = self.env["field.merge"].with_user(self.admin)
        compared = merges.compare((self.client | self.twin).ids)
        stamps = {str(one["id"]): one["stamp"] for one in compared["records"]}
        self.env.cr.execute(
            "UPDATE res_partner SET write_date = now() + interval '1 s' WHERE id = %s",
            [self.twin.id],
        )
        self.env.invalidate_all()
        with self.assert_refused("meanwhile", UserError):
            self._merge(stamps=stamps)

    def test_addresses_can_become_locations(self):
        """S1-16: the address of a merged record is kept as a place to go to."""
        merge = self._merge(places=self.twin.ids)
        places = self.client.location_ids
        self.assertEqual(sorted(places.mapped("name")), ["Dépôt", "Trans. Guerin SARL"])
        merge.action_undo()
        self.assertFalse(self.client.location_ids)

    def test_a_merged_record_does_not_come_back_alone(self):
        """S1-18: only undoing the merge brings it back."""
        self._merge()
        with self.assert_refused("undo the merge", UserError):
            self.twin.with_user(self.admin).active = True

    def test_hostile_names_stay_text(self):
        """S1-18: what people have typed is no code in the note."""
        self.twin.street = "<img src=x onerror=alert(1)>"
        self.twin.name = "<script>alert(1)</script>"
        self._merge(choices={"address": self.client.id})
        body = self.client.message_ids[0].body
        self.assertNotIn("<img", body)
        self.assertNotIn("<script", body)
        self.assertIn("&lt;img", body)
