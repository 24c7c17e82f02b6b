from odoo.tests import tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestClientHistory(FieldCrmCase):
    """« Historique » on a client, whichever system the rows come from."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        values = {"partner_id": cls.client.id, "company_id": cls.company.id}
        cls.rows = cls.env["field.history"].create(
            [
                {**values, "subject": "Appel", "date": "2026-03-02"},
                {**values, "subject": "Livraison", "date": "2026-03-04"},
                {**values, "subject": "Litige", "date": "2026-03-03", "origin": "LIT"},
            ]
        )

    def test_the_button_counts_and_opens(self):
        """S3-28 … S3-30: litigations are not counted, and hidden until asked for."""
        client = self.client.with_user(self.rep)
        self.assertEqual(client.history_count, 2)
        action = client.action_open_history()
        self.assertTrue(action["context"]["search_default_no_litigation"])
        rows = self.env["field.history"].with_user(self.rep).search(action["domain"])
        self.assertEqual(rows.mapped("subject"), ["Livraison", "Litige", "Appel"])

    def test_who_may_not_read_it_counts_nothing(self):
        """S3-64: a plain employee opens a partner without a failure."""
        self.assertEqual(self.client.with_user(self.colleague).history_count, 0)
