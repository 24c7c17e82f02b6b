import base64

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import UNINVITED
from .import_common import ImportCase

HEADERS = ["Référence", "Nom", "Ville", "CP"]
ROW = ["A1", "Alpha", "Rennes", 35000]


@tagged("post_install", "-at_install")
class TestImportSteps(ImportCase):
    """The steps of an import, as the screen walks them."""

    def _csv(self, text, encoding="utf-8", name="clients.csv"):
        return self._drop(base64.b64encode(text.encode(encoding)), name)

    # ------------------------------------------------------------------
    # Step 1
    # ------------------------------------------------------------------

    def test_text_with_separators(self):
        """S0-32: encoding and separator are found, shown, and can be changed."""
        record = self._csv("Référence;Nom;Ville\nA1;Zoé;Évron\n", "cp1252")
        self.assertRecordValues(
            record,
            [
                {
                    "is_text": True,
                    "encoding": "cp1252",
                    "separator": "semicolon",
                    "file_error": False,
                }
            ],
        )
        self.assertEqual(record.preview["headers"], ["Référence", "Nom", "Ville"])
        self.assertEqual(record.preview["rows"], [["A1", "Zoé", "Évron"]])
        record.encoding = "cp850"
        self.assertNotEqual(record.preview["rows"][0][1], "Zoé")
        record.encoding = "cp1252"
        record.separator = "comma"
        self.assertEqual(record.preview["headers"], ["Référence;Nom;Ville"])
        self.assertEqual(record.encoding, "cp1252")
        record.separator = "semicolon"
        record.action_map()
        record.action_check()
        self._run(record)
        self.assertEqual(self._partner("A1").city, "Évron")

    def test_what_is_odd_is_told(self):
        """S0-32: a wrong extension and mixed encodings are remarked, and read."""
        record = self._drop(self._workbook(HEADERS, ROW), "clients.csv")
        self.assertIn("it is a .xlsx file", record.file_notes)
        self.assertEqual(record.preview["headers"], HEADERS)
        mixed = "Réf;Nom\nA1;Zoé\n".encode() + "A2;Hélène\n".encode("cp1252")
        record = self._drop(base64.b64encode(mixed), "mixed.csv")
        self.assertIn("1 lines were read in another way", record.file_notes)
        self.assertEqual(record.preview["rows"], [["A1", "Zoé"], ["A2", "Hélène"]])

    # ------------------------------------------------------------------
    # Step 2
    # ------------------------------------------------------------------

    def test_mapping_is_remembered(self):
        """S0-33: the same headers come again, in another order: mapped by itself."""
        rows = (["Clé", "Libellé", "Lieu"], ["A1", "Alpha", "Rennes"])
        first = self._start(*rows)
        self.assertFalse(first.template_id)
        for column, target in zip(
            first.column_ids, ("ref", "name", "city"), strict=True
        ):
            column.target = target
        first.clears = True
        first.action_check()
        template = first.template_id
        self.assertEqual(template.name, "clients")
        self.assertIn("cle → Reference", template.description)
        again = self._start(["Lieu", "Clé", "Libellé", "Note"], ["x", "y", "z", "t"])
        self.assertEqual(again.template_id, template)
        self.assertEqual(
            again.column_ids.mapped("target"), ["city", "ref", "name", False]
        )
        self.assertEqual(again.column_ids[0].source, "template")
        self.assertTrue(again.clears)
        other = self._start(["Clé", "Libellé"], ["A1", "Alpha"])
        self.assertFalse(other.template_id, "a header is missing")
        again.keeps_template = False
        again.column_ids[0].target = "street"
        again.action_check()
        self.assertEqual(template.mapping["lieu"], "city", "not asked to remember")

    def test_refused_rows_map_themselves(self):
        """S0-33: the workbook of the refused rows is mended and dropped as it is."""
        record = self._start(
            ["Clé", "Libellé", "Lieu"], ["A1", "Alpha", "Rennes"], ["A2", "", "Laval"]
        )
        for column, target in zip(
            record.column_ids, ("ref", "name", "city"), strict=True
        ):
            column.target = target
        record.action_check()
        rows = self._read(base64.b64decode(record.refused_file))
        self.assertEqual(len(rows), 2)
        rows[1][1] = "Bêta"
        mended = self._start(*rows)
        self.assertFalse(mended.mapping_error)
        mended.action_check()
        self._run(mended)
        self.assertEqual(self._partner("A2").name, "Bêta")

    def test_templates_of_a_company(self):
        """S0-13: another company's mappings are not found."""
        other = self.env["res.company"].create({"name": "Autre société"})
        self.accountant.company_ids += other
        self._check(HEADERS, ROW)
        record = self._drop(self._workbook(HEADERS, ROW)).with_company(other)
        record.action_map()
        self.assertFalse(record.template_id)

    # ------------------------------------------------------------------
    # First activation, rights
    # ------------------------------------------------------------------

    def _offer(self, user):
        action = self.env.ref("field_crm.action_res_partner_client")
        return action.with_user(user)._get_action_dict()["help"] or ""

    def test_an_empty_base_offers_the_import(self):
        """S0-31: whoever may import is offered it, until there is a client."""
        self.assertNotIn("client-import", self._offer(self.admin))
        self.env["res.partner"].search([("field_status", "=", "client")]).write(
            {"active": False}
        )
        for user in (self.admin, self.accountant):
            self.assertIn("client-import", self._offer(user))
            self.assertIn("import/sample", self._offer(user))
        self.assertNotIn("client-import", self._offer(self.rep))

    def test_problems_and_changes_are_whose_import_it_is(self):
        """S3-36: values of secret prospects are not read in a manager's import."""
        record = self._check(
            HEADERS,
            [self.prospect.ref, "Autre nom", "Rennes", 35000],
            ["A2", None, "Laval", 53000],
            user=self.manager,
        )
        self.assertTrue(record.change_ids and record.problem_ids)
        for lines in (record, record.change_ids, record.problem_ids, record.column_ids):
            self.assertFalse(lines.with_user(self.accountant).has_access("read"))
            self.assertFalse(
                lines.with_user(self.accountant).search([("id", "in", lines.ids)])
            )
            self.assertTrue(lines.with_user(self.admin).has_access("read"))


