from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .winpneu_common import WinpneuReadCase


@tagged("post_install", "-at_install")
class TestWinpneuHistory(WinpneuReadCase):
    """winpneu's history of a client stands here, and is archived there."""

    def _history(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["field.history"].search(domain)

    def test_the_history_of_a_client(self):
        """S3-16, S3-28…S3-31: litigations hidden but kept, no archived rows."""
        self.winpneu.add_relation("GUERIN", "Appel", commentaire="Rappeler\r\nlundi")
        self.winpneu.add_relation("GUERIN", "Litige", origine_relation="LIT")
        self.winpneu.add_relation("GUERIN", "Vieux", c_archive="O")
        self.winpneu.add_relation("GUERIN", "Fournisseur", type_entite="F")
        self.read_all()
        rows = self._history(partner_id=self.client.id)
        self.assertEqual(set(rows.mapped("subject")), {"Appel", "Litige"})
        self.assertIn("Rappeler\nlundi", rows.mapped("comment"))
        client = self.client.with_user(self.rep)
        self.assertEqual(client.history_count, 1)
        action = client.action_open_history()
        self.assertTrue(action["context"]["search_default_no_litigation"])
        found = self.env["field.history"].with_user(self.rep)
        self.assertEqual(len(found.search(action["domain"])), 2)

    def test_the_history_follows_winpneu(self):
        """S3-29, S3-31: what is archived there goes here; alike rows are two."""
        for _time in range(2):
            self.winpneu.add_relation("GUERIN", "Appel")
        self.winpneu.add_relation("GUERIN", "Livraison")
        self.assertEqual(self.read_all().history_count, 3)
        self.assertEqual(self.read_all().history_count, 0)
        self.winpneu.execute(
            "UPDATE dbo.client_relation SET c_archive = 'O' WHERE objet = 'Livraison'"
        )
        self.read_all()
        self.assertEqual(self._history().mapped("subject"), ["Appel", "Appel"])
        self.winpneu.execute("UPDATE dbo.client_relation SET c_archive = 'O'")
        self.read_all()
        self.assertFalse(self._history())

    def test_rows_of_nobody_wait(self):
        """S3-64: orphan codes and invalid dates; linked when their client arrives."""
        self.winpneu.add_relation("NOUVEAU", "Orphelin")
        self.winpneu.add_relation(
            "GUERIN", "An mil", date_relation=datetime(1000, 1, 1)
        )
        self.assertEqual(self.read_all().quarantined_count, 2)
        self.assertFalse(self._history(partner_id=self.client.id))
        self.assertIn("not a date", self._history(code="GUERIN").problem)
        self.add()
        self.read_all()
        orphan = self._history(code="NOUVEAU")
        self.assertEqual(orphan.partner_id, self.find("NOUVEAU"))
        self.assertFalse(orphan.problem)

    def test_what_we_write_comes_back_once(self):
        """S3-29: our own row is one row of the history, marked as ours."""
        self.visit(comment="Tout va bien")
        with self.steps("_send", "_read_history"):
            self.run_bridge()
            self.run_bridge()
        row = self._history(partner_id=self.client.id)
        self.assertEqual(len(row), 1)
        self.assertTrue(row.is_ours)
        self.assertEqual(row.user_id, self.rep)

    def test_old_rows_of_ours_are_archived(self):
        """S3-76: after the configured delay, and only what the CRM wrote."""
        old = datetime.now() - timedelta(days=400)
        self.winpneu.add_relation("GUERIN", "Visite du", origine_relation="CRV")
        self.winpneu.add_relation(
            "GUERIN", "Vieille visite", origine_relation="CRV", date_relation=old
        )
        self.winpneu.add_relation("GUERIN", "Appel", date_relation=old)
        self.winpneu.execute(
            "UPDATE dbo.client_relation SET date_relation = now() "
            "WHERE objet = 'Visite du'"
        )
        with self.steps("_archive"):
            self.assertEqual(self.run_bridge().archived_count, 0, "never by default")
            self.company.field_winpneu_archive_months = 12
            self.assertEqual(self.run_bridge().archived_count, 1)
        archived = [
            row["objet"] for row in self.winpneu.relations() if row["c_archive"] == "O"
        ]
        self.assertEqual(archived, ["Vieille visite"])

    def test_reps_see_the_history_and_nothing_else(self):
        """S3-64, S0-12: the inbox and the conflicts are the administrator's."""
        self.winpneu.add_relation("GUERIN", "Appel")
        self.winpneu.add_relation("PERSONNE", "Orphelin")
        self.read_all()
        for user in (self.rep, self.accountant, self.manager):
            found = self.env["field.history"].with_user(user).search([])
            self.assertEqual(found.mapped("subject"), ["Appel"])
            with self.assertRaises(AccessError):
                found.write({"subject": "Autre"})
            for model in ("field.winpneu.client", "field.winpneu.conflict"):
                self.assertFalse(self.env[model].with_user(user).has_access("read"))
        self.assertEqual(
            len(self.env["field.history"].with_user(self.admin).search([])), 2
        )
