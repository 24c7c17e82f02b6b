import base64
from io import BytesIO

import openpyxl

from .common import FieldCrmCase


class ImportCase(FieldCrmCase):
    """What tests of the import and of the export share."""

    @staticmethod
    def _workbook(*rows, sheet="Clients"):
        """An ``.xlsx`` file of these rows, as a binary field takes it."""
        book = openpyxl.Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append(row)
        stream = BytesIO()
        book.save(stream)
        return base64.b64encode(stream.getvalue())

    @staticmethod
    def _read(content):
        """Rows of the first sheet of a workbook."""
        page = openpyxl.load_workbook(BytesIO(content)).active
        return [[cell.value for cell in row] for row in page]

    def _start(self, *rows, user=None, **values):
        """A wizard whose columns are mapped as proposed."""
        wizard = (
            self.env["field.import.wizard"]
            .with_user(user or self.accountant)
            .with_company(self.company)
            .create({"file": self._workbook(*rows), "file_name": "clients.xlsx"})
        )
        wizard.action_map()
        wizard.write(values)
        return wizard

    def _check(self, *rows, **kwargs):
        """A wizard whose rows are checked."""
        wizard = self._start(*rows, **kwargs)
        wizard.action_check()
        return wizard

    def _import(self, *rows, **kwargs):
        """A wizard whose rows are imported."""
        wizard = self._check(*rows, **kwargs)
        wizard.action_import()
        self.assertEqual(wizard.state, "done")
        return wizard

    def _partner(self, ref):
        return self.env["res.partner"].search([("ref", "=", ref)])

    def _counts(self, wizard):
        return (
            wizard.created_count,
            wizard.updated_count,
            wizard.unchanged_count,
            wizard.refused_count,
        )
