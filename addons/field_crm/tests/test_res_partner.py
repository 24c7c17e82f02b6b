from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestResPartner(FieldCrmCase):
    def test_prospect_needs_only_a_name(self):
        """S3-37, S0-18, S0-42: a rep creates a prospect with its name, no more."""
        Partner = self.env["res.partner"].with_user(self.rep)
        form = Form(
            Partner.with_context(default_field_status="prospect"),
            "field_crm.view_res_partner_form",
        )
        form.name = "SARL Le Goff"
        prospect = form.save()
        self.assertEqual(prospect.field_status, "prospect")
        self.assertEqual(prospect.user_id, self.rep)
        self.assertTrue(prospect.ref)
        self.assertEqual(
            prospect.park_line_ids.park_type_id, self.env["field.park.type"].search([])
        )

    def test_reference_is_unique(self):
        """S0-15: two clients cannot share a reference."""
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.client.copy({"ref": "C100"})
            self.env.flush_all()

    def test_reference_is_free_for_other_contacts(self):
        """S0-15: the reference of a supplier is none of the client base's business."""
        supplier = self.env["res.partner"].create({"name": "Garage", "ref": "C100"})
        self.env.flush_all()
        self.assertFalse(supplier.field_status)

    def test_rep_cannot_make_a_client(self):
        """S3-43: a rep who writes the status by RPC does not pass by the accountant."""
        prospect = self.prospect.with_user(self.rep)
        with self.assertRaises(AccessError):
            prospect.write({"field_status": "client"})
        with self.assertRaises(AccessError):
            prospect.create({"name": "X", "field_status": "client"})
        self.assertEqual(prospect.field_status, "prospect")

    def test_accountant_and_manager_make_clients(self):
        """S0-42: those who keep the clients create one directly."""
        for user in (self.accountant, self.manager):
            client = (
                self.env["res.partner"]
                .with_user(user)
                .create(
                    {
                        "name": "Mairie de Vitré",
                        "field_status": "client",
                        "zip": "35500",
                    }
                )
            )
            self.assertEqual(client.field_status, "client")

    def test_contact_person_belongs_to_its_prospect(self):
        """S3-36: a prospect's contact person follows it when it becomes a client."""
        person = self.env["res.partner"].create(
            {"name": "Yann Le Bihan", "parent_id": self.prospect.id}
        )
        self.assertEqual(person.prospect_id, self.prospect)
        self.prospect.field_status = "client"
        self.assertFalse(person.prospect_id)

    def test_found_by_name_reference_and_code(self):
        """S0-15: one search box finds the name, the reference and the code."""
        Partner = self.env["res.partner"].with_user(self.rep)
        for needle in ("guérin", "C100", "GUERIN"):
            found = Partner.name_search(needle)
            self.assertEqual([id_ for id_, _name in found], self.client.ids, needle)

    def test_park_is_counted_once_per_type(self):
        """S3-34: a number of vehicles for each type, each type once."""
        park_type = self.env["field.park.type"].search([], limit=1)
        names = self.env["field.park.type"].search([]).mapped("name")
        self.assertEqual(names, ["VL", "VUL", "AGRI", "TP", "GC", "PL & PLP"])
        line = {"park_type_id": park_type.id, "vehicle_count": 3}
        self.client.park_line_ids = [(0, 0, line)]
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.client.park_line_ids = [(0, 0, line)]
            self.env.flush_all()

    def test_partner_with_requests_is_archived_not_deleted(self):
        """S1-13: what has documents cannot be deleted, archiving stays possible."""
        self.prospect.write(self._complete_sheet())
        self.env["field.conversion.request"].with_user(self.rep).create(
            {"partner_id": self.prospect.id}
        )
        with self.assertRaises(UserError):
            self.prospect.with_user(self.manager).unlink()
        self.prospect.with_user(self.rep).action_archive()
        self.assertFalse(self.prospect.active)

    def test_conversion_state_can_be_searched(self):
        """S3-42: prospects that wait for the accountant are found by a filter."""
        self.prospect.write(self._complete_sheet())
        self.env["field.conversion.request"].with_user(self.rep).create(
            {"partner_id": self.prospect.id}
        )
        Partner = self.env["res.partner"].with_user(self.rep)
        pending = Partner.search([("conversion_state", "=", "pending")])
        self.assertEqual(pending, self.prospect)
        others = Partner.search([("conversion_state", "=", False)])
        self.assertIn(self.client, others)
        self.assertNotIn(self.prospect, others)
