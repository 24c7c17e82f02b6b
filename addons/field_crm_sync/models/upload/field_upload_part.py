from odoo import fields, models


class FieldUploadPart(models.Model):
    """Some bytes of a photo that is still on its way."""

    _name = "field.upload.part"
    _description = "Part of a photo"
    _order = "start"
    _rec_name = "upload_id"

    upload_id = fields.Many2one(
        "field.upload", required=True, index=True, ondelete="cascade"
    )
    start = fields.Integer(required=True)
    data = fields.Binary(attachment=False, required=True)

    # Two copies of one message must not both count.
    _start_unique = models.UniqueIndex(
        "(upload_id, start)", "These bytes have arrived already."
    )
