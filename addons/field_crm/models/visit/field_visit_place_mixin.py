from odoo import api, fields, models

from .states import OPEN_STATES


class FieldVisitPlaceMixin(models.AbstractModel):
    """What the place of a visit has to say to whoever plans it.

    Nothing here forbids anything: closed doors and flags are the planner's to weigh
    (S4-11, S4-12).
    """

    _name = "field.visit.place.mixin"
    _description = "Place of a visit"

    # The visit says the rest of it; related fields need to know where it leads.
    partner_id = fields.Many2one("res.partner")
    site_note = fields.Text(related="partner_id.site_note")
    # Under the same groups as on the contact: a rep never learns of a flag.
    flag_message = fields.Text(
        related="partner_id.flag_message",
        groups="field_crm.group_field_accountant,field_crm.group_field_manager",
    )
    opening_problem = fields.Text(compute="_compute_opening_problem")

    @api.depends_context("lang", "tz", "uid")
    @api.depends("partner_id", "date", "date_end", "state")
    def _compute_opening_problem(self):
        for visit in self:
            problem = False
            if visit.partner_id and visit.date and visit.state in OPEN_STATES:
                problem = visit.partner_id._get_opening_problem(
                    visit.date, visit.date_end
                )
            visit.opening_problem = problem
