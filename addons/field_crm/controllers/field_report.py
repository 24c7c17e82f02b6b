from tempfile import TemporaryFile

from odoo import http
from odoo.http import content_disposition, request

from ..models.report.field_report_sending import MIME_TYPES


class FieldReport(http.Controller):
    @http.route(
        "/field_crm/report/<int:subscription_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def preview(self, subscription_id):
        """The report of a subscription as it would be sent now (S4-57)."""
        subscription = request.env["field.report.subscription"].browse(subscription_id)
        subscription._check_owner_or_administrator()
        with TemporaryFile() as stream:
            subscription._write_document(stream)
            stream.seek(0)
            content = stream.read()
        kind = "inline" if subscription.format == "pdf" else "attachment"
        return request.make_response(
            content,
            headers=[
                ("Content-Type", MIME_TYPES[subscription.format]),
                (
                    "Content-Disposition",
                    content_disposition(subscription._get_file_name(), kind),
                ),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
