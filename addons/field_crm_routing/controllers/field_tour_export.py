from odoo import http
from odoo.http import content_disposition, request

_MOST_TOURS = 2000


class FieldTourExport(http.Controller):
    @http.route(
        "/field_crm/tours/<string:kind>", type="http", auth="user", methods=["GET"]
    )
    def export(self, kind, plan=None, ids=None):
        """Tours as a file: of a plan, or those that are named.

        :param str kind: ``xlsx``, ``gpx``, ``ics`` or ``pdf``
        :param str plan: id of a plan
        :param str ids: ids of tours, with commas between them
        """
        try:
            plan_id = int(plan) if plan else False
            tour_ids = [int(each) for each in (ids or "").split(",") if each]
        except ValueError as error:
            raise request.not_found() from error
        if not plan_id and not 0 < len(tour_ids) <= _MOST_TOURS:
            raise request.not_found()
        if plan_id:
            records = request.env["field.tour.plan"].browse(plan_id)
        else:
            records = request.env["field.tour"].browse(tour_ids)
        if not records.exists():
            raise request.not_found()
        name, mimetype, content = records._export(kind)
        return request.make_response(
            content,
            headers=[
                ("Content-Type", mimetype),
                ("Content-Length", str(len(content))),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
