from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

_REMINDER = "field_crm.mail_activity_type_waiting"


class CrmLead(models.Model):
    """The four statuses of an opportunity, and waiting (S4-49).

    Won and lost are Odoo's. Only « waiting » is new: with a reason, until a day on
    which the opportunity opens again by itself.
    """

    _inherit = "crm.lead"

    opportunity_status = fields.Selection(
        [
            ("open", "Open"),
            ("waiting", "Waiting"),
            ("won", "Closed won"),
            ("lost", "Closed lost"),
        ],
        string="Opportunity status",
        compute="_compute_opportunity_status",
        store=True,
        index=True,
    )
    waiting_until = fields.Date(
        copy=False,
        tracking=True,
        index="btree_not_null",
        help="The opportunity opens again on this day: its salesperson is reminded.",
    )
    waiting_reason = fields.Char(string="Why it waits", copy=False, tracking=True)

    @api.depends("won_status", "waiting_until")
    def _compute_opportunity_status(self):
        for lead in self:
            if lead.won_status in ("won", "lost"):
                lead.opportunity_status = lead.won_status
            else:
                lead.opportunity_status = "waiting" if lead.waiting_until else "open"

    def write(self, vals):
        result = super().write(vals)
        if {"stage_id", "active", "probability"} & vals.keys():
            closed = self.filtered(lambda lead: lead.won_status in ("won", "lost"))
            waiting = closed.filtered("waiting_until")
            if waiting:
                waiting._end_waiting()
        return result

    def action_wait(self):
        """Ask for a reason and a day."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Put on hold"),
            "res_model": "field.opportunity.wait",
            "view_mode": "form",
            "target": "new",
            "context": {"default_lead_id": self.id},
        }

    def _start_waiting(self, until, reason):
        """Let the opportunity wait until a day to come, with a reminder on it."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        if self.won_status in ("won", "lost"):
            raise UserError(self.env._("A closed opportunity cannot wait."))
        if until <= today:
            raise UserError(
                self.env._(
                    "Waiting until %(date)s: choose a day after today.",
                    date=format_date(self.env, until),
                )
            )
        self.activity_unlink([_REMINDER])
        self.write({"waiting_until": until, "waiting_reason": reason})
        self.activity_schedule(
            _REMINDER,
            date_deadline=until,
            summary=reason,
            user_id=self.user_id.id or self.env.uid,
        )

    def action_resume(self):
        """End the waiting before its day."""
        self.check_access("write")
        self._end_waiting()
        return True

    def _end_waiting(self):
        self.activity_unlink([_REMINDER])
        self.write({"waiting_until": False, "waiting_reason": False})

    @api.model
    def _cron_resume_waiting(self):
        """Open the opportunities again whose day has come; the reminder stays."""
        due = self.search([("waiting_until", "<=", fields.Date.context_today(self))])
        for lead in due:
            reason = lead.waiting_reason
            lead.write({"waiting_until": False, "waiting_reason": False})
            lead = lead.with_context(lang=lead.user_id.lang)
            lead._message_log(
                body=lead.env._("Open again after waiting: %(reason)s", reason=reason)
            )
