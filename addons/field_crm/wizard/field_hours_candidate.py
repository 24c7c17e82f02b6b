from odoo import api, fields, models


class FieldHoursCandidate(models.TransientModel):
    """A place that may be the one whose hours are looked for."""

    _name = "field.hours.candidate"
    _description = "Place found with its opening hours"

    wizard_id = fields.Many2one("field.hours.wizard", required=True, ondelete="cascade")
    name = fields.Char()
    address = fields.Char()
    week = fields.Json()
    is_closed_for_good = fields.Boolean()

    @api.depends_context("lang")
    @api.depends("name", "address", "week", "is_closed_for_good")
    def _compute_display_name(self):
        for candidate in self:
            note = ""
            if candidate.is_closed_for_good:
                note = self.env._("closed for good")
            elif not candidate.week:
                note = self.env._("hours unknown")
            parts = (candidate.name, candidate.address, note)
            candidate.display_name = " – ".join(filter(None, parts))
