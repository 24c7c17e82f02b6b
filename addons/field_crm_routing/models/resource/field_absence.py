from odoo import api, fields, models


class FieldAbsence(models.Model):
    """Days on which a rep is not on tour: holidays, illness, training."""

    _name = "field.absence"
    _description = "Absence"
    _order = "date_from, id"
    _rec_name = "reason"

    resource_id = fields.Many2one(
        "field.resource", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="resource_id.company_id", store=True, index=True
    )
    date_from = fields.Date(string="Absent from", required=True)
    date_to = fields.Date(
        string="to",
        required=True,
        compute="_compute_date_to",
        store=True,
        precompute=True,
        readonly=False,
        help="Last day of the absence.",
    )
    reason = fields.Char()

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)",
        "The last day of an absence cannot be before the first.",
    )

    @api.depends("date_from")
    def _compute_date_to(self):
        for absence in self:
            if not absence.date_to or absence.date_to < absence.date_from:
                absence.date_to = absence.date_from
