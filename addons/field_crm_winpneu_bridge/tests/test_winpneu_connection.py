import os

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .winpneu_common import PASSWORD, WinpneuCase


@tagged("post_install", "-at_install")
class TestWinpneuConnection(WinpneuCase):
    """« Test the connection » says what is wrong, and nobody reads the password."""

    def _problem(self, **values):
        self.backend.write(values)
        with self.assertRaises(UserError) as caught:
            self.backend.with_user(self.admin).action_test()
        return str(caught.exception)

    def test_all_is_well(self):
        """S3-64: every table, column and right is there."""
        action = self.backend.with_user(self.admin).action_test()
        self.assertEqual(action["params"]["type"], "success")

    def test_what_is_wrong_is_said_in_words(self):
        """S3-64: driver, route, database."""
        self.assertIn("is not installed", self._problem(driver="Nowhere 9"))
        driver = os.path.basename(os.environ["WINPNEU_DRIVER"])
        words = self._problem(driver=driver, server="127.0.0.1", port=1)
        self.assertIn("No route to 127.0.0.1", words)

    def test_a_missing_database(self):
        """S3-64: its name is in the sentence."""
        self.assertIn("no database “nowhere”", self._problem(database="nowhere"))

    def test_a_refused_login(self):
        """S3-64: the login's name is in the sentence."""
        self.assertIn("login “nobody_here”", self._problem(login="nobody_here"))

    def test_a_missing_table(self):
        """S3-64, AMB-07: and one that has another name."""
        name = self.backend.database
        self.assertIn(
            f"{name}.dbo.relation_client does not exist",
            self._problem(relation_table=f"{name}.dbo.relation_client"),
        )

    def test_columns_that_are_missing_or_too_short(self):
        """S3-64, AMB-07, AMB-09: each of them, with what it holds and needs."""
        self.winpneu.execute("ALTER TABLE dbo.client DROP COLUMN c_ape")
        self.winpneu.execute("ALTER TABLE dbo.client ALTER iban TYPE char(27)")
        try:
            words = self._problem()
            self.assertIn("has no column “c_ape”", words)
            self.assertIn("“iban” holds 27 characters, 34 are needed", words)
            self.winpneu.execute("ALTER TABLE dbo.client ADD code_naf char(10)")
            column = self.backend.column_ids.filtered(lambda one: one.name == "c_ape")
            column.real_name = "code_naf"
            self.assertNotIn("code_naf", self._problem())
        finally:
            self.backend.column_ids.real_name = False
            self.winpneu.build(self.backend._get_layout())

    def test_missing_rights(self):
        """S3-64: reading, adding and archiving are tried on no row."""
        role = f"{self.winpneu.name}_login"
        self.winpneu.execute(f"DROP ROLE IF EXISTS {role}")
        self.winpneu.execute(f"CREATE ROLE {role} LOGIN")
        self.winpneu.execute(f"GRANT USAGE ON SCHEMA dbo TO {role}")
        self.winpneu.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA dbo TO {role}")
        try:
            self.company.field_winpneu_archive_months = 12
            words = self._problem(login=role)
            self.assertIn("may not add rows to", words)
            self.winpneu.execute(f"GRANT INSERT ON ALL TABLES IN SCHEMA dbo TO {role}")
            self.assertIn("may not archive rows", self._problem())
            self.winpneu.execute(
                f"GRANT UPDATE (c_archive) ON dbo.client_relation TO {role}"
            )
            self.backend.with_user(self.admin).action_test()
        finally:
            self.winpneu.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")

    def test_nobody_reads_the_password(self):
        """S3-64: not by reading, searching, exporting or grouping, not even admins."""
        backend = self.backend.with_user(self.admin)
        backend.password = PASSWORD
        self.assertFalse(backend.password)
        self.assertTrue(backend.has_password)
        self.assertNotIn(PASSWORD, str(backend.read()))
        self.assertNotIn(
            PASSWORD, str(backend.export_data(["name", "password", "has_password"]))
        )
        for attempt in (
            lambda: backend.read(["password_kept"]),
            lambda: backend.search([("password_kept", "=like", "c%")]),
            lambda: backend.export_data(["password_kept"]),
            lambda: backend._read_group([], ["password_kept"]),
        ):
            with self.assertRaises(AccessError):
                attempt()
        # An empty field of the form leaves it alone.
        backend.write({"password": False, "name": "winpneu 2"})
        self.assertTrue(backend.has_password)
        backend.action_forget_password()
        self.assertFalse(backend.has_password)

    def test_the_environment_may_hold_the_password(self):
        """S3-64: so that it is in no backup of the database."""
        self.backend.action_forget_password()
        self.patch(os, "environ", {**os.environ, "WINPNEU_PASSWORD": PASSWORD})
        self.assertEqual(self.backend._get_address().password.reveal(), PASSWORD)

    def test_options_hold_no_credential(self):
        """S3-64: nor another server, a file of the server, or a statement."""
        self.backend.options = "ApplicationIntent=ReadWrite;KeepAlive=30"
        for option in ("PWD=x", "Server=evil", "ConnSettings=DROP", "TraceFile=/x"):
            with self.assertRaises(ValidationError):
                self.backend.options = option

    def test_a_driver_is_no_path(self):
        """S3-64: what the server loads is not chosen on a screen."""
        self.assertIn("is not installed", self._problem(driver="/tmp/evil.so"))

    def test_nobody_else_sees_it(self):
        """S3-64: reps, accountants and managers have no business here."""
        for user in (self.rep, self.accountant, self.manager, self.colleague):
            with self.assertRaises(AccessError):
                self.backend.with_user(user).read(["server"])
            with self.assertRaises(AccessError):
                self.backend.with_user(user).action_test()
