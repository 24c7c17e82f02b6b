from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """How often, how long and by whom a client wants to be visited (S0-06).

    No field has a default: what an import writes without the ORM is the same.
    """

    _inherit = "res.partner"

    visit_frequency_count = fields.Integer(
        string="Visits of the frequency",
        help="So many visits in so many weeks, well spread: 3 in 5 weeks.",
    )
    visit_frequency_weeks = fields.Integer(string="Weeks of the frequency")
    visit_frequency = fields.Char(
        string="Visit frequency",
        compute="_compute_visit_frequency",
        inverse="_inverse_visit_frequency",
        help="Visits / weeks, as 3/5: three visits in five weeks.",
    )
    visit_type_id = fields.Many2one(
        "field.visit.type",
        string="Usual mission type",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Says how long a visit lasts and which skills it needs.",
    )
    visit_duration = fields.Float(
        string="Duration of a visit (h)", help="0: as the mission type says."
    )
    visit_importance = fields.Selection(
        [("optional", "Optional"), ("normal", "Normal"), ("high", "High")],
        string="Importance in tours",
        help="Optional visits are left out when they cost more than they are worth. "
        "Empty: normal.",
    )
    visit_skill_ids = fields.Many2many(
        "field.skill",
        "field_skill_partner_rel",
        "partner_id",
        "skill_id",
        string="Skills needed there",
        help="Besides those of the mission type.",
    )
    visit_user_ids = fields.Many2many(
        "res.users",
        "field_visit_user_partner_rel",
        "partner_id",
        "user_id",
        string="Only visited by",
        domain=[("share", "=", False)],
        help="Compatible reps. Empty: any rep.",
    )

    _visit_frequency_sound = models.Constraint(
        "CHECK (COALESCE(visit_frequency_count, 0) >= 0 "
        "AND COALESCE(visit_frequency_weeks, 0) >= 0)",
        "Visit frequency: visits and weeks cannot be negative.",
    )
    _visit_duration_positive = models.Constraint(
        "CHECK (COALESCE(visit_duration, 0) BETWEEN 0 AND 24)",
        "Duration of a visit: from 0 to 24 hours.",
    )

    @api.depends("visit_frequency_count", "visit_frequency_weeks")
    def _compute_visit_frequency(self):
        for partner in self:
            count, weeks = partner.visit_frequency_count, partner.visit_frequency_weeks
            partner.visit_frequency = f"{count}/{weeks}" if count and weeks else False

    def _inverse_visit_frequency(self):
        for partner in self:
            count, weeks = partner._read_frequency(partner.visit_frequency)
            partner.visit_frequency_count = count
            partner.visit_frequency_weeks = weeks

    def _read_frequency(self, text):
        text = (text or "").strip()
        if not text:
            return 0, 0
        count, _slash, weeks = (part.strip() for part in text.partition("/"))
        is_read = count.isdecimal() and weeks.isdecimal()
        if not is_read or not 1 <= int(count) <= 99 or not 1 <= int(weeks) <= 104:
            raise ValidationError(
                self.env._(
                    "Visit frequency: “%(text)s” cannot be read. Type visits / weeks, "
                    "from 1/104 to 99/1, for example 3/5.",
                    text=text,
                )
            )
        return int(count), int(weeks)
