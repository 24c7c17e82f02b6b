from io import BytesIO

from odoo import http
from odoo.http import content_disposition, request

from ..models.exchange.import_sample import write_sample

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FieldImport(http.Controller):
    @http.route("/field_crm/import/sample", type="http", auth="user", methods=["GET"])
    def sample(self):
        """A workbook with the usual columns and two rows, to fill in (S0-31)."""
        request.env["field.import"]._check_may_import()
        stream = BytesIO()
        write_sample(request.env, stream)
        name = request.env._("clients to import")
        return request.make_response(
            stream.getvalue(),
            headers=[
                ("Content-Type", _XLSX),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            ],
        )
