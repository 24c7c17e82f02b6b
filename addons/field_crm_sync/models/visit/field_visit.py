from odoo import fields, models


class FieldVisit(models.Model):
    """Where the rep stood when the visit began (S2-34, AMB-12)."""

    _inherit = "field.visit"

    source = fields.Selection(
        selection_add=[("phone", "Phone")], ondelete={"phone": "set default"}
    )
    check_in_on = fields.Datetime(string="Checked in", readonly=True, copy=False)
    check_in_latitude = fields.Float(digits=(10, 7), readonly=True, copy=False)
    check_in_longitude = fields.Float(digits=(10, 7), readonly=True, copy=False)
    check_in_accuracy = fields.Float(
        string="Accuracy of the position",
        readonly=True,
        copy=False,
        help="In metres, as the phone said.",
    )
    check_in_distance = fields.Float(
        string="Distance to the client",
        readonly=True,
        copy=False,
        help="In metres, from the client's ground as the office had it when the visit "
        "arrived.",
    )
    check_in_far = fields.Boolean(
        string="Checked in from afar",
        readonly=True,
        copy=False,
        help="Further away than the distance that the company allows.",
    )
    check_in_reason = fields.Char(
        string="Reason for checking in from afar", readonly=True, copy=False
    )
