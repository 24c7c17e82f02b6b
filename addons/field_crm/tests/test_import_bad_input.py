import base64
import io
import zipfile

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import tagged

from .import_common import ImportCase

HEADERS = ["Référence", "Nom", "Ville", "CP"]


@tagged("post_install", "-at_install")
class TestImportBadInput(ImportCase):
    """S0-32…S0-34: every odd file ends in clear words, with nothing half-written."""

    def setUp(self):
        super().setUp()
        self.before = self.env["res.partner"].search_count([])

    def _file(self, content, name):
        return self._drop(base64.b64encode(content), name)

    def _assert_refused(self, content, name, words):
        record = self._file(content, name)
        self.assertIn(words, record.file_error)
        with self.assertRaisesRegex(UserError, words.replace("(", r"\(")):
            record.action_map()
        self.assertEqual(record.state, "file")
        self.assertEqual(self.env["res.partner"].search_count([]), self.before)

    def test_nothing_in_it(self):
        """Empty files, empty sheets, headers alone."""
        self._assert_refused(b"\n", "vide.csv", "The file is empty.")
        book = io.BytesIO()
        openpyxl.Workbook().save(book)
        self._assert_refused(book.getvalue(), "vide.xlsx", "no sheet with anything")
        record = self._drop(self._workbook(HEADERS))
        with self.assertRaisesRegex(UserError, "no row of data below its headers"):
            record.action_map()

    def test_what_is_no_list(self):
        """Other kinds of files, whatever their name says."""
        self._assert_refused(b"%PDF-1.7 ...", "clients.xlsx", "PDF")
        self._assert_refused(bytes(range(256)) * 40, "photo.csv", "no list of clients")
        self._assert_refused(b"PK\x03\x04 cut off", "clients.xlsx", "damaged")

    def test_zip_bomb(self):
        """A file that unpacks to more than a server can hold is not unpacked."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            with archive.open("xl/workbook.xml", "w", force_zip64=True) as part:
                block = b" " * (16 * 1024 * 1024)
                for _block in range(100):
                    part.write(block)
        self._assert_refused(stream.getvalue(), "bombe.xlsx", "unpacks to")

    def test_too_many(self):
        """More columns than a sheet of clients has, more rows than Excel holds."""
        wide = ";".join(f"C{n}" for n in range(1100))
        self._assert_refused(f"{wide}\n{wide}\n".encode(), "large.csv", "columns")
        record = self._file(b"a;b\n" * 1_048_600, "long.csv")
        with self.assertRaisesRegex(UserError, "more than 1048576 rows"):
            record.action_map()

    def test_two_hundred_columns(self):
        """A wide export of an ERP: what is known is proposed, the rest ignored."""
        extra = [f"Colonne {n}" for n in range(200)]
        record = self._import(
            HEADERS + extra, ["A1", "Alpha", "Rennes", 35000] + list(range(200))
        )
        self.assertEqual(record.ignored_count, 200)
        self.assertEqual(self._partner("A1").zip, "35000")

    def test_merged_cells(self):
        """The first cell counts, which is said."""
        book = openpyxl.Workbook()
        for row in (HEADERS, ["A1", "Alpha", "Rennes", 35000], ["A2", "Bêta"]):
            book.active.append(row)
        book.active.merge_cells("C2:C3")
        stream = io.BytesIO()
        book.save(stream)
        record = self._file(stream.getvalue(), "fusion.xlsx")
        record.action_map()
        self.assertIn("Merged cells: 1", record.file_notes)
        record.action_check()
        self._run(record)
        self.assertFalse(self._partner("A2").city)

    def test_dates_and_duplicates(self):
        """Dates as text are read or refused, doubles in the file are refused."""
        record = self._check(
            [*HEADERS, "Date de revoir"],
            ["A1", "Alpha", "Rennes", 35000, "15/01/2027"],
            ["A2", "Bêta", "Rennes", 35000, "le quinze janvier"],
            ["A3", "Gamma", "Rennes", 35000, None],
            ["A3", "Delta", "Rennes", 35000, None],
        )
        self.assertEqual(self._counts(record), (1, 0, 0, 3))
        self.assertEqual(
            record.problem_ids.mapped("reason"),
            [
                "Not a date. Write it as 31/12/2026.",
                "The same reference is on row 5 too.",
                "The same reference is on row 4 too.",
            ],
        )
        self.assertEqual(record.problem_ids[0].value, "le quinze janvier")

    def test_formulas_stay_text(self):
        """A text that begins as a formula is a text, here and in the refused rows."""
        evil = '=HYPERLINK("http://x.example";"y")'
        record = self._check(HEADERS, ["A1", None, "Rennes", 35000])
        text = f"Référence;Nom;Ville\n{evil};Alpha;Rennes\nA2;;{evil}\n"
        record = self._file(text.encode(), "f.csv")
        record.action_map()
        record.action_check()
        refused = openpyxl.load_workbook(
            io.BytesIO(base64.b64decode(record.refused_file))
        ).active
        for row in refused.iter_rows():
            for cell in row:
                self.assertNotEqual(cell.data_type, "f", cell.value)

    def test_names_of_the_world(self):
        """Right to left, emoji, combined accents: kept as they are."""
        names = ["شركة النقل", "Garage 🚜 du Pré", "Cafe\u0301 Zoe\u0308", "株式会社"]
        self._import(
            HEADERS,
            *([f"W{n}", name, "Rennes", 35000] for n, name in enumerate(names)),
        )
        for number, name in enumerate(names):
            self.assertEqual(self._partner(f"W{number}").name, name)

    def test_hostile_texts(self):
        """What would run in a page is a text like any other."""
        name = "<img src=x onerror=alert(1)>"
        record = self._import(HEADERS, ["A1", name, "Rennes", 35000])
        self.assertEqual(self._partner("A1").name, name)
        self.assertEqual(record.column_ids[1].samples, name)
