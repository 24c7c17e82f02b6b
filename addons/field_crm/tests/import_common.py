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

    def _drop(self, content, name="clients.xlsx", user=None):
        """An import whose file is dropped, no more."""
        return (
            self.env["field.import"]
            .with_user(user or self.accountant)
            .with_company(self.company)
            .create({"file": content, "file_name": name})
        )

    def _start(self, *rows, user=None, **values):
        """An import whose columns are mapped as proposed."""
        record = self._drop(self._workbook(*rows), user=user)
        record.action_map()
        if values:
            record.write(values)
        return record

    def _check(self, *rows, **kwargs):
        """An import whose rows are checked."""
        record = self._start(*rows, **kwargs)
        record.action_check()
        self.assertEqual(record.state, "check")
        return record

    def _run(self, record):
        """Write what was checked as the job does, but here and now."""
        self.env.flush_all()
        record._work_import(self.env["field.work"])

    def _import(self, *rows, **kwargs):
        """An import whose rows are imported."""
        record = self._check(*rows, **kwargs)
        self._run(record)
        self.assertEqual(record.state, "done")
        return record

    def _partner(self, ref):
        return self.env["res.partner"].search([("ref", "=", ref)])

    def _counts(self, record):
        return (
            record.created_count,
            record.updated_count,
            record.unchanged_count,
            record.refused_count,
        )
