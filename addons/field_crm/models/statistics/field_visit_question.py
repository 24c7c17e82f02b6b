from odoo import fields, models


class FieldVisitQuestion(models.Model):
    """Mark which answer is a quote handed over (S3-26, S3-54)."""

    _inherit = "field.visit.question"

    counts_as_quote = fields.Boolean(
        string="Counts as quotes",
        help="The lines right under this one are the types of quotes: each one ticked "
        "in a visit counts as a quote of that type handed over. Ticked without any of "
        "them, it counts as a quote without type.",
    )
