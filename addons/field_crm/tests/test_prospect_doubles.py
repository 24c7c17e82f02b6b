from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..models.prospect.field_doubles_mixin import DOUBLES_COMPARED
from .common import FieldCrmCase

_PHONE = "02 99 55 44 33"
_KEY = "+33299554433"


@tagged("post_install", "-at_install")
class TestProspectDoubles(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hidden = (
            cls.env["res.partner"]
            .with_user(cls.other_rep)
            .create(
                {
                    "name": "Ferme du Secret",
                    "field_status": "prospect",
                    "phone": _PHONE,
                    "zip": "35130",
                }
            )
            .with_env(cls.env)
        )
        cls.Partner = (
            cls.env["res.partner"]
            .with_user(cls.rep)
            .with_context(default_field_status="prospect")
        )

    def _create(self, **values):
        return self.Partner.create({"name": "SARL Le Goff", **values})

    def _form(self, record=None):
        return Form(record or self.Partner, "field_crm.view_res_partner_form")

    def test_numbers_are_stored_in_one_spelling(self):
        """S3-38, AMB-02: phone and mobile are kept in E.164 beside what was typed."""
        prospect = self._create(phone="02.99.11.22.33", mobile="06 12 34 56 78")
        self.assertEqual(prospect.phone_e164, "+33299112233")
        self.assertEqual(prospect.mobile_e164, "+33612345678")
        self.assertFalse(self._create(phone="voir fiche").phone_e164)

    def test_hidden_double_says_whose_it_is_and_nothing_else(self):
        """S3-38, AMB-02: a hit on a prospect of another rep tells no name or place."""
        with self.assertRaises(ValidationError) as error:
            self._create(phone="+33 2 99 55 44 33")
        message = str(error.exception)
        self.assertIn(f"a prospect of {self.other_rep.name}", message)
        self.assertIn("+33 2 99 55 44 33", message)
        for secret in ("Secret", "35130", self.hidden.ref):
            self.assertNotIn(secret, message)
        form = self._form()
        form.name = "SARL Le Goff"
        form.phone = _PHONE
        self.assertIn(self.other_rep.name, form.double_warning)
        self.assertNotIn("Secret", form.double_warning)

    def test_visible_double_is_named_with_a_link(self):
        """S3-38: a client that the rep sees is named, and one click away."""
        self.client.phone = "0299778899"
        form = self._form()
        form.name = "Guérin"
        self.assertFalse(form.double_warning)
        form.phone = "02 99 77 88 99"
        self.assertIn("Transports Guérin", form.double_warning)
        self.assertIn(f"/odoo/clients/{self.client.id}", form.double_warning)
        with self.assert_refused("Transports Guérin (GUERIN)"):
            self._create(mobile="02 99 77 88 99")

    def test_contact_persons_count(self):
        """AMB-02: the number of a contact person is the company's, both ways."""
        self.env["res.partner"].create(
            {"name": "Yann", "parent_id": self.client.id, "mobile": "06 11 22 33 44"}
        )
        with self.assert_refused("Transports Guérin"):
            self._create(phone="06.11.22.33.44")
        prospect = self._create()
        with self.assert_refused("Transports Guérin"):
            self.env["res.partner"].with_user(self.rep).create(
                {"name": "Yann", "parent_id": prospect.id, "phone": "0611223344"}
            )

    def test_two_of_one_call_are_compared(self):
        """S3-38: doubles inside one call do not slip through."""
        values = {"field_status": "prospect", "phone": "02 99 12 13 14"}
        with self.assert_refused("+33 2 99 12 13 14"):
            self.Partner.create([{"name": "Un", **values}, {"name": "Deux", **values}])

    def test_kept_with_a_reason_that_is_traced(self):
        """S3-38, AMB-02: the rep goes on with a reason, which stays in the chatter."""
        form = self._form()
        form.name = "SARL Le Goff"
        form.phone = _PHONE
        self.assertTrue(form.needs_double_reason)
        with self.assertRaises(AssertionError), mute_logger("odoo.tests.form"):
            form.save()
        form.double_reason = "Deux sociétés du même gérant"
        prospect = form.save()
        self.assertEqual(prospect.double_numbers, _KEY)
        self.assertIn("même gérant", str(prospect.message_ids.mapped("body")))
        prospect.write({"phone": "0299554433", "street": "1 rue Neuve"})
        self.assertFalse(prospect.double_warning, "known to be shared")

    def test_reason_for_one_number_is_none_for_another(self):
        """S3-38: an old reason does not let the next double through."""
        prospect = self._create(phone=_PHONE, double_reason="Même gérant")
        self.client.phone = "0299778899"
        with self.assert_refused("Transports Guérin"):
            prospect.phone = "0299778899"
        form = self._form(prospect)
        form.phone = "0299778899"
        self.assertFalse(form.double_reason)
        form.double_reason = "Standard commun"
        form.save()
        self.assertEqual(set(prospect.double_numbers.split()), {_KEY, "+33299778899"})

    def test_nothing_slips_through_over_rpc(self):
        """S3-38: no context, blank reason or technical field passes by the check."""
        for context in (
            {"field_doubles": True},
            {"field_double_reason": ""},
            {"tracking_disable": True, "import_file": True},
        ):
            with self.assert_refused(self.other_rep.name):
                self.Partner.with_context(**context).create(
                    {"name": "X", "phone": _PHONE}
                )
        with self.assert_refused(self.other_rep.name):
            self._create(phone=_PHONE, double_reason="  ")
        prospect = self._create()
        with self.assert_refused(self.other_rep.name):
            prospect.write({"phone": _PHONE})

    def test_editing_something_else_asks_nothing(self):
        """S3-50: a double of old does not stop the rep from correcting the town."""
        prospect = self._create(phone=_PHONE, double_reason="Même gérant")
        prospect.sudo().double_numbers = False
        with self._form(prospect) as form:
            self.assertTrue(form.double_warning)
            self.assertFalse(form.needs_double_reason)
            form.city = "Vitré"
        self.assertEqual(prospect.city, "Vitré")

    def test_namesakes_of_the_postal_code(self):
        """S1-19, AMB-02: without a phone, name and postal code show likely doubles."""
        self.client.zip = "35000"
        form = self._form()
        form.name = "SARL transports GUERIN & Fils"
        self.assertFalse(form.double_warning, "no postal code yet")
        form.zip = "35000"
        self.assertIn("Transports Guérin", form.double_warning)
        self.assertFalse(form.needs_double_reason)
        prospect = form.save()
        self.assertEqual(prospect.zip, "35000", "the rep may go on")
        form = self._form()
        form.name = "Ferme du secret"
        form.zip = "35130"
        self.assertIn(self.other_rep.name, form.double_warning)
        self.assertNotIn("Ferme", form.double_warning)

    def test_archived_double_is_found(self):
        """S3-38, S3-52: what was deleted may be what is typed anew."""
        self.client.write({"phone": "0299778899", "active": False})
        with self.assert_refused("archived"):
            self._create(phone="0299778899")

    def test_companies_do_not_mix(self):
        """S0-13: a number of another company's client is no double."""
        other = self.env["res.company"].create({"name": "Autre"})
        self.client.write({"phone": "0299778899", "company_id": other.id})
        prospect = self._create(phone="0299778899", company_id=self.company.id)
        self.assertFalse(prospect.double_warning)

    def test_name_of_a_double_is_harmless(self):
        """S3-38: HTML in a name stays text in the warning."""
        self.client.write({"name": "<img src=x onerror=a()>", "phone": "0299778899"})
        form = self._form()
        form.name = "X"
        form.phone = "0299778899"
        self.assertIn("onerror", form.double_warning)
        self.assertNotIn("<img", form.double_warning)

    def test_queries_do_not_grow(self):
        """S3-38: many doubles and many prospects cost as many queries as few."""
        self.env["res.partner"].create(
            [
                {
                    "name": f"Client {index}",
                    "field_status": "client",
                    "phone": f"02990000{index:02}",
                    "zip": "35000",
                }
                for index in range(60)
            ]
        )

        def create(start, count, **context):
            Partner = self.Partner.with_context(**context)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            Partner.create(
                [
                    {"name": f"P{index}", "phone": f"02981111{index:02}"}
                    for index in range(start, start + count)
                ]
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        create(0, 2)
        for start, count in ((10, 5), (20, 40)):
            compared = create(start, count)
            plain = create(start, count, field_doubles=DOUBLES_COMPARED)
            self.assertLessEqual(compared - plain, 3, f"{count} prospects")
        prospect = self._create(phone="0298222222")
        self.env.flush_all()
        self.env.invalidate_all()
        prospect.read(["name", "field_status", "phone_e164"])
        before = self.env.cr.sql_log_count
        prospect._find_others({_KEY, "+33299000001", "+33299000002"})
        self.assertLessEqual(self.env.cr.sql_log_count - before, 3)
