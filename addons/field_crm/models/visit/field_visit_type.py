from odoo import fields, models


class FieldVisitType(models.Model):
    """A type of mission: maintenance, repair, sales call… (S0-16, S4-28)."""

    _name = "field.visit.type"
    _description = "Mission type"
    _order = "sequence, name, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Short name, for example on a planning board.")
    color = fields.Integer(help="Colour of its missions in the calendar.")
    duration = fields.Float(
        string="Usual duration (h)",
        default=1.0,
        help="Hours proposed for a new mission of this type.",
    )
    is_bookable = fields.Boolean(
        string="Bookable",
        help="Clients can choose it on the public booking page.",
    )
    requires_visit = fields.Boolean(
        string="Visit required",
        help="It is carried out on site: the rep checks in at the client's, whose "
        "mandatory fields are completed before.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: all companies have it."
    )

    _code_unique = models.UniqueIndex(
        "(code, COALESCE(company_id, 0)) WHERE code IS NOT NULL",
        "Another type of mission has this code already.",
    )
    _duration_positive = models.Constraint(
        "CHECK (duration > 0)",
        "Usual duration: a mission takes some time, more than 0 hours.",
    )
