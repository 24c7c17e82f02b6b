from odoo import fields, models


class FieldVisit(models.Model):
    _inherit = "field.visit"

    booking_request_ids = fields.One2many("field.booking.request", "visit_id")
    booking_message = fields.Text(
        string="Message of the client", related="booking_request_ids.message"
    )
