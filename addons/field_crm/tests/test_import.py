import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..engine.identifiers import IdentifierError, Reason
from .common import BIC, IBAN, SIRET
from .import_common import ImportCase


@tagged("post_install", "-at_install")
class TestImport(ImportCase):
    """The import wizard, from the file to the partners."""

    def test_whole_story(self):
        """S0-32, S0-33, S0-34, S0-18, S3-88 … S3-111: three steps, everything kept."""
        park_type = self.env["field.park.type"].create({"name": "Remorques"})
        headers = [
            "Référence", "Raison sociale", "Client", "Adresse", "CP", "Ville", "Pays",
            "Tél", "E-mail", "SIRET", "Commercial", "c_agence", "Secteur", "c_per",
            "c_mod_rgl_1", "Nb de jours", "IBAN", "BIC", "Latitude", "Longitude",
            "Date de revoir", "CA", "CA N-1", "Remorques", "Remarque",
        ]  # fmt: skip
        row = [
            1001, "GAEC de la Vilaine", "Oui", "Le Bourg", 1000, "Bourg-en-Bresse",
            "France", 474123456, "gaec@vilaine.example", float(SIRET), "r001", "renn",
            "RENNES NORD", "m", "LD", 30, IBAN.lower(), BIC, "46,2052", 5.2255,
            "15/01/2027", "12 500,50", 9000, 4, "à rappeler",
        ]  # fmt: skip
        wizard = self._drop(self._workbook(headers, row, sheet="Export ERP"))
        self.assertEqual(wizard.sheet_name, "Export ERP")
        self.assertFalse(wizard.file_error)
        self.assertEqual(wizard.preview["headers"][:2], headers[:2])
        self.assertEqual(wizard.preview["rows"][0][1], "GAEC de la Vilaine")
        wizard.action_map()
        ignored = wizard.column_ids.filtered(lambda column: not column.target)
        self.assertEqual(ignored.mapped("header"), ["Remarque"])
        self.assertEqual((wizard.ignored_count, wizard.mapping_error), (1, ""))
        wizard.action_check()
        self.assertEqual(self._counts(wizard), (1, 0, 0, 0))
        self.assertFalse(wizard.problem_ids)
        self.assertFalse(self._partner("1001"), "nothing is written by the check")
        self._run(wizard)
        partner = self._partner("1001")
        self.assertRecordValues(
            partner,
            [
                {
                    "name": "GAEC de la Vilaine",
                    "field_status": "client",
                    "is_company": True,
                    "street": "Le Bourg",
                    "zip": "01000",
                    "department_code": "01",
                    "city": "Bourg-en-Bresse",
                    "country_id": self.env.ref("base.fr").id,
                    "phone": "0474123456",
                    "email": "gaec@vilaine.example",
                    "company_registry": SIRET,
                    "user_id": self.rep.id,
                    "agency_id": self.agency.id,
                    "sector_id": self.sector.id,
                    "periodicity_id": self._code("periodicity", "M").id,
                    "payment_mode_id": self.env.ref(
                        "field_crm.payment_mode_direct_debit"
                    ).id,
                    "payment_days": 30,
                    "iban": IBAN,
                    "bic": BIC,
                    "partner_latitude": 46.2052,
                    "partner_longitude": 5.2255,
                    "revenue_current": 12500.5,
                    "revenue_previous": 9000,
                }
            ],
        )
        self.assertEqual(str(partner.revisit_date), "2027-01-15")
        line = partner.park_line_ids.filtered("vehicle_count")
        self.assertEqual((line.park_type_id, line.vehicle_count), (park_type, 4))
        opened = self.env["res.partner"].search(wizard.action_open_imported()["domain"])
        self.assertEqual(opened, partner)

    def test_second_import_updates_and_never_doubles(self):
        """S0-34, S0-40: the reference is the key."""
        headers = ["Référence", "Nom", "Ville", "CP"]
        rows = [["A1", "Alpha", "Rennes", 35000], ["A2", "Bêta", "Laval", 53000]]
        self._import(headers, *rows)
        again = self._check(headers, *rows)
        self.assertEqual(self._counts(again), (0, 0, 2, 0))
        self.assertIn("nothing to import", again.obstacle)
        rows[1][2] = "Mayenne"
        third = self._import(headers, *rows, ["A3", "Gamma", "Vitré", 35500])
        self.assertEqual(self._counts(third), (1, 1, 1, 0))
        self.assertRecordValues(
            third.change_ids,
            [
                {
                    "row": 3,
                    "reference": "A2",
                    "field_label": "Town",
                    "previous": "Laval",
                    "value": "Mayenne",
                }
            ],
        )
        self.assertEqual(self._partner("A2").city, "Mayenne")
        self.assertEqual(len(self._partner("A1") | self._partner("A3")), 2)

    def test_prospects(self):
        """S0-18, S3-36: prospects, owned by who imports them; promoted, not demoted."""
        headers = ["Référence", "Nom", "Ville", "Client"]
        self._import(headers, ["A1", "Alpha", "Rennes", "Non"])
        prospect = self._partner("A1")
        self.assertEqual(prospect.field_status, "prospect")
        self.assertEqual(prospect.create_uid, self.accountant)
        self._import(headers, ["A1", "Alpha", "Rennes", "Oui"])
        self.assertEqual(prospect.field_status, "client")
        back = self._check(headers, ["A1", "Alpha", "Rennes", "Non"])
        self.assertEqual(self._counts(back), (0, 0, 0, 1))

    def test_mapping_is_corrected_by_hand(self):
        """S0-33, S0-34: mandatory targets, no target twice, the others ignored."""
        wizard = self._start(["Clé", "Libellé", "Ville"], ["A1", "Alpha", "Rennes"])
        self.assertIn("“Reference”", wizard.mapping_error)
        self.assertIn("“Name”", wizard.mapping_error)
        with self.assertRaises(UserError):
            wizard.action_check()
        key, name, city = wizard.column_ids
        key.target, name.target = "ref", "city"
        self.assertIn("Libellé, Ville", wizard.mapping_error)
        self.assertTrue(name.is_duplicate and city.is_duplicate)
        name.target = "name"
        wizard.action_check()
        self._run(wizard)
        self.assertEqual(self._partner("A1").name, "Alpha")

    def test_row_of_headers_is_corrected_by_hand(self):
        """S0-33: the row of headers can be given."""
        wizard = self._start(["A", "B"], ["Référence", "Nom"], ["A1", "Alpha"])
        self.assertEqual(wizard.header_row, 1)
        wizard.header_row = 2
        wizard.action_read_columns()
        self.assertEqual(wizard.column_ids.mapped("target"), ["ref", "name"])
        self.assertEqual(wizard.row_count, 1)

    def test_refused_rows_are_told_and_can_be_left_out(self):
        """S0-33, S3-91, S3-109: nothing is imported until the user decides."""
        headers = ["Référence", "Nom", "Ville", "IBAN", "Agence", "Commercial"]
        wizard = self._check(
            headers,
            ["A1", "Alpha", "Rennes", None, "RENN", "R001"],
            ["A2", "B" * 36, "Rennes", IBAN[:-1] + "0", "RENNN", "Nobody"],
            [None, "Gamma", "Rennes", None, None, None],
        )
        self.assertEqual(self._counts(wizard), (1, 0, 0, 2))
        self.assertEqual(
            [
                (problem.row, problem.column, problem.reason)
                for problem in wizard.problem_ids
            ],
            [
                (3, "Nom", "Too long: 36 characters, the limit is 35."),
                (
                    3,
                    "IBAN",
                    self.env["res.partner"]._get_identifier_message(
                        "iban",
                        IdentifierError(IBAN[:-1] + "0", Reason.CHECK_DIGITS),
                    ),
                ),
                (
                    3,
                    "Agence",
                    "Unknown: it is not in the list. Did you mean “RENN – Rennes”?",
                ),
                (3, "Commercial", "Unknown: it is not in the list."),
                (4, "Référence", "The reference is missing."),
            ],
        )
        self.assertIn("Refused rows: 2.", wizard.obstacle)
        with self.assertRaisesRegex(UserError, "Refused rows: 2"):
            wizard.action_import()
        self.assertFalse(self._partner("A1"))
        wizard.skips_refused = True
        self.assertFalse(wizard.obstacle)
        self._run(wizard)
        self.assertTrue(self._partner("A1"))
        self.assertFalse(self._partner("A2"))

    def test_refused_rows_are_downloaded_mended_and_imported(self):
        """S0-33: the refused rows, as they were, with the reason."""
        headers = ["Référence", "Nom", "Ville", "CP"]
        wizard = self._check(
            headers, ["A1", "Alpha", "Rennes", 35000], ["A2", None, "Laval", 53000]
        )
        action = wizard.action_download_refused()
        self.assertIn("refused_file", action["url"])
        rows = self._read(base64.b64decode(wizard.refused_file))
        self.assertEqual(
            rows,
            [
                [*headers, "Reason of refusal"],
                ["A2", None, "Laval", 53000, "Nom: The name is missing."],
            ],
        )
        rows[1][1] = "Bêta"
        mended = self._import(*rows)
        self.assertEqual(self._counts(mended), (1, 0, 0, 0))

    def test_doubtful_values_are_imported(self):
        """S3-95, S3-97: a phone or a SIRET that seems wrong is warned about."""
        wizard = self._import(
            ["Référence", "Nom", "Ville", "Téléphone", "SIRET"],
            ["A1", "Alpha", "Rennes", "12", "123"],
        )
        self.assertEqual(wizard.warning_count, 1)
        self.assertEqual(wizard.problem_ids.mapped("severity"), ["warning"] * 2)

    def test_unknown_sector_is_created_when_asked(self):
        """S0-19: sectors and agencies by option, payment modes and reps never."""
        rows = (
            ["Référence", "Nom", "Ville", "Secteur", "Agence", "Sous catégorie"],
            ["A1", "Alpha", "Rennes", "Vendée", "85", None],
            ["A2", "Bêta", "Rennes", "VENDÉE", "85", None],
        )
        refused = self._check(*rows, user=self.manager)
        self.assertEqual(refused.refused_count, 2)
        wizard = self._import(*rows, user=self.admin, creates_codes=True)
        self.assertEqual(self._counts(wizard), (2, 0, 0, 0))
        sector = self._partner("A1").sector_id
        self.assertEqual(sector.name, "Vendée")
        self.assertEqual(self._partner("A2").sector_id, sector)
        self.assertEqual(self._partner("A2").agency_id.code, "85")

    def test_bad_files_are_refused_in_words(self):
        """S0-32: a file that is no workbook, told at once."""
        record = self._drop(base64.b64encode(b"%PDF-1.7 a list"))
        self.assertIn("This is a PDF file", record.file_error)
        self.assertFalse(record.sheet_name)
        with self.assertRaisesRegex(UserError, "This is a PDF file"):
            record.action_map()
        record.file = self._workbook(["Référence", "Nom"], ["A1", "Alpha"])
        self.assertFalse(record.file_error)
        self.assertEqual(record.sheet_name, "Clients")
        broken = self._drop(base64.b64encode(b"PK\x03\x04"))
        with self.assertRaisesRegex(UserError, "damaged"):
            broken.action_map()
        nothing = self.env["field.import"].with_user(self.accountant).create({})
        with self.assertRaisesRegex(UserError, "Drop a file"):
            nothing.action_map()

    def test_all_or_nothing(self):
        """S0-34: a row that the base refuses undoes the others, and is named."""
        wizard = self._check(
            ["Référence", "Nom", "Ville"],
            ["A1", "Alpha", "Rennes"],
            ["A2", "Bêta", "Rennes"],
        )
        create = type(self.env["res.partner"]).create
        refusal = "No Bêta here."

        def refuse_beta(records, vals_list):
            vals_list = vals_list if isinstance(vals_list, list) else [vals_list]
            if any(vals["name"] == "Bêta" for vals in vals_list):
                raise UserError(refusal)
            return create(records, vals_list)

        self.patch(type(self.env["res.partner"]), "create", refuse_beta)
        with (
            self.assertRaisesRegex(UserError, r"row 3 \(A2\).*No Bêta here"),
            self.env.cr.savepoint(),
        ):
            self._run(wizard)
        self.assertFalse(self._partner("A1"))
        self.assertEqual(wizard.state, "check")

    def test_base_that_changed_since_the_check(self):
        """S0-34: a row that has become wrong leads back to the check."""
        wizard = self._check(
            ["Référence", "Nom", "Ville", "Agence"], ["A1", "Alpha", "Rennes", "RENN"]
        )
        self.agency.write({"code": "XXXX", "name": "Elsewhere"})
        self._run(wizard)
        self.assertEqual((wizard.state, wizard.refused_count), ("check", 1))
        self.assertIn("base has changed", wizard.stop_reason)
        self.assertEqual(wizard.problem_ids.column, "Agence")
        self.assertFalse(self._partner("A1"))

    def test_secret_prospect_is_not_written(self):
        """S3-36: an accountant learns that a reference is taken, and nothing else."""
        wizard = self._check(
            ["Référence", "Nom", "Ville"], [self.prospect.ref, "Autre nom", "Rennes"]
        )
        self.assertEqual(self._counts(wizard), (0, 0, 0, 1))
        self.assertIn("may not change", wizard.problem_ids.reason)
        self.assertFalse(wizard.change_ids)
        managed = self._import(
            ["Référence", "Nom", "Ville"],
            [self.prospect.ref, "Autre nom", "Rennes"],
            user=self.manager,
        )
        self.assertEqual(self._counts(managed), (0, 1, 0, 0))
        self.assertEqual(self.prospect.name, "Autre nom")

    def test_companies_are_kept_apart(self):
        """S0-13, S0-24: the same reference in two companies is two clients."""
        other = self.env["res.company"].create({"name": "Autre société"})
        self.accountant.company_ids += other
        rows = (["Référence", "Nom", "Ville"], ["A1", "Alpha", "Rennes"])
        self._import(*rows)
        wizard = self._start(*rows).with_company(other)
        wizard.action_check()
        self._run(wizard)
        self.assertEqual(len(self._partner("A1")), 2)
        self.assertEqual(self._partner("A1").company_id, self.company | other)

    def test_rights(self):
        """S0-04: those with the role import; nobody else does, by no way."""
        content = self._workbook(["Référence", "Nom"], ["A1", "Alpha"])
        Import = self.env["field.import"]
        for user in (self.accountant, self.manager, self.admin):
            self._drop(content, user=user).action_map()
        for user in (self.rep, self.colleague, self.portal):
            with self.assertRaises(AccessError):
                self._drop(content, user=user)
        record = self._drop(content)
        for step in ("action_map", "action_check", "action_import", "action_back"):
            for user in (self.rep, self.portal):
                with self.assertRaises(AccessError):
                    getattr(Import.browse(record.id).with_user(user), step)()
        other = self._create_user("bookkeeper", "group_field_accountant")
        with self.assertRaises(AccessError):
            record.with_user(other).read(["file"])
        self.assertTrue(record.with_user(self.manager).read(["file_name"]))

    def test_the_log_is_not_forged(self):
        """S0-40: who imported which file when; what the import says, nobody types."""
        record = self._import(["Référence", "Nom", "Ville"], ["A1", "Alpha", "Rennes"])
        self.assertRecordValues(
            record,
            [
                {
                    "file_name": "clients.xlsx",
                    "sheet_name": "Clients",
                    "user_id": self.accountant.id,
                    "created_count": 1,
                    "refused_count": 0,
                }
            ],
        )
        self.assertTrue(record.done_on)
        for user in (self.accountant, self.manager, self.admin):
            mine = record.with_user(user)
            self.assertFalse(mine.has_access("unlink"))
            for vals in ({"created_count": 9}, {"file_name": "x"}, {"state": "file"}):
                with self.assertRaises(UserError):
                    mine.write(vals)
        with self.assertRaises(AccessError):
            self.env["field.import"].with_user(self.admin).create({"state": "done"})
        begun = self._check(["Référence", "Nom", "Ville"], ["A2", "Bêta", "Laval"])
        for vals in (
            {"file": begun.file},
            {"user_id": self.manager.id},
            {"checked_print": "x"},
            {"clears": True},
        ):
            with self.assertRaises(AccessError):
                begun.write(vals)
        with self.assertRaises(AccessError):
            begun.column_ids[0].write({"header": "x"})
        with self.assertRaises(UserError):
            begun.column_ids[0].write({"target": "name"})

    def test_blank_cells_erase_when_asked(self):
        """S0-40: an empty cell keeps the value, or erases it by option."""
        headers = ["Référence", "Nom", "Ville", "Téléphone"]
        self._import(headers, ["A1", "Alpha", "Rennes", "02 99 00 11 22"])
        blank = (headers, ["A1", None, "Rennes", None])
        self.assertEqual(self._counts(self._check(*blank)), (0, 0, 1, 0))
        self._import(*blank, clears=True)
        self.assertRecordValues(
            self._partner("A1"), [{"name": "Alpha", "phone": False}]
        )
