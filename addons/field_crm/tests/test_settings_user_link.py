from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestUserLink(FieldCrmCase):
    """« Correspondance des utilisateurs »: S3-75, S3-85, S3-114."""

    def _link(self, user, by=None):
        return self.env["field.user.link"].with_user(by or self.admin).browse(user.id)

    def test_table(self):
        """S3-75: Windows, winpneu, mail, displayed name and admin of each user."""
        links = self.env["field.user.link"].with_user(self.admin).search([])
        self.assertLessEqual(self.rep + self.accountant, links.user_id)
        self.assertNotIn(self.portal, links.user_id)
        link = self._link(self.rep)
        link.write(
            {
                "windows_login": " BOCAGE\\cmoreau ",
                "winpneu_user_code": "CM01",
                "rep_code": "CMO",
                "email": "camille@field.example",
                "name": "Camille Moreau",
            }
        )
        self.assertRecordValues(
            self.rep,
            [
                {
                    "windows_login": "BOCAGE\\cmoreau",
                    "winpneu_user_code": "CM01",
                    "rep_code": "CMO",
                    "email": "camille@field.example",
                    "name": "Camille Moreau",
                }
            ],
        )
        link.write({"winpneu_user_code": ""})
        self.assertFalse(self.rep.winpneu_user_code)

    def test_codes_are_short_and_unique(self):
        """S3-75, S3-85: c_user is char(4), and tells the users apart."""
        self._link(self.rep).winpneu_user_code = "CM01"
        other = self._link(self.other_rep)
        with self.assert_refused("winpneu user “CMO12” of other_rep"):
            other.winpneu_user_code = "CMO12"
        with self.assert_refused("has 5 characters: 4 at most"):
            other.rep_code = "12345"
        with self.assertRaises(ValidationError):
            other.windows_login = "x" * 105
        with self.assert_refused("winpneu user: “cm01” is the one of rep"):
            other.winpneu_user_code = "cm01"
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            with self.env.cr.savepoint():
                self.other_rep.winpneu_user_code = "cm01"
                self.env.flush_all()
        with self.assert_refused("“nowhere” of other_rep"):
            other.email = "nowhere"
        with self.assert_refused("Displayed name: other_rep needs one"):
            other.name = " "

    def test_administrator_is_granted_and_taken(self):
        """S3-75: an administrator gives the own rights on, and takes them again."""
        link = self._link(self.manager)
        self.assertFalse(link.is_field_admin)
        link.is_field_admin = True
        self.assertTrue(self.manager.has_group("field_crm.group_field_admin"))
        self._link(self.manager).is_field_admin = False
        self.assertFalse(self.manager.has_group("field_crm.group_field_admin"))
        self.assertTrue(self.manager.has_group("field_crm.group_field_manager"))
        colleague = self._create_user("admin_two", "group_field_admin")
        self._link(colleague).is_field_admin = False
        self.assertTrue(colleague.has_group("field_crm.group_field_rep"))
        self.assertFalse(colleague.has_group("field_crm.group_field_manager"))
        with self.assert_refused("nobody changes the own rights", AccessError):
            self._link(self.admin).is_field_admin = False

    def test_no_escalation(self):
        """Who may do more than the administrator is not governed by the administrator.

        The address of a system administrator is the way to that account's password.
        """
        system = self.env.ref("base.user_admin")
        for values in ({"email": "me@field.example"}, {"name": "Moi"}):
            with self.subTest(values=values):
                with self.assert_refused("rights that you do not have", AccessError):
                    self._link(system).write(values)
        self._link(system).winpneu_user_code = "ROOT"
        self.assertEqual(system.winpneu_user_code, "ROOT")
        group = self.env.ref("base.group_system")
        for values in (
            {"login": "pirate"},
            {"user_id": system.id},
            {"group_ids": [(4, group.id)]},
            {"password": "pirate"},
        ):
            with self.subTest(values=values):
                with self.assert_refused("Only codes, name", AccessError):
                    self._link(self.rep).write(values)
        self.assertEqual(self.rep.login, "rep")
        with self.assertRaises(AccessError):
            self.rep.with_user(self.admin).write({"email": "x@field.example"})

    def test_others_are_refused(self):
        """Nobody but the administrator reads or changes the table, over RPC too."""
        for user in (self.rep, self.manager, self.accountant, self.colleague):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._link(self.rep, user).read(["email"])
                with self.assertRaises(AccessError):
                    self._link(user, user).write({"is_field_admin": True})
                with self.assertRaises(AccessError):
                    self.env["field.user.link"].with_user(user).search([])
                with self.assertRaises(AccessError):
                    self.rep.with_user(user).read(["windows_login"])

    def test_other_company(self):
        """Users of a company that the administrator does not belong to stay hidden."""
        company = self.env["res.company"].create({"name": "Autre société"})
        stranger = self._create_user(
            "stranger",
            "group_field_rep",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        links = self.env["field.user.link"].with_user(self.admin).search([])
        self.assertNotIn(stranger, links.user_id)
        with self.assertRaises(AccessError):
            self._link(stranger).rep_code = "XX"

    def test_export_and_import(self):
        """S3-75: the table goes out and comes back, matched by login."""
        names = ["login", "windows_login", "winpneu_user_code", "is_field_admin"]
        table = self.env["field.user.link"].with_user(self.admin)
        rows = self._link(self.rep).export_data(names)["datas"]
        self.assertEqual(rows, [["rep", "", "", False]])
        done = table.load(
            names,
            [
                ["rep", "BOCAGE\\rep", "RE01", "False"],
                ["other_rep", "BOCAGE\\other", "RE02", "True"],
            ],
        )
        self.assertFalse(done["messages"])
        self.assertEqual(self.rep.winpneu_user_code, "RE01")
        self.assertTrue(self.other_rep.has_group("field_crm.group_field_admin"))
        refused = table.load(names, [["nobody", "BOCAGE\\x", "RE09", "False"]])
        self.assertIn("no user has the login “nobody”", str(refused["messages"]))
        refused = table.load(names, [["rep", "x", "TOOLONG", "False"]])
        self.assertIn("4 at most", str(refused["messages"]))
        self.assertEqual(self.rep.winpneu_user_code, "RE01")
        with self.assertRaises(UserError):
            table.create({"login": ""})
        self.assertEqual(table.action_import()["params"]["active_model"], table._name)

    def test_constant_queries(self):
        """The table costs the same number of queries whatever the number of users."""
        names = ["login", "windows_login", "email", "name", "is_field_admin"]

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["field.user.link"].with_user(self.admin).search([]).read(names)
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for index in range(10):
            self._create_user(f"more_{index}", "group_field_rep")
        count()
        self.assertEqual(count(), few)
