import base64

from odoo.tests import tagged

from odoo.addons.field_crm.tests.common import BIC, IBAN, SIGNATURE, SIRET

from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSyncRequest(SyncCase):
    """What reps ask of the accountant, from the phone."""

    def setUp(self):
        super().setUp()
        self.mobile = self.phone()

    def test_a_conversion_with_bank_account_and_signature(self):
        """S3-41 … S3-44, S3-48, S3-72: the sheet is filled in and the request sent."""
        sheet = self._complete_sheet("payment_mode_direct_debit", iban=IBAN, bic=BIC)
        sheet.pop("user_id")
        args = {"partner": self.prospect.id, "values": sheet}
        refused = self.mobile.do("CC", args)
        self.assertEqual(refused["state"], "rejected")
        self.assertIn("signature", refused["reason"].lower())
        self.assertFalse(self.prospect.iban, "nothing of a refused one may stay")
        signed = {**args, "signature": SIGNATURE.decode(), "signed_by": "Mme Guérin"}
        result = self.mobile.do("CC", signed)
        self.assertEqual(result["state"], "applied", result)
        request = self.prospect.conversion_request_ids
        self.assertEqual(request.requester_id, self.rep)
        self.assertEqual(request.signed_by, "Mme Guérin")
        self.assertEqual(self.prospect.company_registry, SIRET)
        self.mobile.pull()
        (row,) = self.mobile.rows("request").values()
        self.assertEqual(row["model"], "field.conversion.request")
        self.assertEqual(row["state"], "pending")
        self.assertEqual(result["record"]["id"], row["res_id"])

    def test_a_bad_iban_is_refused(self):
        """S3-48: as in the back office."""
        values = {"iban": "FR7612345678901234567890123"}
        result = self.mobile.do("MP", {"partner": self.prospect.id, "values": values})
        self.assertEqual(result["state"], "rejected")
        self.assertIn("IBAN", result["reason"])

    def test_a_signature_is_a_picture(self):
        """A script that calls itself a signature is refused."""
        svg = base64.b64encode(b"<svg onload=alert(1)>").decode()
        args = {"partner": self.prospect.id, "values": {}, "signature": svg}
        self.assertEqual(self.mobile.do("CC", args)["state"], "rejected")

    def test_a_modification_is_asked_for_and_withdrawn(self):
        """S3-17, S3-18, S3-68, XR: asked for on the phone, then taken back."""
        mutation = self.mobile.mutation(
            "MC",
            {
                "partner": self.client.id,
                "lines": [{"field": "city", "value": "Betton"}],
                "comment": "Ils ont déménagé",
            },
        )
        (result,) = self.mobile.push(mutation)["results"]
        self.assertEqual(result["state"], "applied", result)
        request = self.client.modification_request_ids
        self.assertEqual(request.line_ids.new_value, "Betton")
        self.assertFalse(self.client.city)
        asked = {"model": "field.modification.request", "uuid": mutation["uuid"]}
        self.assertEqual(self.mobile.do("XR", {"request": asked})["state"], "applied")
        self.assertEqual(request.state, "cancelled")
        self.mobile.pull()
        (row,) = self.mobile.rows("request").values()
        self.assertEqual(row["state"], "cancelled")
        self.assertEqual(row["lines"][0][2], "Betton")

    def test_another_reps_request_is_not_withdrawn(self):
        """S2-40: only who asked takes it back."""
        requests = self.env["field.modification.request"].with_user(self.other_rep)
        number = requests.ask(self.client.id, {"city": "Cesson"})
        asked = {"model": "field.modification.request", "id": number}
        self.assertEqual(self.mobile.do("XR", {"request": asked})["state"], "rejected")
        self.assertEqual(requests.browse(number).state, "pending")
