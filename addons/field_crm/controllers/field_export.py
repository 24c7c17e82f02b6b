from tempfile import TemporaryFile

from werkzeug.wsgi import wrap_file

from odoo import fields, http
from odoo.http import content_disposition, request

from ..models.exchange.field_export import MIMETYPE


class FieldExport(http.Controller):
    @http.route(
        "/field_crm/export/<int:wizard_id>", type="http", auth="user", methods=["GET"]
    )
    def export(self, wizard_id):
        """Stream the workbook of an export wizard of the current user (S0-43)."""
        wizard = request.env["field.export.wizard"].browse(wizard_id)
        wizard.check_access("read")
        # xlsxwriter must seek back to close the archive: the whole workbook goes
        # through a file rather than through the memory.
        workbook = TemporaryFile()  # noqa: SIM115 the response closes it
        wizard._write_to(workbook)
        size = workbook.tell()
        workbook.seek(0)
        today = fields.Date.context_today(wizard)
        name = request.env._("clients %(date)s", date=today.isoformat())
        response = request.make_response(
            wrap_file(request.httprequest.environ, workbook),
            headers=[
                ("Content-Type", MIMETYPE),
                ("Content-Length", str(size)),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            ],
        )
        response.direct_passthrough = True
        return response
