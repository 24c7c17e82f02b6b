from contextlib import contextmanager
from io import BytesIO
from unittest.mock import patch

import openpyxl
from pypdf import PdfReader

from .opportunity_common import OpportunityCase


class ReportCase(OpportunityCase):
    """The manager's subscription to the opportunities, by salesperson."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.action = cls.env.ref("field_crm.action_opportunity_report")
        (cls.manager + cls.rep + cls.admin).tz = "Europe/Paris"
        cls.lead.date_deadline = "2031-05-12"
        cls.secret.date_deadline = "2031-06-20"

    def _favourite(self, user=None, **values):
        user = user or self.manager
        return (
            self.env["ir.filters"]
            .with_user(user)
            .create(
                {
                    "name": "Affaires en cours",
                    "model_id": "crm.lead",
                    "action_id": self.action.id,
                    "domain": "[('opportunity_status', '=', 'open')]",
                    "user_ids": [(4, user.id)],
                    **values,
                }
            )
        )

    def _subscription(self, user=None, favourite=None, **values):
        user = user or self.manager
        favourite = favourite or self._favourite(user)
        return (
            self.env["field.report.subscription"]
            .with_user(user)
            .create({"name": "Affaires", "filter_id": favourite.id, **values})
        )

    def _sheet(self, subscription):
        stream = BytesIO()
        subscription._write_document(stream)
        return openpyxl.load_workbook(stream).active

    def _cells(self, subscription):
        """Every text and number of the workbook."""
        rows = self._sheet(subscription).iter_rows(values_only=True)
        return [value for row in rows for value in row if value is not None]

    def _pdf(self, subscription):
        stream = BytesIO()
        subscription._write_document(stream)
        return "\n".join(page.extract_text() for page in PdfReader(stream).pages)

    @contextmanager
    def _mailing(self):
        """A mail server that takes everything; gives what it was handed."""
        Server = type(self.env["ir.mail_server"])
        with (
            patch.object(Server, "_disable_send", lambda *args: False),
            patch.object(Server, "_connect__", lambda *args, **kwargs: None),
            patch.object(Server, "send_email", autospec=True) as sent,
        ):
            sent.return_value = "<report@field.example>"
            yield sent
