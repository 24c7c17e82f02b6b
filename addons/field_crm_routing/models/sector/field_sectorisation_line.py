from odoo import fields, models


class FieldSectorisationLine(models.Model):
    """One sector of a sectorisation, before and after."""

    _name = "field.sectorisation.line"
    _description = "Sector of a sectorisation"
    _order = "sectorisation_id, number"
    _check_company_auto = True

    sectorisation_id = fields.Many2one(
        "field.sectorisation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="sectorisation_id.company_id", store=True, index=True
    )
    number = fields.Integer(required=True)
    name = fields.Char(string="Sector", required=True)
    sector_id = fields.Many2one(
        "field.sector",
        string="Sector of today",
        ondelete="set null",
        check_company=True,
        help="Empty: a new one, made when the sectors are accepted.",
    )
    color = fields.Integer()
    user_ids = fields.Many2many(related="sector_id.user_ids", string="Reps")
    client_count = fields.Integer(string="Clients", readonly=True)
    arriving_count = fields.Integer(string="Arriving", readonly=True)
    leaving_count = fields.Integer(string="Leaving", readonly=True)
    hours = fields.Float(string="Hours in 4 weeks", readonly=True)
    hours_before = fields.Float(string="Hours today", readonly=True)
