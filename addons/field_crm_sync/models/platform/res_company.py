from odoo import api, fields, models

_BOUNDS = {
    "field_freshness_hours": (1, 720),
    "field_phone_history_days": (31, 1830),
    "field_photo_pixels": (640, 4096),
    "field_check_in_metres": (10, 50_000),
    "field_upload_megabytes": (1, 10_000),
}


class ResCompany(models.Model):
    """What the phones of a company are told (S3-10, S3-74, S3-113, AMB-12)."""

    _inherit = "res.company"

    field_freshness_hours = fields.Integer(
        string="Hours until a phone is out of date",
        default=24,
        help="A phone that has not synchronised for so many hours shows a red "
        "indicator and asks to be brought up to date.",
    )
    field_phone_history_days = fields.Integer(
        string="Days of visits on the phones",
        default=365,
        help="Visits of so many days past are taken along offline.",
    )
    field_photo_pixels = fields.Integer(
        string="Longest side of a photo",
        default=1600,
        help="In pixels. Phones make their photos smaller before they keep them.",
    )
    field_pin_required = fields.Boolean(
        string="Phones ask for a PIN",
        help="What a phone holds is encrypted, and opened by a PIN of the rep.",
    )
    field_check_in_metres = fields.Integer(
        string="Distance of a check-in",
        default=100,
        help="In metres from the client's ground. A rep who is further away gives a "
        "reason, which is kept.",
    )
    field_upload_megabytes = fields.Integer(
        string="Megabytes a phone may send in a day",
        default=500,
        help="Photos and signatures of one phone; the rest is sent the day after.",
    )

    @api.constrains(*_BOUNDS)
    def _check_sync_bounds(self):
        self._check_bounds(_BOUNDS)
