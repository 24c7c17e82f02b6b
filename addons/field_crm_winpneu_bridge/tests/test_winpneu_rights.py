import re
from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import file_open

from odoo.addons.field_crm_winpneu_bridge.engine.winpneu import SchemaTrouble

from .winpneu_common import WinpneuCase

_GRANT = re.compile(
    r"^GRANT (?P<rights>[A-Z, ]+) ON (?P<table>[\w.]+)(?: \((?P<column>\w+)\))? TO",
    re.MULTILINE,
)


@tagged("post_install", "-at_install")
class TestWinpneuRights(WinpneuCase):
    """The login works with the rights of the DBA's script, and needs each of them."""

    def setUp(self):
        super().setUp()
        self.role = f"{self.winpneu.name}_rights"
        self.winpneu.execute(f"DROP ROLE IF EXISTS {self.role}")
        self.winpneu.execute(f"CREATE ROLE {self.role} LOGIN")
        self.addCleanup(
            self.winpneu.execute, f"DROP OWNED BY {self.role}; DROP ROLE {self.role}"
        )
        self.winpneu.execute(f"GRANT USAGE ON SCHEMA dbo TO {self.role}")
        self.rights = list(self._get_rights())
        for right in self.rights:
            self._change("GRANT", *right)
        self.backend.login = self.role
        self.company.field_winpneu_archive_months = 12

    def _get_rights(self):
        """(right, table) of the script, as PostgreSQL words it."""
        path = "field_crm_winpneu_bridge/static/sql/ledger.sql"
        with file_open(path) as script:
            for grant in _GRANT.finditer(script.read()):
                column = f" ({grant['column']})" if grant["column"] else ""
                for right in grant["rights"].split(", "):
                    yield f"{right}{column}", grant["table"]

    def _change(self, verb, right, table):
        word = "TO" if verb == "GRANT" else "FROM"
        self.winpneu.execute(f"{verb} {right} ON {table} {word} {self.role}")

    def test_the_listed_rights_are_enough(self):
        """S3-64: visits, requests, new clients, reading, archiving, comparing."""
        self.visit()
        self.env["field.modification.request"].with_user(self.rep).ask(
            self.client.id, {"city": "Vitré"}, ""
        )
        self.approve(self.ask_conversion())
        self.winpneu.add_client("AILLEURS", "Garage d'ailleurs", c_pays="FR")
        self.winpneu.execute("INSERT INTO dbo.client_ca VALUES ('AILLEURS', 2026, 5)")
        self.winpneu.add_relation("GUERIN", "Appel")
        self.winpneu.add_relation(
            "GUERIN",
            "Vieille visite",
            origine_relation="CRV",
            date_relation=datetime(2020, 1, 8),
        )
        self.backend.with_user(self.admin).action_test()
        run = self.run_bridge()
        self.assertEqual(run.state, "done", run.error)
        self.assertEqual((run.sent_count, run.refused_count), (3, 0))
        self.assertEqual((run.client_count, run.archived_count), (2, 1))
        self.assertGreater(run.history_count, 0)
        self.backend.with_user(self.admin)._compare(self.env["field.work"])
        self.assertTrue(self.backend.compared_on)

    def test_a_missing_right_is_said(self):
        """S3-64: each is needed, and its lack is told with its table."""
        self.assertEqual(len(self.rights), 8)
        for right, table in self.rights:
            with self.subTest(f"{right} {table}"):
                self._change("REVOKE", right, table)
                with self.assertRaises(UserError) as caught:
                    self.backend.with_user(self.admin).action_test()
                self.assertIn(table, str(caught.exception))
                self._change("GRANT", right, table)
        self.backend.with_user(self.admin).action_test()

    def test_nothing_else_may_be_changed(self):
        """S3-64: with these rights no other column and no row is changed."""
        with self.backend._open_session() as session:
            for statement in (
                "UPDATE dbo.client SET nom_client = 'x'",
                "UPDATE dbo.client_relation SET commentaire = 'x'",
                "DELETE FROM dbo.client_relation",
                "DELETE FROM dbo.field_crm_ledger",
            ):
                with self.assertRaises(SchemaTrouble), session.transaction() as cursor:
                    cursor.execute(statement)