@tagged("post_install", "-at_install")
class TestImportSample(HttpCase):
    """The workbook to fill in."""

    def test_sample(self):
        """S0-31, S0-04: downloaded by who may import, and importable as it is."""
        path = "/field_crm/import/sample"
        user = new_test_user(
            self.env,
            "importer",
            "field_crm.group_field_accountant",
            context=UNINVITED,
            lang="fr_FR",
        )
        self.authenticate("importer", "importer")
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        record = (
            self.env["field.import"]
            .with_user(user)
            .with_context(lang="fr_FR")
            .create(
                {"file": base64.b64encode(answer.content), "file_name": "modèle.xlsx"}
            )
        )
        record.action_map()
        self.assertFalse(record.ignored_count)
        record.action_check()
        self.assertEqual((record.created_count, record.problem_count), (2, 0))
        new_test_user(
            self.env, "seller", "field_crm.group_field_rep", context=UNINVITED
        )
        self.authenticate("seller", "seller")
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(path).status_code, 403)

    def test_refused_file_of_another(self):
        """S0-04, S3-36: the files of an import are its owner's."""
        owner, other = (
            new_test_user(
                self.env, login, "field_crm.group_field_accountant", context=UNINVITED
            )
            for login in ("owner", "other")
        )
        record = (
            self.env["field.import"]
            .with_user(owner)
            .create({"file": base64.b64encode(b"R;N\n1;a\n"), "file_name": "a.csv"})
        )
        path = f"/web/content/field.import/{record.id}/file?download=true"
        self.authenticate("other", "other")
        self.assertEqual(self.url_open(path).status_code, 404)
        self.authenticate("owner", "owner")
        self.assertEqual(self.url_open(path).content, b"R;N\n1;a\n")
        with self.assertRaises(AccessError):
            record.with_user(other).read(["file_name"])
