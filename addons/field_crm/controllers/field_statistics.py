from odoo import http
from odoo.http import content_disposition, request


class FieldStatistics(http.Controller):
    @http.route(
        "/field_crm/statistics/<int:year>", type="http", auth="user", methods=["GET"]
    )
    def statistics(self, year, user_id=None):
        """The statistics of a rep as one page A4 (S3-57).

        ``user_id`` is left out for the own figures, or those of all reps.
        """
        try:
            chosen = int(user_id) if user_id else False
        except ValueError as error:
            raise request.not_found() from error
        name, pdf = request.env["field.statistics"]._get_sheet(year, chosen)
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", str(len(pdf))),
                ("Content-Disposition", content_disposition(name, "inline")),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
