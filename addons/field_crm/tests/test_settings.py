from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestSettings(FieldCrmCase):
    """The parameters of the back office: S3-74, S3-76, S3-112 to S3-115."""

    def _settings(self, user):
        return self.env["field.settings"].with_user(user)

    def test_administrator_sets_parameters(self):
        """S3-74, S3-76, S3-113, S3-114: without being a system administrator."""
        self.assertFalse(self.admin.has_group("base.group_system"))
        with Form(self._settings(self.admin)) as form:
            self.assertEqual(
                form.field_visit_past_days, self.company.field_visit_past_days
            )
            form.field_accountant_emails = "compta@field.example, chef@field.example"
            form.field_error_emails = "erreurs@field.example"
            form.field_visit_past_days = 45
            form.field_prospect_retention_months = 6
            form.field_log_retention_months = 3
        form.record.execute()
        self.assertRecordValues(
            self.company,
            [
                {
                    "field_accountant_emails": (
                        "compta@field.example, chef@field.example"
                    ),
                    "field_error_emails": "erreurs@field.example",
                    "field_visit_past_days": 45,
                    "field_prospect_retention_months": 6,
                    "field_log_retention_months": 3,
                }
            ],
        )

    def test_untouched_values_are_left_alone(self):
        """What a colleague changed meanwhile is not put back by the own form."""
        writes = []
        original = type(self.company).write

        def write(companies, vals):
            writes.append(set(vals))
            return original(companies, vals)

        with patch.object(type(self.company), "write", write):
            with Form(self._settings(self.admin)) as form:
                form.field_visit_past_days = 12
        self.assertEqual(writes, [{"field_visit_past_days"}])

    def test_bounds_and_addresses(self):
        """S3-76: what cannot be right is refused with field, value and limit."""
        settings = self._settings(self.admin)
        for name, value, message in (
            ("field_visit_past_days", -1, "-1 is not between 0 and 365"),
            ("field_visit_past_days", 366, "366 is not between 0 and 365"),
            ("field_prospect_retention_months", 121, "121 is not between 0 and 120"),
            ("field_log_retention_months", -3, "-3 is not between 0 and 120"),
            ("field_error_emails", "x@y.fr, nobody", "“nobody” is not a mail address"),
            ("field_accountant_emails", "compta", "Accountant's addresses: “compta”"),
        ):
            with self.subTest(name=name, value=value), self.assert_refused(message):
                settings.create({name: value})
        self.assertEqual(self.company.field_visit_past_days, 30)

    def test_others_reach_no_setting(self):
        """S3-74: over RPC too, a rep, manager, accountant or colleague sets nothing."""
        settings = self._settings(self.admin).create({"field_visit_past_days": 20})
        people = (self.rep, self.manager, self.accountant, self.colleague, self.portal)
        for user in people:
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._settings(user).create({"field_visit_past_days": 300})
                with self.assertRaises(AccessError):
                    settings.with_user(user).read(["field_error_emails"])
                with self.assertRaises(AccessError):
                    settings.with_user(user).write({"field_visit_past_days": 300})
                with self.assertRaises(AccessError):
                    self._settings(user).action_test_mail_server()
                with self.assertRaises(AccessError):
                    self.company.with_user(user).field_visit_past_days = 300
        self.assertEqual(self.company.field_visit_past_days, 20)

    def test_administrator_reaches_nothing_else(self):
        """Neither the rest of the company, nor other companies, nor others' forms."""
        other = self.env["res.company"].create({"name": "Autre société"})
        settings = self._settings(self.admin)
        with self.assertRaises(AccessError):
            self.company.with_user(self.admin).write({"name": "Pirate"})
        record = settings.create({"company_id": other.id, "field_visit_past_days": 7})
        self.assertEqual(record.company_id, self.company)
        record.write({"company_id": other.id, "field_visit_past_days": 8})
        self.assertEqual(other.field_visit_past_days, 30)
        self.assertEqual(self.company.field_visit_past_days, 8)
        colleague = self._create_user("admin_two", "group_field_admin")
        with self.assertRaises(AccessError):
            record.with_user(colleague).read(["company_id"])

    def test_mail_server(self):
        """S3-74, S3-115: the server is shown without its password, and tested."""
        settings = self._settings(self.admin).create({})
        self.assertIn("port", settings.mail_server_summary)
        self.env["ir.mail_server"].create(
            {
                "name": "Principal",
                "smtp_host": "smtp.field.example",
                "smtp_port": 465,
                "smtp_encryption": "ssl",
                "smtp_user": "crm@field.example",
                "smtp_pass": "secret-word",
            }
        )
        settings.invalidate_recordset()
        for part in ("Principal", "smtp.field.example, port 465", "crm@field.example"):
            self.assertIn(part, settings.mail_server_summary)
        self.assertNotIn("secret-word", str(settings.read()))
        server = type(self.env["ir.mail_server"])
        with patch.object(server, "test_smtp_connection", return_value="tried") as test:
            self.assertEqual(settings.action_test_mail_server(), "tried")
            test.assert_called_once()

    def test_mail_server_of_the_machine(self):
        """S3-115: without a server of Odoo's the one of the configuration is tried."""
        self.env["ir.mail_server"].search([]).active = False
        settings = self._settings(self.admin).create({})
        server = type(self.env["ir.mail_server"])
        with patch.object(server, "_connect__") as connect:
            action = settings.action_test_mail_server()
            connect.return_value.quit.assert_called_once()
        self.assertEqual(action["params"]["type"], "success")
        refused = ConnectionRefusedError("refused")
        with patch.object(server, "_connect__", side_effect=refused):
            with self.assert_refused("does not answer: refused", UserError):
                settings.action_test_mail_server()

    def test_log_retention(self):
        """S3-76, S3-112: logs older than the retention go, 0 keeps them all."""
        imports = self.env["field.import"]
        old, recent = imports.create(
            [
                {"file_name": name, "state": "done", "company_id": self.company.id}
                for name in ("old.xlsx", "new.xlsx")
            ]
        )
        for record, months in ((old, 4), (recent, 2)):
            date = fields.Datetime.subtract(fields.Datetime.now(), months=months)
            self.env.cr.execute(
                "UPDATE field_import SET create_date = %s WHERE id = %s",
                (date, record.id),
            )
        self.env.invalidate_all()
        self.company.field_log_retention_months = 0
        imports._gc_old_imports()
        self.assertTrue(old.exists())
        self.company.field_log_retention_months = 3
        imports._gc_old_imports()
        self.assertFalse(old.exists())
        self.assertTrue(recent.exists())

    def test_menu(self):
        """S3-114: the administrator finds the screens, the accountant no settings."""
        menus = self.env["ir.ui.menu"]
        for name in ("settings", "visit_questions", "park_types"):
            menu = self.env.ref(f"field_crm.menu_{name}").id
            shown = menus.with_user(self.admin)._visible_menu_ids()
            self.assertIn(menu, shown, name)
            for user in (self.rep, self.manager, self.accountant):
                hidden = menus.with_user(user)._visible_menu_ids()
                self.assertNotIn(menu, hidden, name)

    def test_company_constraint(self):
        """The bound holds for whoever writes the company."""
        with self.assertRaises(ValidationError):
            self.company.field_visit_past_days = 1000
