from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..engine.client_sheet import SHEET
from .common import BIC, IBAN, FieldCrmCase


@tagged("post_install", "-at_install")
class TestFieldClientSheet(FieldCrmCase):
    def test_every_field_is_on_the_form(self):
        """S3-88 … S3-111: annexe 2 is displayed whole, wherever it is filled in."""
        for xmlid in (
            "view_res_partner_form",
            "view_field_conversion_request_form",
            "view_field_conversion_wizard_form",
        ):
            view = self.env.ref(f"field_crm.{xmlid}")
            arch = self.env[view.model].get_view(view.id, "form")["arch"]
            for field in SHEET:
                name = field.name
                if name == "name" and view.model != "res.partner":
                    name = "partner_name"
                self.assertIn(f'name="{name}"', arch, f"{name} on {xmlid}")

    def test_every_field_shows_its_technical_name(self):
        """S3-88 … S3-111: the tooltip tells the ERP's column and its length."""
        fields_info = self.env["res.partner"].with_user(self.rep).fields_get()
        for field in SHEET:
            help_ = fields_info[field.name]["help"]
            self.assertIn(field.column, help_)
            if field.length:
                self.assertIn(str(field.length), help_)

    def test_length_is_enforced_with_field_value_and_limit(self):
        """S3-88 … S3-111, AMB-09: refused by name, value and limit, never cut."""
        for field in SHEET:
            if not field.is_text or field.name in ("iban", "bic"):
                continue
            fitting = "7" * field.length
            self.prospect.write({field.name: fitting})
            self.assertEqual(self.prospect[field.name], fitting, field.name)
            with self.assertRaises(ValidationError) as error:
                self.prospect.write({field.name: fitting + "8"})
            label = self.prospect._get_sheet_label(field.name)
            message = str(error.exception)
            self.assertIn(label, message)
            self.assertIn(fitting + "8", message)
            self.assertIn(str(field.length), message)

    def test_code_lists_hold_the_length_of_their_column(self):
        """S3-88, S3-89, S3-99, S3-102, S3-104: a code fits the ERP's column."""
        for model, values, limit in (
            ("field.client.category", {}, 4),
            ("field.agency", {}, 4),
            ("field.price.grid", {}, 8),
            ("field.payment.mode", {}, 2),
            ("field.sheet.code", {"list": "title"}, 4),
            ("field.sheet.code", {"list": "periodicity"}, 1),
        ):
            Model = self.env[model]
            Model.create({"code": "Z" * limit, "name": "Long", **values})
            with self.assertRaisesRegex(ValidationError, str(limit)):
                Model.create({"code": "Z" * (limit + 1), "name": "Long", **values})

    def test_lengths_do_not_concern_other_contacts(self):
        """AMB-09: a supplier may have a long name."""
        self.env["res.partner"].create({"name": "x" * 60})

    def test_wrong_iban_is_refused_on_every_write(self):
        """S3-48, S3-109: RIB key, check digits; the message names the field."""
        for wrong in ("FR1420041010050500013M02607", "FR0630006000011234567890188"):
            with self.assertRaisesRegex(ValidationError, "IBAN"):
                self.prospect.iban = wrong
        self.prospect.write({"iban": "fr14 2004 1010 0505 0001 3m02 606", "bic": BIC})
        self.assertEqual(self.prospect.iban, IBAN)

    def test_bic_must_match_the_iban(self):
        """S3-108: structure, and the same country as the IBAN."""
        with self.assertRaisesRegex(ValidationError, "BIC"):
            self.prospect.bic = "PSST"
        with self.assertRaisesRegex(ValidationError, "BIC"):
            self.prospect.write({"iban": IBAN, "bic": "COBADEFF"})

    def test_doubtful_identifiers_warn_while_typing(self):
        """S3-95, S3-97: a mistyped SIRET or phone warns, and is not refused yet."""
        form = Form(self.prospect, "field_crm.view_res_partner_form")
        with self.assertLogs("odoo.tests.form.onchange", "WARNING") as logs:
            form.company_registry = "73282932000075"
        self.assertIn("73282932000075", logs.output[0])
        form.save()
        self.assertEqual(len(self.prospect._get_identifier_problems()), 1)

    def test_postcode_gives_department_and_post_office(self):
        """S3-93: the two columns are the two parts of a French postal code."""
        self.prospect.zip = "01200"
        self.assertEqual(self.prospect.department_code, "01")
        self.assertEqual(self.prospect.post_office_code, "200")
        self.prospect.zip = "1200"
        self.assertEqual(self.prospect.post_office_code, "200", "kept, not guessed")

    def test_farmer_by_category_unless_subcategory_says_otherwise(self):
        """S3-46, AMB-15: the category decides, the subcategory may override it."""
        farmer = self.env.ref("field_crm.client_category_farmer")
        self.prospect.category_code_id = farmer
        self.assertTrue(self.prospect.is_farmer)
        self.prospect.subcategory_code_id = self.env.ref(
            "field_crm.client_subcategory_dealer"
        )
        self.assertFalse(self.prospect.is_farmer)
        self.prospect.category_code_id = self.env.ref(
            "field_crm.client_category_haulier"
        )
        self.assertFalse(self.prospect.subcategory_code_id)

    def test_check_is_offered_to_farmers_and_locks_20_days(self):
        """S3-46, S3-47: CH appears for a farmer only, and its 20 days are locked."""
        check = self.env.ref("field_crm.payment_mode_check")
        offered = self.env["field.payment.mode"].search(
            [("farmer_only", "in", [False, False])]
        )
        self.assertNotIn(check, offered)
        self.prospect.category_code_id = self.env.ref(
            "field_crm.client_category_farmer"
        )
        with Form(self.prospect, "field_crm.view_res_partner_form") as form:
            form.payment_mode_id = check
            self.assertEqual(form.payment_days, 20)
            with self.assertRaisesRegex(AssertionError, "readonly"):
                form.payment_days = 45
