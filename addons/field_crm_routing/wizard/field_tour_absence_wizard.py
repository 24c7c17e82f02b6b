from odoo import api, fields, models
from odoo.exceptions import UserError


class FieldTourAbsenceWizard(models.TransientModel):
    """A rep falls ill: the visits go to colleagues, with few changes (S0-51)."""

    _name = "field.tour.absence.wizard"
    _description = "Absence within a tour plan"

    plan_id = fields.Many2one("field.tour.plan", required=True, ondelete="cascade")
    plan_resource_ids = fields.Many2many(related="plan_id.resource_ids")
    resource_id = fields.Many2one(
        "field.resource",
        required=True,
        ondelete="cascade",
        domain="[('id', 'in', plan_resource_ids)]",
    )
    date_from = fields.Date(
        string="Absent from", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="to", required=True, default=fields.Date.context_today)
    reason = fields.Char()
    visit_count = fields.Integer(
        string="Visits to give away", compute="_compute_visit_count"
    )

    @api.depends("plan_id", "resource_id", "date_from", "date_to")
    def _compute_visit_count(self):
        for wizard in self:
            wizard.visit_count = len(wizard._get_tours().stop_ids)

    def _get_tours(self):
        return self.plan_id.tour_ids.filtered(
            lambda tour: (
                tour.resource_id == self.resource_id
                and self.date_from
                and self.date_to
                and tour.date <= self.date_to
                and tour.date_to >= self.date_from
            )
        )

    def action_apply(self):
        """Note the absence, and search for who takes over."""
        self.ensure_one()
        plan = self.plan_id
        plan._lock("computed", "sent")
        if self.date_to < self.date_from:
            raise UserError(
                self.env._("The last day of an absence cannot be before the first.")
            )
        if self.resource_id not in plan.resource_ids:
            raise UserError(
                self.env._(
                    "“%(resource)s” is not part of “%(plan)s”.",
                    resource=self.resource_id.name,
                    plan=plan.name,
                )
            )
        self.env["field.absence"].create(
            {
                "resource_id": self.resource_id.id,
                "date_from": self.date_from,
                "date_to": self.date_to,
                "reason": self.reason,
            }
        )
        plan._check_working_hours()
        self._get_tours().is_locked = False
        plan._search_around(max(self.date_from, plan.date_from))
        return {"type": "ir.actions.act_window_close"}
