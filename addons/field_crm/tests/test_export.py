import base64
from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .common import BIC, IBAN
from .import_common import ImportCase


@tagged("post_install", "-at_install")
class TestExport(ImportCase, HttpCase):
    """The export wizard, and its workbook imported again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        (cls.manager | cls.accountant).lang = "en_US"
        cls.client.write(
            {
                **cls._complete_sheet("payment_mode_direct_debit"),
                "iban": IBAN,
                "bic": BIC,
                "sector_id": cls.sector.id,
                "partner_latitude": 48.1173,
                "partner_longitude": -1.6778,
                "revenue_current": 1234.56,
                "revisit_date": "2027-01-15",
                "park_line_ids": [
                    (
                        0,
                        0,
                        {
                            "park_type_id": cls.env.ref("field_crm.park_type_agri").id,
                            "vehicle_count": 3,
                        },
                    )
                ],
            }
        )

    def _wizard(self, user=None, **values):
        return (
            self.env["field.export.wizard"]
            .with_user(user or self.manager)
            .create(values)
        )

    def _download(self, wizard, login):
        self.authenticate(login, login)
        response = self.url_open(wizard.action_export()["url"])
        response.raise_for_status()
        return response

    def test_download(self):
        """S0-43, S0-44: the selected records as an .xlsx file, typed cells."""
        wizard = self._wizard(scope="selection", selected_ids=self.client.ids)
        self.assertEqual(wizard.record_count, 1)
        response = self._download(wizard, "manager")
        self.assertIn(".xlsx", response.headers["Content-Disposition"])
        headers, row = self._read(response.content)
        values = dict(zip(headers, row, strict=True))
        self.assertEqual(values["Reference"], "C100")
        self.assertEqual(values["Postal code"], "35000")
        self.assertEqual(values["Client (yes or no)"], "Yes")
        self.assertEqual(values["Rep"], self.rep.name)
        self.assertEqual(values["Latitude"], 48.1173)
        self.assertIsInstance(values["Visit again on"], datetime)
        park_type = self.env.ref("field_crm.park_type_agri")
        self.assertEqual(values[f"Park: {park_type.name}"], 3)

    def test_round_trip(self):
        """S0-43, S0-34: an export that is imported again changes nothing."""
        partners = self.env["res.partner"].create(
            [
                {"name": "=1+1", "ref": "=2", "field_status": "client", "zip": "01000"},
                {
                    "name": "Bruxelles  & Fils",
                    "ref": "0042",
                    "field_status": "prospect",
                    "country_id": self.env.ref("base.be").id,
                    "zip": "1000",
                    "city": "Bruxelles",
                    "company_registry": "802 954 785 00028",
                    "vat": "FR 40 303 265 045",
                },
            ]
        )
        for lang in ("en_US", "fr_FR"):
            self.env["res.lang"]._activate_lang(lang)
            self.manager.lang = lang
            wizard = self._wizard(
                scope="selection", selected_ids=(self.client | partners).ids
            )
            content = self._download(wizard, "manager").content
            imported = (
                self.env["field.import"]
                .with_user(self.manager)
                .create({"file": base64.b64encode(content), "file_name": "base.xlsx"})
            )
            imported.action_map()
            imported.action_check()
            self.assertFalse(
                imported.problem_ids.filtered(lambda problem: not problem.is_warning)
            )
            self.assertFalse(
                [(each.field_label, each.previous) for each in imported.change_ids]
            )
            self.assertEqual(self._counts(imported), (0, 0, 3, 0), lang)

    def test_scopes(self):
        """S0-44: all, clients, prospects, what the filters show, the selection."""
        mine = self.env["res.partner"].search([("field_status", "!=", False)])
        self.env["res.partner"].create({"name": "Supplier"})
        expected = {
            "all": mine,
            "client": mine.filtered(lambda each: each.field_status == "client"),
            "prospect": mine.filtered(lambda each: each.field_status == "prospect"),
            "filter": self.client,
        }
        for scope, partners in expected.items():
            wizard = self._wizard(scope=scope, domain=[["ref", "=", "C100"]])
            self.assertEqual(wizard.record_count, len(partners), scope)
        nothing = self._wizard(scope="selection")
        self.assertFalse(nothing.record_count)
        with self.assertRaises(UserError):
            nothing.action_export()

    def test_columns_as_displayed(self):
        """S0-45: only the displayed fields, in the user's order."""
        wizard = self._wizard(
            scope="filter",
            domain=[["ref", "=", "C100"]],
            content="chosen",
            displayed_names=["city", "ref", "conversion_state", "activity_state"],
        )
        self.assertEqual(
            wizard.column_ids.mapped("name"), ["city", "ref", "conversion_state"]
        )
        wizard.column_ids[2].sequence = -1
        wizard.column_ids[0].name = "zip"
        wizard.invalidate_recordset()
        rows = self._read(self._download(wizard, "manager").content)
        self.assertEqual(rows[0], ["Conversion", "Postal code", "Reference"])
        self.assertEqual(rows[1][1:], ["35000", "C100"])

    def test_only_what_the_user_may_read(self):
        """S0-12, S3-36: an accountant's export holds no secret prospect."""
        wizard = self._wizard(self.accountant, scope="all")
        rows = self._read(self._download(wizard, "accountant").content)
        names = {row[rows[0].index("Name")] for row in rows}
        self.assertIn(self.client.name, names)
        self.assertNotIn(self.prospect.name, names)
        aimed = self._wizard(
            self.accountant, scope="selection", selected_ids=self.prospect.ids
        )
        self.assertFalse(aimed.record_count)

    @mute_logger("odoo.http")
    def test_reps_export_nothing(self):
        """S0-04, S0-43: refused by the ORM, by RPC and by the download alike."""
        for user in (self.rep, self.colleague, self.portal):
            with self.assertRaises(AccessError):
                self._wizard(user)
        wizard = self._wizard(scope="all")
        with self.assertRaises(AccessError):
            wizard.with_user(self.rep).action_export()
        self.authenticate("rep", "rep")
        for model, method, args in (
            ("field.export.wizard", "create", [{"scope": "all"}]),
            ("field.export.wizard", "action_export", [wizard.ids]),
        ):
            with self.assertRaises(JsonRpcException):
                self.make_jsonrpc_request(
                    "/web/dataset/call_kw",
                    {"model": model, "method": method, "args": args, "kwargs": {}},
                )
        response = self.url_open(f"/field_crm/export/{wizard.id}")
        self.assertEqual(response.status_code, 403)
        # Nor may anybody take what another has prepared.
        self.authenticate("accountant", "accountant")
        response = self.url_open(f"/field_crm/export/{wizard.id}")
        self.assertEqual(response.status_code, 403)
