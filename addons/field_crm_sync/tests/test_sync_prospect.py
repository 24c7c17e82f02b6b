from odoo.tests import tagged

from odoo.addons.field_crm.tests.common import BIC, IBAN, SIGNATURE

from .sync_common import SyncCase

DEFINITIONS = [
    {"name": "herd", "string": "Cheptel", "type": "integer"},
    {
        "name": "brand",
        "string": "Marque",
        "type": "selection",
        "selection": [["mich", "Michelin"], ["cont", "Continental"]],
    },
]


@tagged("post_install", "-at_install")
class TestSyncProspect(SyncCase):
    """Prospects that reps make in the yard."""

    def setUp(self):
        super().setUp()
        own = self.env["field.own.list"]._get().sudo()
        own.properties_definition = [*own.properties_definition, *DEFINITIONS]
        self.mobile = self.phone()

    def made(self, **values):
        result = self.mobile.do("CP", {"values": {"name": "EARL du Pont", **values}})
        self.assertEqual(result["state"], "applied", result)
        return self.env["res.partner"].browse(result["record"]["id"])

    def test_an_address_becomes_a_point(self):
        """S0-60: adresse, code postal, ville → XY, which come back to the phone."""
        prospect = self.made(street="Le Bourg", zip="35500", city="Vitré")
        self.assertAlmostEqual(prospect.partner_latitude, 48.12, delta=0.05)
        self.assertAlmostEqual(prospect.partner_longitude, -1.21, delta=0.05)
        self.mobile.pull()
        row = self.mobile.rows("partner")[prospect.id]
        self.assertAlmostEqual(row["partner_latitude"], 48.12, delta=0.05)
        self.assertEqual(row["geo_precision"], prospect.geo_precision)

    def test_own_fields_are_typed_on_the_phone(self):
        """S0-61: made with the prospect, changed later, and read again by the phone."""
        prospect = self.made(
            **{"own_properties.herd": 120, "own_properties.brand": "mich"}
        )
        self.assertEqual(prospect.own_properties["herd"], 120)
        self.mobile.pull()
        row = self.mobile.rows("partner")[prospect.id]
        self.assertEqual(row["own_properties"]["brand"], "mich")
        change = {"partner": prospect.id, "values": {"own_properties.herd": 130}}
        result = self.mobile.do("MP", change, base={"own_properties.herd": 120})
        self.assertEqual(result["state"], "applied", result)
        self.assertEqual(prospect.own_properties["herd"], 130)
        self.assertEqual(prospect.own_properties["brand"], "Michelin", "it stays")

    def test_own_fields_of_both_sides_are_kept(self):
        """S0-61: the office's answer stands, the rep's is proposed and can be taken."""
        prospect = self.made(**{"own_properties.brand": "mich"})
        prospect.own_properties = {"brand": "cont"}
        change = {"partner": prospect.id, "values": {"own_properties.brand": False}}
        result = self.mobile.do("MP", change, base={"own_properties.brand": "mich"})
        self.assertEqual(result["state"], "conflict", result)
        conflict = self.env["field.conflict"].search([])
        self.assertEqual(conflict.field_label, "Marque")
        self.assertEqual(conflict.base_text, "Michelin")
        self.assertEqual(conflict.current_text, "Continental")
        conflict.with_user(self.manager).action_take_rep()
        self.assertFalse(prospect.own_properties["brand"])

    def test_an_own_field_takes_what_fits(self):
        """S0-61: neither a field that does not exist nor a choice that is none."""
        for values in (
            {"own_properties.herd": "beaucoup"},
            {"own_properties.brand": "xyz"},
            {"own_properties.nothing": 1},
            {"group_properties.nothing": 1},
        ):
            args = {"values": {"name": "Personne", **values}}
            self.assertEqual(self.mobile.do("CP", args)["state"], "rejected", values)
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Personne")]))

    def test_the_server_of_the_phones(self):
        """S3-01, S3-04: it makes the offline base, takes what phones send, and mails.

        The offline base holds the client, the prospect's data come in, the visit is
        recorded, and the accountant hears of the conversion.
        """
        self.env.company.field_accountant_emails = "compta@field.example"
        self.mobile.pull()
        self.assertIn(self.client.id, self.mobile.rows("partner"))
        prospect = self.made(phone="02 99 61 62 63")
        self.mobile.do("VP", {"partner": prospect.id, "comment": "Bien reçu"})
        sheet = self._complete_sheet("payment_mode_direct_debit", iban=IBAN, bic=BIC)
        sheet.pop("user_id")
        sheet["phone"] = "02 99 61 62 63"
        args = {"signature": SIGNATURE.decode(), "signed_by": "M. Pont"}
        result = self.mobile.do("CC", {"partner": prospect.id, "values": sheet, **args})
        self.assertEqual(result["state"], "applied", result)
        self.assertEqual(prospect.visit_ids.comment, "Bien reçu")
        mail = self.env["mail.mail"].search([("email_to", "like", "compta@field")])
        self.assertIn("[Client creation] EARL du Pont", mail.mapped("subject"))
