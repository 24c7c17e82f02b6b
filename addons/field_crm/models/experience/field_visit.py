from odoo import api, fields, models

from ..visit.states import DONE_STATES


class FieldVisit(models.Model):
    """A finished visit makes the question to the client (S0-08)."""

    _inherit = "field.visit"

    feedback_ids = fields.One2many("field.visit.feedback", "visit_id")
    feedback_rating = fields.Selection(related="feedback_ids.rating")
    feedback_comment = fields.Text(
        string="What the client wrote", related="feedback_ids.comment"
    )

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits.filtered(lambda visit: visit.state in DONE_STATES)._finish_feedback()
        return visits

    def write(self, vals):
        done = self.filtered(lambda visit: visit.state in DONE_STATES)
        result = super().write(vals)
        now_done = self.filtered(lambda visit: visit.state in DONE_STATES)
        (now_done - done)._finish_feedback()
        if "date" in vals or done != now_done:
            (done | now_done)._refresh_last_visit_rating()
        return result

    def _finish_feedback(self):
        self.env["field.visit.feedback"].sudo()._ask_about(self.sudo())
        self._refresh_last_visit_rating()

    def _refresh_last_visit_rating(self):
        # Those who never answered have nothing to refresh: most of them.
        rated = self.sudo().partner_id.filtered("last_rating")
        rated._set_last_visit_rating()
