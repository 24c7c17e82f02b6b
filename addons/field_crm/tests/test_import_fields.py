from odoo.tests import tagged

from .import_common import ImportCase

HEADERS = ["Référence", "Nom", "Ville", "CP"]
ROW = ["A1", "Alpha", "Rennes", 35000]


@tagged("post_install", "-at_install")
class TestImportOwnFields(ImportCase):
    """Own fields as columns of a file."""

    def test_own_field_made_inside_the_mapping(self):
        """S0-05, S0-35: « Gérer les champs », then at once in the list and imported."""
        own = self.env["field.own.list"].with_user(self.accountant)
        headers = [*HEADERS, "Activité 2020", "Ouvert le", "Labels", "Suivi", "Note"]
        row = [*ROW, "12,5", "15/01/2027", "Bio ; Local", "Oui", "Bon"]
        record = self._start(headers, row)
        self.assertEqual(record.ignored_count, 5)
        self.assertEqual(record.action_manage_fields()["target"], "new")
        names = [
            own._add("Activité 2020", "float"),
            own._add("Ouvert le", "date"),
            own._add("Labels", "tags", ["Bio", "Local"]),
            own._add("Suivi", "boolean"),
            own._add("Note", "selection", ["Bon", "Moyen"]),
        ]
        targets = [f"own_properties.{name}" for name in names]
        self.env.invalidate_all()
        offered = {
            choice["value"]
            for group in record.target_groups
            for choice in group["choices"]
        }
        self.assertTrue(offered.issuperset(targets))
        record.action_read_columns()
        self.assertEqual(record.column_ids[4:].mapped("target"), targets)
        record.action_check()
        self.assertFalse(record.problem_ids)
        self._run(record)
        values = self._partner("A1").own_properties
        self.assertEqual(values[names[0]], 12.5)
        self.assertEqual(str(values[names[1]]), "2027-01-15")
        self.assertEqual(values[names[2]], "Bio, Local")
        self.assertIs(values[names[3]], True)
        again = self._check(headers, row)
        self.assertEqual(self._counts(again), (0, 0, 1, 0))
        row[4:] = ["abc", "hier", "Autre", "peut-être", "Nul"]
        wrong = self._check(headers, row)
        self.assertEqual(
            wrong.problem_ids.mapped("reason"),
            [
                "Not a number.",
                "Not a date. Write it as 31/12/2026.",
                "Unknown: it is not in the list.",
                "Answer yes or no.",
                "Unknown: it is not in the list.",
            ],
        )
        row[4:] = ["0", None, "Local", "Non", "Moyen"]
        changed = self._import(headers, row)
        self.assertEqual(self._counts(changed), (0, 1, 0, 0))
        self.env.invalidate_all()
        values = self._partner("A1").own_properties
        self.assertEqual(values[names[0]], 0)
        self.assertFalse(values[names[3]])
        self.assertTrue(values[names[1]], "a blank cell keeps what there is")


@tagged("post_install", "-at_install")
class TestImportPlaces(ImportCase):
    """Where the clients of a file will be."""

    def test_precision_is_told_before(self):
        """S0-36, S0-37: by the file, at the town, at the postal code, nowhere."""
        record = self._check(
            [*HEADERS, "Latitude", "Longitude"],
            ["A1", "Alpha", "Rennes", 35000, 48.1, -1.68],
            ["A2", "Bêta", "Laval", 53000, None, None],
            ["A3", "Gamma", "Xyzzyville", 53000, None, None],
            ["A4", "Delta", "Xyzzyville", None, None, None],
        )
        self.assertEqual(
            record.places, {"file": 1, "town": 1, "postcode": 1, "none": 1}
        )
        self._run(record)
        for ref, precision in (("A1", "address"), ("A2", "town"), ("A3", "postcode")):
            self.assertEqual(self._partner(ref).geo_precision, precision)
        self.assertFalse(self._partner("A4").geo_precision)
