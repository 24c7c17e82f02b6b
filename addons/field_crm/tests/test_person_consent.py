from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestPersonConsent(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yann = cls.env["res.partner"].create(
            {"name": "Yann Le Bihan", "parent_id": cls.client.id}
        )
        cls.marketing = cls.env.ref("field_crm.consent_purpose_marketing")
        cls.documents = cls.env.ref("field_crm.consent_purpose_documents")

    def _record(self, purpose=None, user=None, **values):
        values.update(
            partner_id=self.yann.id, purpose_id=(purpose or self.marketing).id
        )
        return (
            self.env["field.consent"].with_user(user or self.accountant).create(values)
        )

    def test_consent_says_who_when_and_what_for(self):
        """S4-22: purpose, date, person, way and user; nobody makes the user up."""
        consent = self._record(
            channel="written",
            note="Formulaire <img src=x onerror=alert(1)>",
            recorded_by=self.admin.id,
            withdrawn_on="2026-01-01",
        )
        self.assertEqual(consent.given_by, "Yann Le Bihan")
        self.assertEqual(consent.given_on, fields.Date.context_today(consent))
        self.assertEqual(consent.recorded_by, self.accountant)
        self.assertFalse(consent.withdrawn_on)
        tomorrow = fields.Date.context_today(consent) + timedelta(days=1)
        with self.assert_refused("is in the future"):
            self._record(given_on=tomorrow)

    def test_marketing_needs_a_live_consent(self):
        """S4-22: no marketing mails before the consent, none after its withdrawal."""
        yann = self.yann.with_user(self.accountant)
        with self.assert_refused("record the consent first"):
            yann.receives_marketing = True
        self._record(self.documents)
        with self.assert_refused("record the consent first"):
            yann.receives_marketing = True
        first, second = self._record(), self._record()
        yann.receives_marketing = True
        first.action_withdraw()
        self.assertTrue(yann.receives_marketing, "another consent is left")
        second.action_withdraw()
        self.assertFalse(yann.receives_marketing)
        self.assertEqual(second.withdrawn_by, self.accountant)
        with self.assert_refused("record the consent first"):
            yann.receives_marketing = True
        with self.assert_refused("withdrawn already", UserError):
            second.action_withdraw()

    def test_consent_and_tick_are_saved_together(self):
        """S4-22: on one screen the consent is recorded and the tick set."""
        yann = self.yann.with_user(self.accountant)
        with Form(yann, "field_crm.view_res_partner_person_form") as form:
            with form.consent_ids.new() as consent:
                consent.purpose_id = self.marketing
            form.receives_marketing = True
        self.assertEqual(yann.consent_ids.recorded_by, self.accountant)
        self.assertTrue(yann.receives_marketing)

    def test_log_cannot_be_edited(self):
        """S4-22: neither users nor administrators nor programs change the log."""
        consent = self._record()
        values = {"given_on": "2020-01-01"}
        for user in (self.accountant, self.manager, self.admin, self.env.user):
            with self.assert_refused("cannot be changed", UserError):
                consent.with_user(user).write(values)
            with self.assertRaises(UserError):
                consent.with_user(user).unlink()
        with self.assert_refused("cannot be changed", UserError):
            consent.sudo().write(values)
        with self.assert_refused("cannot be deleted", UserError):
            consent.sudo().unlink()
        with self.assert_refused("cannot be changed", UserError):
            self.yann.consent_ids = [(1, consent.id, values)]
        with self.assert_refused("cannot be deleted", UserError):
            self.yann.consent_ids = [(2, consent.id, 0)]
        self.assertTrue(consent.exists())

    def test_purpose_that_is_agreed_to_stays(self):
        """S4-22: what people agreed to is not turned into something else."""
        self.documents.with_user(self.admin).name = "Documents numériques"
        self._record(self.documents)
        with self.assert_refused("people have agreed to this", UserError):
            self.documents.name = "Marketing"
        with self.assert_refused("people have agreed to this", UserError):
            self.documents.is_marketing = True
        with self.assert_refused("people have agreed to this", UserError):
            self.documents.unlink()
        self.documents.active = False

    def test_the_proof_outlives_the_person_unless_it_is_erased(self):
        """S4-22: a person with consents is archived; an erasure takes all away."""
        consent = self._record()
        with self.assert_refused("Archive it instead", UserError):
            self.yann.with_user(self.manager).unlink()
        self.yann.with_user(self.manager).action_archive()
        # As Odoo's privacy lookup erases.
        self.yann.sudo().unlink()
        self.assertFalse(consent.exists())

    def test_chatter_tells_of_consents(self):
        """S4-22: given and withdrawn are in the person's chatter, free text escaped."""
        consent = self._record(given_by="<img src=x onerror=alert(1)>")
        consent.action_withdraw()
        self.env.invalidate_all()
        bodies = "".join(self.yann.message_ids.mapped("body"))
        self.assertIn("Consent withdrawn: Marketing mails", bodies)
        self.assertNotIn("<img", bodies)
        self.assertEqual(self.yann.message_ids[0].author_id, self.accountant.partner_id)

    def test_who_keeps_the_log(self):
        """S4-22, S0-13: reps and colleagues neither read nor record nor withdraw."""
        consent = self._record()
        Consent = self.env["field.consent"]
        for user in (self.rep, self.colleague, self.portal):
            with self.assertRaises(AccessError):
                Consent.with_user(user).search([])
            with self.assertRaises(AccessError):
                self._record(user=user)
            with self.assertRaises(AccessError):
                consent.with_user(user).action_withdraw()
            with self.assertRaises(AccessError):
                self.yann.with_user(user).read(["consent_ids"])
        self.assertTrue(Consent.with_user(self.manager).search([]))
        secret = self.env["res.partner"].create(
            {"name": "Paul", "parent_id": self.prospect.id}
        )
        values = {"partner_id": secret.id, "purpose_id": self.marketing.id}
        hidden = Consent.create(values)
        self.assertFalse(hidden.with_user(self.accountant).has_access("read"))
        with self.assertRaises(AccessError):
            Consent.with_user(self.accountant).create(values)
        self.client.company_id = self.env["res.company"].create({"name": "Autre"})
        self.assertFalse(consent.with_user(self.admin).has_access("read"))
