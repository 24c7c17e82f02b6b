from odoo import fields, models


class FieldVisitType(models.Model):
    """Whether a rep has to be there to begin (S2-34)."""

    _inherit = "field.visit.type"

    needs_presence = fields.Boolean(
        string="Presence required",
        help="On the phone its visits begin with a check-in at the client's: further "
        "away than the settings allow, or without a position, only with a reason.",
    )
