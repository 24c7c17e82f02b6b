import base64
from datetime import date, datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.exchange import export_reader
from ..wizard import field_export_wizard
from .import_common import ImportCase


@tagged("post_install", "-at_install")
class TestExportLarge(ImportCase, HttpCase):
    """Large exports in the background, own fields and all that a user may read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        own_list = cls.env["field.own.list"]
        cls.level = own_list._add("Niveau", "selection", ["Or", "Argent"])
        cls.fleet = own_list._add("Véhicules", "integer")
        cls.since = own_list._add("Suivi depuis", "date")
        cls.loyal = own_list._add("Fidèle", "boolean")
        cls.services = own_list._add("Services", "tags", ["Pneus", "Freins"])
        cls.remark = own_list._add("Remarque", "char")
        options = {each["name"]: each for each in own_list._describe()}
        gold = options[cls.level]["selection"][0][0]
        tags = [tag[0] for tag in options[cls.services]["tags"]]
        cls.group = cls.env["field.contact.group"].create(
            {
                "name": "Sites",
                "properties_definition": [
                    {"name": "gate", "string": "Gate code", "type": "char"}
                ],
                "office_properties_definition": [
                    {"name": "limit", "string": "Limit", "type": "float"}
                ],
            }
        )
        cls.client.write(
            {
                "contact_group_id": cls.group.id,
                "opening_week": {"0": "8h-12h / 14h-18h"},
            }
        )
        cls.client.write(
            {
                "own_properties": {
                    cls.level: gold,
                    cls.fleet: 0,
                    cls.since: "2026-05-01",
                    cls.loyal: True,
                    cls.services: tags,
                    cls.remark: "=HYPERLINK()",
                },
                "group_properties": {"gate": "1234"},
                "office_properties": {"limit": 12.5},
            }
        )

    def _wizard(self, user=None, **values):
        wizards = self.env["field.export.wizard"].with_user(user or self.manager)
        return wizards.create({"scope": "all", **values})

    def _row(self, wizard, user):
        """The client's row, by header."""
        self.authenticate(user.login, user.login)
        response = self.url_open(wizard.action_export()["url"])
        headers, *rows = self._read(response.content)
        values = [dict(zip(headers, row, strict=True)) for row in rows]
        return next(each for each in values if each["Reference"] == "C100")

    def test_own_fields_and_hours(self):
        """S0-05, S0-45: own fields, of the base and of groups; hours of the week."""
        row = self._row(self._wizard(), self.manager)
        expected = {
            "Niveau": "Or",
            "Véhicules": 0,
            "Suivi depuis": datetime(2026, 5, 1),
            "Fidèle": "Yes",
            "Services": "Pneus, Freins",
            "Remarque": "=HYPERLINK()",
            "Sites: Gate code": "1234",
            "Sites: Limit": 12.5,
            "Hours: Monday": "8h00–12h00 / 14h00–18h00",
            "Hours: Tuesday": None,
        }
        self.assertEqual({name: row[name] for name in expected}, expected)

    def test_round_trip_of_own_fields(self):
        """S0-05, S0-34: of every type, exported and imported again, nothing changes."""
        own_list = self.env["field.own.list"]
        self.manager.tz = "Europe/Paris"
        values = dict(self.client.own_properties._values)
        values[own_list._add("Rappel le", "datetime")] = "2026-07-05 12:30:00"
        values[own_list._add("Mémo", "text")] = "Deux\nlignes"
        values[own_list._add("Remise", "float")] = 12.5
        self.client.own_properties = values
        self.authenticate("manager", "manager")
        wizard = self._wizard(scope="client")
        content = self.url_open(wizard.action_export()["url"]).content
        imported = (
            self.env["field.import"]
            .with_user(self.manager)
            .create({"file": base64.b64encode(content), "file_name": "base.xlsx"})
        )
        imported.action_map()
        mapped = set(imported.column_ids.mapped("target"))
        self.assertLessEqual({f"own_properties.{name}" for name in values}, mapped)
        imported.action_check()
        self.assertFalse(
            [(each.field_label, each.previous) for each in imported.change_ids]
        )
        self.assertFalse(imported.refused_count)

    def test_times_are_the_users(self):
        """S0-43: a moment is that of the user's clock, in winter and in summer."""
        self.manager.tz = "Europe/Paris"
        for month, hour in ((1, 13), (7, 14)):
            self.client.last_visit_date = datetime(2026, month, 5, 12, 0)
            self.env.flush_all()
            row = self._row(self._wizard(), self.manager)
            label = self.env["res.partner"]._fields["last_visit_date"].string
            self.assertEqual(row[label], datetime(2026, month, 5, hour, 0))

    def test_fields_that_the_user_may_not_read(self):
        """S0-12, S4-19: neither offered nor written, even when asked for by name."""
        partners = type(self.env["res.partner"])
        secret = partners._fields["office_properties"]
        with patch.object(secret, "groups", "field_crm.group_field_admin"):
            wizard = self._wizard(
                content="chosen",
                displayed_names=["ref", "office_properties.limit"],
            )
            self.assertEqual(wizard.column_ids.mapped("name"), ["ref"])
            self.assertNotIn("Sites: Limit", self._row(self._wizard(), self.manager))
            reader = self.env["field.export.catalogue"].with_user(self.manager)
            with self.assertRaises(KeyError):
                reader._get_columns(["office_properties.limit"])

    def test_order_of_rows_and_own_columns(self):
        """S0-45: columns and rows as the list shows them."""
        self.env["res.partner"].create(
            [
                {"name": f"Garage {name}", "ref": name, "field_status": "client"}
                for name in ("B", "A", "C")
            ]
        )
        wizard = self._wizard(
            scope="filter",
            domain=[["name", "=like", "Garage _"]],
            content="chosen",
            displayed_names=[f"own_properties.{self.level}", "ref"],
            sort_order="ref desc",
        )
        self.assertEqual(len(wizard.column_ids), 2)
        self.authenticate("manager", "manager")
        response = self.url_open(wizard.action_export()["url"])
        rows = self._read(response.content)
        self.assertEqual(
            rows, [["Niveau", "Reference"], [None, "C"], [None, "B"], [None, "A"]]
        )

    def test_pages_give_the_same_as_one(self):
        """S0-01: a base is read by pages; none of its records is lost between two."""
        count = self.env["res.partner"].search_count([("field_status", "!=", False)])
        self.assertGreater(count, 1)
        with patch.object(export_reader, "PAGE", 1):
            self.authenticate("manager", "manager")
            response = self.url_open(self._wizard().action_export()["url"])
        self.assertEqual(len(self._read(response.content)), count + 1)

    def _export_in_background(self, user):
        with patch.object(field_export_wizard, "_AT_ONCE", 1), trap_jobs() as trap:
            action = self._wizard(user).action_export()
            self.env.flush_all()
            trap.perform_enqueued_jobs()
        self.env.invalidate_all()
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_a_large_base_in_the_background(self):
        """S0-43, S0-01: made apart, told when ready, downloaded by its maker alone."""
        self.manager.notification_type = "inbox"
        export = self._export_in_background(self.manager)
        self.assertEqual(export.work_state, "done", export.work_id.error)
        self.assertEqual(export.work_id.user_id, self.manager)
        url = export.with_user(self.manager).action_download()["url"]
        self.authenticate("manager", "manager")
        rows = self._read(self.url_open(url).content)
        partners = self.env["res.partner"].with_user(self.manager)
        count = partners.search_count([("field_status", "!=", False)])
        self.assertEqual(len(rows), count + 1)
        self.assertEqual(export.record_count, count)
        notice = self.env["mail.message"].search(
            [("subject", "=", "Your export is ready")]
        )
        self.assertEqual(notice.notified_partner_ids, self.manager.partner_id)
        self.assertIn(url, notice.body)
        for user in (self.accountant, self.admin, self.rep, self.portal):
            self.assertFalse(export.with_user(user).has_access("read"), user.login)
            with self.assertRaises(AccessError):
                export.with_user(user).action_download()
            self.authenticate(user.login, user.login)
            self.assertNotEqual(self.url_open(url).status_code, 200, user.login)

    def test_only_what_the_maker_may_read(self):
        """S0-12, S3-36: in the background, too, nobody gets a secret prospect."""
        export = self._export_in_background(self.accountant)
        rows = self._read(export.attachment_id.raw)
        names = {row[rows[0].index("Name")] for row in rows}
        self.assertIn(self.client.name, names)
        self.assertNotIn(self.prospect.name, names)

    def test_files_are_kept_for_a_week(self):
        """S0-43: a copy of the base does not lie about."""
        export = self._export_in_background(self.manager)
        made = fields.Datetime.now() - timedelta(days=6)
        self.env.cr.execute(
            "UPDATE field_export SET create_date = %s WHERE id = %s", [made, export.id]
        )
        export.invalidate_recordset()
        self.assertEqual(export.kept_until, date.today() + timedelta(days=1))
        self.env["field.export"]._gc_old_exports()
        attachment = export.attachment_id
        self.assertTrue(export.exists())
        self.env.cr.execute(
            "UPDATE field_export SET create_date = %s WHERE id = %s",
            [made - timedelta(days=2), export.id],
        )
        export.invalidate_recordset()
        self.env["field.export"]._gc_old_exports()
        self.assertFalse(export.exists())
        self.assertFalse(attachment.exists())

    def test_who_may_not_export(self):
        """S0-04, S0-43: a rep neither starts one by RPC nor makes a record of one."""
        for user in (self.rep, self.colleague, self.portal):
            exports = self.env["field.export"].with_user(user)
            with self.assertRaises(AccessError):
                exports._start([], ["ref"], False, 1)
            with self.assertRaises(AccessError):
                exports.create({"name": "x", "domain": [], "column_names": ["ref"]})
        for user in (self.accountant, self.manager, self.admin):
            with self.assertRaises(AccessError):
                self.env["field.export"].with_user(user).create({"name": "x"})
