from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..engine.client_sheet import SHEET
from .common import BIC, IBAN, SIGNATURE, FieldCrmCase


@tagged("post_install", "-at_install")
class TestFieldConversionRequest(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.field_accountant_emails = "compta@field.example"

    def _ask(self, **values):
        return (
            self.env["field.conversion.request"]
            .with_user(self.rep)
            .create({"partner_id": self.prospect.id, **values})
        )

    def _mails(self, request):
        return self.env["mail.mail"].search(
            [("model", "=", request._name), ("res_id", "=", request.id)], order="id"
        )

    def test_all_missing_fields_are_named_at_once(self):
        """S3-41: one message lists every mandatory field that is empty."""
        with self.assertRaises(UserError) as error:
            self._ask()
        message = str(error.exception)
        for field in SHEET:
            if field.mandatory and field.name not in (
                "name",
                "user_id",
                "payment_days",
                "country_id",
            ):
                self.assertIn(self.prospect._get_sheet_label(field.name), message)

    def test_wizard_keeps_what_was_typed(self):
        """S3-40, S3-41: the dialog writes the sheet, and says what is missing."""
        action = self.prospect.with_user(self.rep).action_ask_conversion()
        wizard = (
            self.env[action["res_model"]].with_user(self.rep).browse(action["res_id"])
        )
        self.assertIn(self.prospect._get_sheet_label("city"), wizard.missing)
        with Form(wizard, "field_crm.view_field_conversion_wizard_form") as form:
            form.city = "Rennes"
        self.assertEqual(self.prospect.city, "Rennes")
        with self.assertRaises(UserError):
            wizard.action_submit()
        self.assertEqual(self.prospect.city, "Rennes")

    def test_dialog_answers_while_typing(self):
        """S3-41, S3-46, S3-47: what is typed leaves the list, CH locks its 20 days."""
        self.prospect.write({"city": False, "zip": False})
        action = self.prospect.with_user(self.rep).action_ask_conversion()
        wizard = (
            self.env[action["res_model"]].with_user(self.rep).browse(action["res_id"])
        )
        town, department = (
            self.prospect._get_sheet_label(name) for name in ("city", "department_code")
        )
        form = Form(wizard, "field_crm.view_field_conversion_wizard_form")
        self.assertIn(town, form.missing)
        form.city = "Rennes"
        self.assertNotIn(town, form.missing)
        form.zip = "35000"
        self.assertEqual(form.post_office_code, "000")
        self.assertNotIn(department, form.missing)
        self.assertFalse(self.prospect.city, "nothing is written before it is saved")
        form.category_code_id = self.env.ref("field_crm.client_category_farmer")
        self.assertTrue(form.is_farmer)
        form.payment_mode_id = self.env.ref("field_crm.payment_mode_check")
        self.assertEqual(form.payment_days, 20)
        self.assertTrue(form.is_payment_days_locked)
        for xmlid in ("conversion_wizard", "conversion_request"):
            Model = self.env[f"field.{xmlid.replace('_', '.')}"]
            domain = Model.fields_get(["payment_mode_id"])["payment_mode_id"]["domain"]
            self.assertEqual(domain, "[('farmer_only', 'in', [False, is_farmer])]")
        form.category_code_id = self.env.ref("field_crm.client_category_haulier")
        self.assertFalse(form.is_farmer)
        self.assertIn("CH", form.missing)
        form.iban = "FR1420041010050500013M02607"
        self.assertIn("IBAN", form.missing)
        form.iban = IBAN
        form.save()
        self.assertEqual(self.prospect.city, "Rennes")
        self.assertEqual(self.prospect.payment_days, 20)

    def test_direct_bill_demands_account_and_signature(self):
        """S3-48: LD without IBAN, BIC and signature is refused, with them accepted."""
        self.prospect.write(self._complete_sheet(mode="payment_mode_direct_debit"))
        with self.assertRaises(UserError) as error:
            self._ask()
        for word in ("IBAN", "BIC", "signature"):
            self.assertIn(word, str(error.exception))
        with self.assertRaises(ValidationError):
            self.prospect.with_user(self.rep).iban = IBAN[:-1] + "7"
        self.prospect.with_user(self.rep).write({"iban": IBAN, "bic": BIC})
        request = self._ask(signature=SIGNATURE, signed_by="Yann")
        self.assertEqual(request.state, "pending")
        self.assertTrue(request.signature)

    def test_check_is_refused_to_others_than_farmers(self):
        """S3-46: CH for a haulier is refused on the server as well."""
        self.prospect.write(self._complete_sheet(mode="payment_mode_check"))
        with self.assertRaisesRegex(UserError, "CH"):
            self._ask()

    def test_story(self):
        """S3-41 … S3-44, S3-77, S3-78: asked, completed, approved, both mails exact."""
        self.rep.lang = self.accountant.lang = self.company.partner_id.lang = "en_US"
        self.prospect.write(self._complete_sheet())
        request = self._ask()
        mail_a = self._mails(request)
        self.assertEqual(mail_a.email_from, self.rep.email_formatted)
        self.assertEqual(mail_a.email_to, "compta@field.example")
        self.assertEqual(mail_a.subject, "[Client creation] GAEC du Bois Joli")
        self.assertIn(f"/odoo/conversions/{request.id}", mail_a.body_html)

        request.with_user(self.accountant).client_code = "BOISJOLI"
        request.with_user(self.accountant).action_approve()
        self.assertEqual(self.prospect.field_status, "client")
        self.assertEqual(self.prospect.client_code, "BOISJOLI")
        self.assertEqual(request.decided_by, self.accountant)
        mail_b = self._mails(request) - mail_a
        self.assertEqual(mail_b.email_from, self.accountant.email_formatted)
        self.assertIn(self.rep.email, mail_b.email_to)
        self.assertEqual(mail_b.subject, "[Client creation] BOISJOLI GAEC du Bois Joli")

    def test_mails_in_french_are_the_manuals(self):
        """S3-77, S3-78: the French mails are the manual's to the letter."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["ir.module.module"].search(
            [("name", "=", "field_crm")]
        )._update_translations("fr_FR")
        self.rep.lang = self.accountant.lang = "fr_FR"
        self.company.field_accountant_emails = self.accountant.email
        self.prospect.write(self._complete_sheet())
        request = self._ask()
        mail_a = self._mails(request)
        self.assertEqual(mail_a.subject, "[Création Client] GAEC du Bois Joli")
        self.assertIn(
            "Un nouveau client est en attente de validation, accédez à sa fiche en "
            "cliquant sur le lien suivant :",
            mail_a.body_html.replace("\xa0", " "),
        )
        request.with_user(self.accountant).client_code = "BOISJOLI"
        request.with_user(self.accountant).action_approve()
        mail_b = self._mails(request) - mail_a
        self.assertEqual(mail_b.subject, "[Création Client] BOISJOLI GAEC du Bois Joli")
        text = mail_b.body_html
        for part in (
            "Le client ",
            " vient d'être validé et créé dans winpro. Il sera disponible dans le CRM "
            "à la prochaine actualisation, la facturation winpro est déjà possible.",
        ):
            self.assertIn(part, text.replace("\xa0", " ").replace("&#39;", "'"))

    def test_accountants_without_setting_all_get_mail_a(self):
        """S3-77: with no address configured the accountants are told all the same."""
        self.company.field_accountant_emails = False
        self.prospect.write(self._complete_sheet())
        mail = self._mails(self._ask())
        self.assertIn(self.accountant.email, mail.email_to)

    def test_visits_and_documents_stay(self):
        """S3-45: the client is the prospect's own record, nothing is copied or lost."""
        self.prospect.write(self._complete_sheet())
        request = self._ask()
        request.with_user(self.accountant).action_approve()
        self.assertEqual(request.partner_id, self.prospect)
        self.assertTrue(self.prospect.client_code, "taken from the sequence")

    def test_accountant_completes_the_sheet_on_the_request(self):
        """S3-43: every field that the accountant fills in is kept and counted."""
        self.prospect.write(self._complete_sheet())
        request = self._ask().with_user(self.accountant)
        self.prospect.city = False
        label = self.prospect._get_sheet_label("city")
        form = Form(request, "field_crm.view_field_conversion_request_form")
        self.assertIn(label, form.problems)
        form.title_code_id = self._code("title", "GAEC")
        form.fixed_fee_id = self._code("fixed_fee", "N")
        form.city = "Rennes"
        form.zip = "35200"
        form.client_code = "BOISJOLI"
        self.assertFalse(form.problems)
        form.save()
        self.assertEqual(self.prospect.title_code_id.code, "GAEC")
        self.assertEqual(self.prospect.fixed_fee_id.code, "N")
        self.assertEqual(self.prospect.city, "Rennes")
        self.assertEqual(self.prospect.post_office_code, "200")
        self.assertEqual(self.prospect.client_code, "BOISJOLI")

    def test_refusal_needs_a_reason_and_allows_asking_again(self):
        """S3-43: the reason reaches the rep, who mends and asks again."""
        self.prospect.write(self._complete_sheet())
        request = self._ask()
        accountant_request = request.with_user(self.accountant)
        with self.assertRaises(UserError):
            accountant_request.action_refuse("  ")
        wizard = self.env["field.refusal.wizard"].with_user(self.accountant)
        wizard.create(
            {"request_id": request.id, "reason": "SIRET de l'ancien exploitant"}
        ).action_refuse()
        self.assertEqual(request.state, "refused")
        self.assertEqual(self.prospect.conversion_state, "refused")
        self.assertIn("ancien exploitant", self._mails(request)[-1].body_html)
        self.assertEqual(self._ask().state, "pending")
        self.assertEqual(self.prospect.conversion_state, "pending")

    def test_decided_once(self):
        """S3-43: not approved twice, nor refused afterwards, nor asked twice."""
        self.prospect.write(self._complete_sheet())
        request = self._ask()
        with self.assertRaisesRegex(UserError, "already, by rep"):
            self._ask()
        accountant_request = request.with_user(self.accountant)
        accountant_request.action_approve()
        with self.assertRaises(UserError):
            accountant_request.action_approve()
        with self.assertRaises(UserError):
            accountant_request.action_refuse("trop tard")
        with self.assertRaises(UserError):
            request.with_user(self.rep).action_cancel()

    def test_approval_checks_again(self):
        """S3-41: what was emptied after the request is demanded at approval."""
        self.prospect.write(self._complete_sheet())
        request = self._ask()
        self.prospect.city = False
        label = self.prospect._get_sheet_label("city")
        self.assertIn(label, request.problems)
        with self.assertRaisesRegex(UserError, label):
            request.with_user(self.accountant).action_approve()

    def test_only_accountants_decide(self):
        """S3-43: neither the rep nor a manager validates, whatever button they call."""
        self.prospect.write(self._complete_sheet())
        request = self._ask()
        for user in (self.rep, self.manager):
            user_request = request.with_user(user)
            with self.assertRaises(AccessError):
                user_request.action_approve()
            with self.assertRaises(AccessError):
                user_request.action_refuse("non")
            with self.assertRaises(AccessError):
                user_request.write({"state": "approved"})

    def test_nobody_asks_in_anothers_name(self):
        """S3-77: the requester is who asks, whatever the call says."""
        self.prospect.write(self._complete_sheet())
        request = self._ask(requester_id=self.manager.id, state="approved")
        self.assertEqual(request.requester_id, self.rep)
        self.assertEqual(request.state, "pending")
        with self.assertRaises(AccessError):
            self.env["field.conversion.request"].with_user(self.other_rep).create(
                {"partner_id": self.prospect.id}
            )

    def test_only_the_requester_takes_back(self):
        """S3-42: a pending request is taken back by who made it."""
        self.prospect.write(self._complete_sheet())
        request = self._ask()
        with self.assertRaises(AccessError):
            request.with_user(self.manager).action_cancel()
        request.with_user(self.rep).action_cancel()
        self.assertEqual(request.state, "cancelled")
