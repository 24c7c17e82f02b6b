from odoo import fields, models


class FieldWorkProgress(models.Model):
    """How far a work is; written in transactions of its own while the work runs."""

    _name = "field.work.progress"
    _description = "Progress of a work"

    work_id = fields.Many2one("field.work", required=True, ondelete="cascade")
    done = fields.Integer()
    total = fields.Integer()
    note = fields.Char()
    is_cancelled = fields.Boolean()
    checkpoint = fields.Json(
        help="Where the work is, without anything of it having been written."
    )

    _work_unique = models.Constraint(
        "UNIQUE (work_id)", "A work has one progress only."
    )
