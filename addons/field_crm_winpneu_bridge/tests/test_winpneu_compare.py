from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .winpneu_common import WinpneuCase


@tagged("post_install", "-at_install")
class TestWinpneuCompare(WinpneuCase):
    """The comparison lists each difference, and nothing else."""

    def compare(self):
        self.backend.with_user(self.admin)._compare(self.env["field.work"])
        found = self.env["field.winpneu.difference"].search([])
        return {(one.kind, one.code): one for one in found}

    def _send_two(self):
        self.winpneu.add_client("GUERIN", "Transports Guérin", nb_jour_1=0)
        self.client.user_id = False
        visits = self.visit(days=2, comment="Un") + self.visit(days=1, comment="Deux")
        self.send()
        return visits

    def test_nothing_differs(self):
        """S3-64: after a round trip, archived rows included."""
        self._send_two()
        self.winpneu.execute("UPDATE dbo.client_relation SET c_archive = 'O'")
        self.assertFalse(self.compare())

    def test_a_row_taken_out_is_written_anew(self):
        """S3-64, S3-73: under another name, since the ledger knows the first."""
        self._send_two()
        self.winpneu.execute(
            "DELETE FROM dbo.client_relation WHERE commentaire LIKE 'Un%'"
        )
        found = self.compare()
        self.assertEqual(set(found), {("missing", "GUERIN")})
        missing = found["missing", "GUERIN"]
        with self.assertRaises(AccessError):
            missing.with_user(self.manager).action_write_anew()
        missing.with_user(self.admin).action_write_anew()
        self.send()
        self.assertEqual(len(self.winpneu.relations()), 2)
        self.assertFalse(self.compare())

    def test_rows_too_many(self):
        """S3-64: twice, or by somebody else under our mark."""
        self._send_two()
        self.winpneu.execute(
            "INSERT INTO dbo.client_relation SELECT * FROM dbo.client_relation "
            "WHERE commentaire LIKE 'Un%'"
        )
        self.winpneu.add_relation("GUERIN", "Faux", origine_relation="CRV")
        found = self.compare()
        self.assertEqual(set(found), {("doubled", "GUERIN"), ("strange", "GUERIN")})
        self.assertEqual(found["strange", "GUERIN"].what, "Faux")
        with self.assertRaises(UserError):
            found["strange", "GUERIN"].with_user(self.admin).action_write_anew()

    def test_visits_that_are_not_there_as_they_are(self):
        """S3-64: never queued, or changed since."""
        visits = self._send_two()
        self.events(res_id=visits[0].id).unlink()
        self.winpneu.execute("DELETE FROM dbo.field_crm_ledger")
        self.winpneu.execute(
            "DELETE FROM dbo.client_relation WHERE commentaire LIKE 'Un%'"
        )
        visits[1].comment = "Trois"
        found = self.compare()
        self.assertEqual(set(found), {("not_queued", "GUERIN"), ("changed", "GUERIN")})
        found["not_queued", "GUERIN"].with_user(self.admin).action_write_anew()
        self.send()
        self.assertEqual(len(self.winpneu.relations()), 2)

    def test_clients_and_their_fields(self):
        """S3-14, S3-64: each field that differs, with both values."""
        self._send_two()
        self.client.city = "Rennes"
        self.winpneu.execute("UPDATE dbo.client SET ville_fac = 'Vitré'")
        self.winpneu.add_client("AILLEURS", "Garage d'ailleurs")
        self.env["res.partner"].create(
            {"name": "Ici", "field_status": "client", "client_code": "ICI"}
        )
        found = self.compare()
        self.assertEqual(
            set(found),
            {("field", "GUERIN"), ("only_there", "AILLEURS"), ("only_here", "ICI")},
        )
        field = found["field", "GUERIN"]
        self.assertEqual(
            (field.what, field.ours, field.theirs), ("Town", "Rennes", "Vitré")
        )
