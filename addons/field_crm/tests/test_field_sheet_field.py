from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..engine.client_sheet import SHEET
from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestFieldSheetField(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fields = {
            record.field_name: record
            for record in cls.env["field.sheet.field"].search([])
        }

    def test_begins_as_annexe_2_says(self):
        """S3-41, S3-88, AMB-03: every field of annexe 2, mandatory where it says so."""
        self.assertEqual(
            [(f.name, f.mandatory) for f in SHEET],
            [(name, record.is_mandatory) for name, record in self.fields.items()],
        )
        self.assertEqual(self.fields["company_registry"].label, "SIRET")
        self.assertEqual(self.fields["company_registry"].erp_column, "contact_divers_2")

    def test_administrator_chooses_what_is_mandatory(self):
        """S3-41: the conversion demands what is ticked, and no more."""
        self.prospect.write(self._complete_sheet(city=False))
        ask = self.env["field.conversion.request"].with_user(self.rep).create
        self.fields["email"].with_user(self.admin).is_mandatory = True
        with self.assert_refused("Town, Email", UserError):
            ask({"partner_id": self.prospect.id})
        self.fields["city"].with_user(self.admin).is_mandatory = False
        with self.assert_refused("Email", UserError):
            ask({"partner_id": self.prospect.id})
        self.fields["email"].with_user(self.admin).is_mandatory = False
        self.assertEqual(ask({"partner_id": self.prospect.id}).state, "pending")

    def test_name_is_always_mandatory(self):
        """S3-37: nothing goes without a name."""
        with self.assert_refused("always mandatory", UserError):
            self.fields["name"].is_mandatory = False

    def test_only_administrators_decide(self):
        """S0-04: nobody else changes what is mandatory; nobody adds or deletes."""
        for user in (self.rep, self.manager, self.accountant):
            with self.assertRaises(AccessError):
                self.fields["email"].with_user(user).is_mandatory = True
        for user in (self.accountant, self.admin):
            with self.assertRaises(AccessError):
                self.fields["email"].with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.env["field.sheet.field"].with_user(user).create(
                    {"field_name": "phone"}
                )

    def test_upgrade_keeps_what_was_set(self):
        """S3-41: loading annexe 2 again adds nothing and resets nothing."""
        self.fields["email"].is_mandatory = True
        self.env["field.sheet.field"]._load_sheet()
        self.assertTrue(self.fields["email"].is_mandatory)
        self.assertEqual(
            self.env["field.sheet.field"].search_count([]), len(self.fields)
        )
