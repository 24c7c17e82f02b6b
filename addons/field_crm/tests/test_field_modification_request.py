from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import BIC, IBAN, FieldCrmCase

_EVIL = "<img src=x onerror=alert(1)>"


@tagged("post_install", "-at_install")
class TestFieldModificationRequest(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.field_accountant_emails = "compta@field.example"
        cls.client.write(cls._complete_sheet())
        cls.Request = cls.env["field.modification.request"]

    def _ask(self, user=None, comment=False, **values):
        Request = self.Request.with_user(user or self.rep)
        return self.Request.browse(Request.ask(self.client.id, values, comment))

    def _mails(self, request):
        return self.env["mail.mail"].search(
            [("model", "=", request._name), ("res_id", "=", request.id)], order="id"
        )

    def _open_dialog(self, user=None):
        action = self.client.with_user(user or self.rep).action_ask_modification()
        Wizard = self.env[action["res_model"]].with_user(user or self.rep)
        return Form(Wizard.with_context(**action["context"]))

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------

    def test_a_rep_asks_in_the_dialog(self):
        """S3-17, S3-18: today's values stand there, the rep types over some."""
        dialog = self._open_dialog()
        self.assertEqual(dialog.street, "12 rue des Lilas")
        self.assertEqual(dialog.price_grid_id, self.client.price_grid_id)
        self.assertFalse(dialog.changes)
        dialog.phone = "02 99 55 44 33"
        dialog.zip = "35200"
        dialog.price_grid_id = self.env.ref("field_crm.price_grid_farm")
        self.assertEqual(
            dialog.changes["phone"], self.client.phone, "today's value beside it"
        )
        dialog.comment = "Déménagement"
        wizard = dialog.save()
        wizard.action_submit()
        request = self.Request.search([("partner_id", "=", self.client.id)])
        self.assertEqual(request.requester_id, self.rep)
        self.assertEqual(request.comment, "Déménagement")
        changes = {
            line.field_name: (line.old_value, line.new_value)
            for line in request.line_ids
        }
        self.assertEqual(set(changes), {"phone", "zip", "price_grid_id"})
        self.assertEqual(changes["zip"], ("35000", "35200"))
        self.assertEqual(self.client.zip, "35000", "nothing is written yet")

    def test_nothing_changed_is_refused(self):
        """S3-18: a request without a change is none."""
        wizard = self._open_dialog().save()
        with self.assert_refused("Nothing is changed", UserError):
            wizard.action_submit()

    def test_values_are_held_against_the_sheet_at_once(self):
        """S3-18, S3-48, AMB-09: what the sheet would refuse is refused to the rep."""
        self.client.write({"iban": False, "bic": False})
        for values, words in (
            ({"street": "x" * 36}, "the limit is 35"),
            ({"iban": IBAN[:-1] + "7", "bic": BIC}, "IBAN"),
            ({"email": "pas une adresse"}, "is not an e-mail address"),
            ({"phone": "12"}, "Phone"),
            ({"company_registry": "73282932000075"}, "SIRET"),
            ({"name": " "}, "cannot be emptied"),
            ({"payment_days": -1}, "cannot be negative"),
            (
                {"payment_mode_id": self.env.ref("field_crm.payment_mode_check").id},
                "for farmers only",
            ),
            (
                {"periodicity_id": self._code("title", "GAEC").id},
                "is not one of the choices",
            ),
            ({"user_id": self.portal.id}, "is not one of the choices"),
            ({"price_grid_id": 999999}, "does not exist"),
            ({"field_status": False}, "cannot be asked for"),
            ({"revenue_current": 3}, "cannot be asked for"),
        ):
            with self.subTest(values=values), self.assert_refused(words, UserError):
                self._ask(**values)
        form = self._open_dialog()
        with (
            mute_logger("odoo.tests.form.onchange"),
            self.assertRaises(ValidationError),
        ):
            form.iban = "FR1420041010050500013M02607"
            form.save()
        self.assertFalse(self.Request.search([("partner_id", "=", self.client.id)]))

    def test_administrator_says_what_may_be_asked(self):
        """S3-18: a field that is ticked off leaves the dialog and is refused by RPC."""
        fields_ = self.env["field.sheet.field"]
        iban = fields_.search([("field_name", "=", "iban")])
        iban.with_user(self.admin).may_be_asked = False
        with self.assert_refused("cannot be asked for", UserError):
            self._ask(iban=IBAN)
        with self.assertRaises(AssertionError):
            self._open_dialog().iban = IBAN
        with self.assertRaises(AccessError):
            iban.with_user(self.rep).may_be_asked = True

    def test_same_change_is_asked_once(self):
        """S3-18: a second send of the same request is refused and names the first."""
        self._ask(city="Vitré")
        with self.assert_refused("has been asked for already", UserError):
            self._ask(city="Vitré")
        self._ask(city="Fougères")

    def test_name_is_recognisable(self):
        """S3-19: number, client, day and person, unique."""
        one, two = self._ask(city="Vitré"), self._ask(city="Fougères")
        self.assertRegex(one.name, r"^MC\d{6}-GUERIN-\d{8}-R001$")
        self.assertNotEqual(one.name, two.name)

    def test_nobody_writes_requests_by_hand(self):
        """S3-17: no role creates, decides or renames a request over RPC."""
        request = self._ask(city="Vitré")
        values = {
            "name": "X",
            "partner_id": self.client.id,
            "requester_id": self.other_rep.id,
        }
        for user in (self.rep, self.accountant, self.manager, self.admin):
            with self.assertRaises(AccessError):
                self.Request.with_user(user).create(values)
            with self.assertRaises(AccessError):
                request.with_user(user).write({"state": "closed"})
            with self.assertRaises(AccessError):
                request.line_ids.with_user(user).write({"state": "applied"})
            with self.assertRaises(AccessError):
                request.with_user(user).unlink()
        for user in (self.rep, self.manager):
            with self.assertRaises(AccessError):
                request.line_ids.with_user(user).action_apply()
            with self.assertRaises(AccessError):
                request.with_user(user).action_close()
            with self.assertRaises(AccessError):
                request.line_ids.with_user(user).set_new_value("Rennes")
        self.assertEqual(self.client.city, "Rennes")

    def test_reps_see_their_own(self):
        """S3-17: a rep follows the own requests; portal users reach none."""
        request = self._ask(city="Vitré")
        for record in (request, request.line_ids):
            self.assertTrue(record.with_user(self.rep).has_access("read"))
            self.assertFalse(record.with_user(self.other_rep).has_access("read"))
            self.assertTrue(record.with_user(self.manager).has_access("read"))
            self.assertFalse(record.with_user(self.portal).has_access("read"))
        with self.assertRaises(AccessError):
            self._ask(self.portal, city="Fougères")

    def test_prospects_are_changed_directly(self):
        """S3-50: a prospect needs no request, its rep writes it."""
        with self.assert_refused("change it directly", UserError):
            self.Request.with_user(self.rep).ask(self.prospect.id, {"city": "Vitré"})
        self.prospect.with_user(self.rep).city = "Vitré"
        self.assertEqual(self.prospect.city, "Vitré")

    def test_companies_do_not_mix(self):
        """S0-13: the requests of another company are not seen."""
        other = self.env["res.company"].create({"name": "Autre"})
        request = self._ask(city="Vitré")
        request.sudo().company_id = other
        request.line_ids.invalidate_recordset()
        for record in (request, request.line_ids):
            self.assertFalse(record.with_user(self.accountant).has_access("read"))

    # ------------------------------------------------------------------
    # Mail C
    # ------------------------------------------------------------------

    def test_mail_c_in_french_is_the_manuals(self):
        """S3-79, S3-68, AMB-08: mail C to the letter, from the person who asks."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["ir.module.module"].search(
            [("name", "=", "field_crm")]
        )._update_translations("fr_FR")
        self.accountant.lang = "fr_FR"
        self.company.field_accountant_emails = self.accountant.email
        mail = self._mails(self._ask(street="1 rue Neuve", city="Vitré"))
        self.assertEqual(mail.email_from, self.rep.email_formatted)
        self.assertEqual(mail.email_to, self.accountant.email)
        self.assertEqual(mail.state, "outgoing", "queued, not sent while asking")
        self.assertEqual(mail.subject, "[Modification Client] GUERIN Transports Guérin")
        body = " ".join(mail.body_html.replace("\xa0", " ").split())
        self.assertIn(
            f"{self.rep.name} a demandé la modification du client GUERIN Transports "
            "Guérin, il rapporte les changements suivants :",
            body,
        )
        for line in (
            "Champ Adresse 1 : « 12 rue des Lilas » remplacé par « 1 rue Neuve »",
            "Champ Ville : « Rennes » remplacé par « Vitré »",
        ):
            self.assertIn(f"<li>{line}</li>", body)

    def test_free_text_is_harmless(self):
        """S3-79: what a rep types is text in mails, chatter and dialog."""
        request = self._ask(comment=_EVIL, street=_EVIL)
        request.with_user(self.accountant).action_apply_all()
        request.with_user(self.accountant).action_close()
        texts = [mail.body_html for mail in self._mails(request)]
        texts += (request.message_ids | self.client.message_ids).mapped("body")
        self.assertTrue(any("onerror" in text for text in texts))
        for text in texts:
            self.assertNotIn("<img", text)

    # ------------------------------------------------------------------
    # Deciding
    # ------------------------------------------------------------------

    def test_accountant_applies_line_by_line(self):
        """S3-80: one click a field, the rest refused, the subject closed, all told."""
        request = self._ask(
            city="Vitré", street="1 rue Neuve", phone="02 99 55 44 33"
        ).with_user(self.accountant)
        lines = {line.field_name: line for line in request.line_ids}
        lines["city"].action_apply()
        self.assertEqual(self.client.city, "Vitré")
        self.assertEqual(self.client.street, "12 rue des Lilas")
        self.assertEqual(lines["city"].decided_by, self.accountant)
        with self.assert_refused("Address line 1", UserError):
            request.action_close()
        lines["street"].set_new_value("1 bis rue Neuve")
        self.assertEqual(lines["street"].new_value, "1 bis rue Neuve")
        lines["street"].action_apply()
        self.assertEqual(self.client.street, "1 bis rue Neuve")
        action = lines["phone"].action_open_refusal()
        self.env[action["res_model"]].with_user(self.accountant).with_context(
            **action["context"]
        ).create({"reason": "Numéro de l'ancien gérant"}).action_refuse()
        self.assertEqual(lines["phone"].state, "refused")
        self.assertEqual(self.client.phone, "02 99 00 11 22")
        request.action_close()
        self.assertEqual(
            (request.state, request.closed_by), ("closed", self.accountant)
        )
        mail = self._mails(request)[-1]
        self.assertEqual(mail.email_from, self.accountant.email_formatted)
        self.assertIn(self.rep.email, mail.email_to)
        self.assertIn("ancien gérant", mail.body_html)
        self.assertIn("1 bis rue Neuve", str(self.client.message_ids.mapped("body")))

    def test_value_is_mended_in_the_widget_of_its_field(self):
        """S3-80: the accountant's dialog shows that one field, with what was asked."""
        request = self._ask(price_grid_id=self.env.ref("field_crm.price_grid_farm").id)
        line = request.line_ids.with_user(self.accountant)
        action = line.action_edit()
        Wizard = self.env[action["res_model"]].with_user(self.accountant)
        form = Form(Wizard.with_context(**action["context"]))
        self.assertEqual(form.price_grid_id, self.env.ref("field_crm.price_grid_farm"))
        other = self.env["field.price.grid"].search(
            [("id", "not in", (form.price_grid_id | self.client.price_grid_id).ids)],
            limit=1,
        )
        form.price_grid_id = other
        form.save().action_mend()
        self.assertEqual(line.new_value, other.display_name)
        line.action_apply()
        self.assertEqual(self.client.price_grid_id, other)

    def test_apply_all_leaves_conflicts(self):
        """S3-80: a client changed since is not overwritten in passing."""
        request = self._ask(city="Vitré", street="1 rue Neuve").with_user(
            self.accountant
        )
        self.client.city = "Fougères"
        lines = {line.field_name: line for line in request.line_ids}
        self.assertTrue(lines["city"].is_conflict)
        self.assertEqual(lines["city"].current_value, "Fougères")
        self.assertFalse(lines["street"].is_conflict)
        request.action_apply_all()
        self.assertEqual(self.client.city, "Fougères")
        self.assertEqual(self.client.street, "1 rue Neuve")
        with self.assert_refused("has changed since", UserError):
            request.action_apply_all()
        lines["city"].action_apply()
        self.assertEqual(self.client.city, "Vitré")

    def test_what_the_erp_brought_counts_as_applied(self):
        """S3-80: values that arrived by themselves do not hold up the closing."""
        request = self._ask(city="Vitré").with_user(self.accountant)
        self.client.city = "Vitré"
        self.assertTrue(request.line_ids.is_done)
        request.action_close()
        self.assertEqual(request.line_ids.state, "applied")

    def test_decided_once(self):
        """S3-80: neither a line nor a request is decided on twice."""
        request = self._ask(city="Vitré").with_user(self.accountant)
        request.line_ids.action_apply()
        with self.assert_refused("decided already", UserError):
            request.line_ids.action_apply()
        with self.assert_refused("decided already", UserError):
            request.line_ids.action_refuse("non")
        request.action_close()
        with self.assert_refused("closed already", UserError):
            request.action_close()
        with self.assert_refused("closed already", UserError):
            request.with_user(self.rep).action_cancel()

    def test_bank_account_goes_as_a_whole(self):
        """S3-48, S3-80: IBAN and BIC that only fit together are written together."""
        self.client.write({"iban": IBAN, "bic": BIC})
        request = self._ask(iban="BE68 5390 0754 7034", bic="GKCCBEBB").with_user(
            self.accountant
        )
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            request.line_ids[0].action_apply()
        self.assertEqual(request.line_ids[0].state, "pending")
        request.action_apply_all()
        self.assertEqual(self.client.iban, "BE68539007547034")

    def test_deleted_code_is_refused(self):
        """S3-80: a code that was deleted since is named, not written."""
        grid = self.env["field.price.grid"].create({"code": "TMP", "name": "Passagère"})
        request = self._ask(price_grid_id=grid.id).with_user(self.accountant)
        grid.unlink()
        with self.assert_refused("no longer exists", UserError):
            request.action_apply_all()

    def test_only_the_requester_takes_back(self):
        """S3-17: a request is taken back by who made it."""
        request = self._ask(city="Vitré")
        with self.assertRaises(AccessError):
            request.with_user(self.manager).action_cancel()
        request.with_user(self.rep).action_cancel()
        self.assertEqual(request.state, "cancelled")
        with self.assert_refused("closed already", UserError):
            request.line_ids.with_user(self.accountant).action_apply()

    def test_listing_costs_the_same_for_many(self):
        """S3-80: a page of requests costs no query per request."""
        requests = self.Request
        for index in range(12):
            requests |= self._ask(city=f"Ville {index}", street=f"{index} rue Neuve")
        names = ["name", "summary", "pending_count", "requester_id", "state"]

        def read(count):
            page = requests[:count].with_user(self.accountant)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            page.read(names)
            return self.env.cr.sql_log_count - before

        read(1)
        self.assertEqual(read(12), read(3))
