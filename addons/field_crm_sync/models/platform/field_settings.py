from odoo import fields, models


class FieldSettings(models.TransientModel):
    _inherit = "field.settings"

    field_freshness_hours = fields.Integer(
        related="company_id.field_freshness_hours", readonly=False
    )
    field_phone_history_days = fields.Integer(
        related="company_id.field_phone_history_days", readonly=False
    )
    field_photo_pixels = fields.Integer(
        related="company_id.field_photo_pixels", readonly=False
    )
    field_pin_required = fields.Boolean(
        related="company_id.field_pin_required", readonly=False
    )
    field_check_in_metres = fields.Integer(
        related="company_id.field_check_in_metres", readonly=False
    )
    field_upload_megabytes = fields.Integer(
        related="company_id.field_upload_megabytes", readonly=False
    )
