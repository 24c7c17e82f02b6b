from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestContactFields(FieldCrmCase):
    """What the client base keeps of a contact, and what it refuses."""

    def _client_form(self, user):
        Partner = self.env["res.partner"].with_user(user)
        return Form(
            Partner.with_context(default_field_status="client"),
            "field_crm.view_res_partner_client_form",
        )

    def test_accountant_adds_a_client_by_hand(self):
        """S1-02, S0-14, S0-41, S0-42, AMB-01: a name, a reference and a place."""
        form = self._client_form(self.accountant)
        form.name = "Carrosserie Le Floch"
        form.internal_name = "Ancien garage Morvan"
        with self.assert_refused("Give the postal code or the town"):
            form.save()
        form.city = "Vannes"
        client = form.save()
        self.assertEqual(client.field_status, "client")
        self.assertTrue(client.ref, "the sequence gives a reference")
        form = Form(client, "field_crm.view_res_partner_client_form")
        form.internal_name = "Morvan"
        form.save()
        self.assertEqual(client.internal_name, "Morvan")

    def test_client_needs_a_reference_and_a_place(self):
        """AMB-01, S0-41: RPC is told as clearly as the form."""
        Partner = self.env["res.partner"].with_user(self.accountant)
        values = {"name": "Sans Lieu", "field_status": "client", "street": "1 rue"}
        with self.assert_refused("“Sans Lieu”: a client needs a place"):
            Partner.create(values)
        for place in ({"zip": "35000"}, {"city": "Rennes"}, {"partner_latitude": 48.1}):
            client = Partner.create(values | place)
            with self.assert_refused("a client needs a place"):
                client.write(dict.fromkeys(place, False))
        with self.assert_refused("a client needs a reference"):
            client.ref = False

    def test_a_client_of_the_erp_may_be_incomplete(self):
        """AMB-01: correcting the phone of one without a place is not refused."""
        client = self.client.with_user(self.accountant)
        client.phone = "02 99 00 11 22"
        self.assertEqual(self.client.phone, "02 99 00 11 22")

    def test_a_prospect_needs_no_place(self):
        """S3-37: a name is enough."""
        prospect = (
            self.env["res.partner"]
            .with_user(self.rep)
            .create({"name": "Dupré", "field_status": "prospect"})
        )
        self.assertTrue(prospect.ref)

    def test_coordinates_are_on_earth(self):
        """S0-14: neither 91 degrees north nor 181 east."""
        for values in ({"partner_latitude": 91}, {"partner_longitude": -181}):
            with self.assert_refused("is not on Earth"):
                self.client.write(values)

    def test_color_is_hexadecimal(self):
        """S0-20: written in one way, refused when it is none."""
        self.client.color_code = "1e88e5"
        self.assertEqual(self.client.color_code, "#1E88E5")
        with self.assert_refused("Colour “red” is not a hexadecimal code"):
            self.client.color_code = "red"
        self.assertEqual(self.client.color_code, "#1E88E5")

    def test_photo_address_is_a_web_address(self):
        """S0-30: what is opened by a click is never a script."""
        self.client.photo_url = "https://photos.example/devanture.jpg"
        with self.assert_refused("must begin with http:// or https://"):
            self.client.photo_url = "javascript:alert(document.cookie)"

    def test_texts_of_the_visit(self):
        """S0-16, S0-17: type and description of the visit are free texts."""
        self.client.write(
            {"visit_kind": "Entretien", "visit_description": "Changer les filtres"}
        )
        found = self.env["res.partner"].search([("visit_kind", "ilike", "entretien")])
        self.assertIn(self.client, found)

    def test_customer_number_is_not_unique(self):
        """S1-05: two clients may share the number of the ERP; the reference not."""
        twin = self.env["res.partner"].create(
            {"name": "Guérin, dépôt", "field_status": "client", "client_code": "GUERIN"}
        )
        self.env.flush_all()
        found = self.env["res.partner"].search([("client_code", "=", "GUERIN")])
        self.assertEqual(found, self.client | twin)

    def test_language_is_the_technicians(self):
        """S1-07: documents speak the technician's language until it is changed."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.accountant.lang = "fr_FR"
        form = self._client_form(self.accountant)
        form.name, form.zip = "Brasserie Lancelot", "56460"
        self.assertEqual(form.lang, "fr_FR")
        form.lang = "en_US"
        self.assertEqual(form.save().lang, "en_US")

    def test_region_is_kept_by_administrators(self):
        """S1-06: reps choose among the regions, administrators keep them."""
        region = self.env["field.region"].with_user(self.admin).create({"name": "BZH"})
        self.prospect.with_user(self.rep).region_id = region
        with self.assertRaises(AccessError):
            region.with_user(self.rep).name = "Bretagne"
        with self.assertRaises(AccessError):
            region.with_user(self.accountant).unlink()

    def test_who_changed_what_when(self):
        """S0-21, S0-22, S0-23: dates and the address of the last user, on the form."""
        self.client.with_user(self.accountant).phone = "02 99 00 00 01"
        self.assertEqual(self.client.last_updated_by, "accountant@field.example")
        form = Form(
            self.client.with_user(self.rep), "field_crm.view_res_partner_client_form"
        )
        self.assertTrue(form.create_date and form.write_date)
        self.assertEqual(form.last_updated_by, "accountant@field.example")
        with self.assertRaises(AssertionError, msg="read-only"):
            form.create_date = "2020-01-01"

    def test_organisation_is_the_company(self):
        """S0-13, S0-24: nobody finds the clients of another organisation."""
        other = self.env["res.company"].create({"name": "Autre organisation"})
        self.client.company_id = other
        for user in (self.rep, self.accountant, self.manager, self.admin):
            Partner = self.env["res.partner"].with_user(user)
            self.assertFalse(Partner.name_search("guérin"), user.login)
        self.accountant.write({"company_ids": [(4, other.id)]})
        Partner = self.env["res.partner"].with_user(self.accountant)
        Partner = Partner.with_context(allowed_company_ids=other.ids)
        self.assertEqual(Partner.name_search("guérin")[0][0], self.client.id)

    def test_labels_have_colours(self):
        """S1-09: a label of several clients is searched, with those below it."""
        label = self.env["res.partner.category"].create({"name": "VIP", "color": 3})
        below = label.create({"name": "Grand compte", "parent_id": label.id})
        self.client.with_user(self.accountant).category_id = below
        found = self.env["res.partner"].search([("category_id", "child_of", label.id)])
        self.assertEqual(found, self.client)

    def test_a_rep_changes_no_field_of_a_client(self):
        """S0-04: none of these fields opens a way to write clients."""
        client = self.client.with_user(self.rep)
        for values in (
            {"internal_name": "x"},
            {"color_code": "#000000"},
            {"last_rating": "5"},
            {"next_visit_date": "2030-01-01"},
        ):
            with self.assertRaises(AccessError):
                client.write(values)

    def test_wrong_entries_leave_nothing_behind(self):
        """S0-20: a refused record is not half created."""
        count = self.env["res.partner"].search_count([])
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.env["res.partner"].create({"name": "Demi", "color_code": "vert"})
        self.assertEqual(self.env["res.partner"].search_count([]), count)
