from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.opening_hours import UnreadableHours, format_hours, parse_week


class FieldHoursWizard(models.TransientModel):
    """Hours that were found beside those of today: take them over, or keep (S4-03)."""

    _name = "field.hours.wizard"
    _description = "Opening hours to take over"

    partner_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade"
    )
    source = fields.Selection(
        [("google", "Google"), ("text", "Pasted text")], required=True, readonly=True
    )
    candidate_ids = fields.One2many("field.hours.candidate", "wizard_id", readonly=True)
    candidate_count = fields.Integer(compute="_compute_candidate_count")
    candidate_id = fields.Many2one(
        "field.hours.candidate",
        string="Which one is it?",
        domain="[('wizard_id', '=', id)]",
    )
    pasted = fields.Text(string="Copied text")
    current_week = fields.Json(string="Today", readonly=True)
    found_week = fields.Json(string="Found", compute="_compute_found_week")
    problem = fields.Text(compute="_compute_found_week")
    ignored = fields.Text(
        compute="_compute_found_week", help="Lines that say nothing of hours."
    )

    @api.depends("candidate_ids")
    def _compute_candidate_count(self):
        for wizard in self:
            wizard.candidate_count = len(wizard.candidate_ids)

    @api.depends_context("lang")
    @api.depends("source", "candidate_id", "pasted")
    def _compute_found_week(self):
        for wizard in self:
            wizard.found_week = wizard.problem = wizard.ignored = False
            if wizard.source == "google":
                wizard._look_at_candidate()
            elif wizard.pasted:
                wizard._read_pasted()

    def _look_at_candidate(self):
        candidate = self.candidate_id
        self.found_week = candidate.week
        if candidate.is_closed_for_good:
            self.problem = self.env._(
                "Google holds that this place is closed for good."
            )
        elif candidate and not candidate.week:
            self.problem = self.env._(
                "Google knows this place, and not its opening hours."
            )

    def _read_pasted(self):
        try:
            week = parse_week(self.pasted)
        except UnreadableHours as error:
            if error.text:
                self.problem = self.env._(
                    "“%(text)s” cannot be read as opening hours. Mend it, or take it "
                    "out.",
                    text=error.text,
                )
            else:
                self.problem = self.env._("No day of the week is named in this text.")
            return
        self.found_week = {
            str(weekday): format_hours(hours) for weekday, hours in week.days.items()
        }
        self.ignored = "\n".join(week.ignored)
        if not self.found_week:
            self.problem = self.env._("Closed on every day: there is nothing to take.")

    def action_apply(self):
        """Replace the hours of the client by those found, and keep a trace of both.

        Raises
        ------
        UserError
            When there is nothing to take over, or somebody changed the hours since they
            were shown.
        """
        self.ensure_one()
        partner = self.partner_id
        partner.check_access("write")
        if not self.found_week:
            raise UserError(
                self.problem or self.env._("Choose a place, or paste the hours first.")
            )
        if (partner.opening_week or {}) != (self.current_week or {}):
            raise UserError(
                self.env._(
                    "The hours of “%(partner)s” were changed meanwhile: look at them "
                    "before replacing them.",
                    partner=partner.name,
                )
            )
        before = partner.opening_summary
        partner.opening_week = self.found_week
        sources = dict(self._fields["source"]._description_selection(self.env))
        partner._message_log(
            body=self.env._(
                "Opening hours (%(origin)s): %(after)s. Before: %(before)s.",
                origin=sources[self.source],
                after=partner.opening_summary,
                before=before,
            )
        )
        return {"type": "ir.actions.act_window_close"}
