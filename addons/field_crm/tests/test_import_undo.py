from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .import_common import ImportCase

HEADERS = ["Référence", "Nom", "Ville", "CP"]
ROW = ["A1", "Alpha", "Rennes", 35000]


@tagged("post_install", "-at_install")
class TestImportUndo(ImportCase):
    """Taking the last import back."""

    def _undo(self, record):
        record._work_foresee_undo(self.env["field.work"])
        foreseen = record.undo_report
        record._work_undo(self.env["field.work"])
        self.env.invalidate_all()
        return foreseen

    def test_what_was_is_put_back(self):
        """S0-40: the preview says what the undo then does; people's work stays."""
        self._import(HEADERS, ROW, ["A2", "Bêta", "Laval", 53000])
        known, touched = self._partner("A1"), self._partner("A2")
        record = self._import(
            HEADERS,
            ["A1", "Alpha", "Vitré", 35500],
            ["A2", "Bêta", "Mayenne", 53100],
            ["A3", "Gamma", "Rennes", 35000],
            ["A4", "Delta", "Rennes", 35000],
        )
        self.assertEqual(record.action_open_created()["domain"][0][2], record.ids)
        found = self.env["res.partner"].with_user(self.accountant)
        domain = record.action_open_imported()["domain"]
        self.assertEqual(found.search_count(domain), 4)
        self.assertEqual(
            found.search(record.action_open_updated()["domain"]), known + touched
        )
        touched.city = "Ernée"
        self.env["field.visit"].create(
            {"partner_id": self._partner("A4").id, "state": "planned"}
        )
        foreseen = self._undo(record)
        self.assertEqual(
            [foreseen[n] for n in ("deleted", "archived_count", "left_count")],
            [1, 1, 1],
        )
        self.assertEqual(foreseen["archived"][0]["name"], "Delta")
        self.assertEqual(foreseen["left"][0]["why"], "Town")
        self.assertEqual((record.state, record.undo_report), ("undone", foreseen))
        self.assertEqual((known.city, known.zip), ("Rennes", "35000"))
        self.assertEqual((touched.city, touched.zip), ("Ernée", "53000"))
        self.assertFalse(self._partner("A3"))
        archived = self.env["res.partner"].with_context(active_test=False)
        self.assertEqual(archived.search_count([("ref", "=", "A4")]), 1)
        with self.assertRaisesRegex(UserError, "is over"):
            record.action_foresee_undo()

    def test_only_the_last(self):
        """S0-40: later imports first; nothing is undone unseen."""
        first = self._import(HEADERS, ROW)
        second = self._import(HEADERS, ["A2", "Bêta", "Laval", 53000])
        first.sudo().run_on, second.sudo().run_on = "2026-01-01", "2026-01-02"
        self.env.invalidate_all()
        self.assertIn("Only the last import", first.undo_obstacle)
        with self.assertRaisesRegex(UserError, "Only the last import"):
            first.action_foresee_undo()
        with self.assertRaisesRegex(UserError, "See first"):
            second.action_undo()
        for user in (self.rep, self.portal):
            with self.assertRaises(AccessError):
                second.with_user(user).action_foresee_undo()
        self._undo(second)
        self.assertFalse(first.undo_obstacle)

    def test_traces_are_dropped(self):
        """S3-76: after the company's days the undo is gone, which is said."""
        record = self._import(HEADERS, ROW)
        record.sudo().run_on = "2026-01-01"
        self.company.field_import_undo_days = 0
        self.env["field.import"]._gc_old_traces()
        self.env.invalidate_all()
        self.assertTrue(record.has_trace)
        self.company.field_import_undo_days = 30
        self.env["field.import"]._gc_old_traces()
        self.env.invalidate_all()
        self.assertFalse(record.has_trace)
        self.assertIn("kept for 30 days", record.undo_obstacle)
        with self.assertRaisesRegex(UserError, "kept for 30 days"):
            record.action_foresee_undo()
