from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .states import DONE_STATES, MANAGER, MOVES, STATES


class FieldVisitStatusMixin(models.AbstractModel):
    """The life of a visit: its status, and the moves that ``MOVES`` lets through."""

    _name = "field.visit.status.mixin"
    _description = "Status of a visit"

    state = fields.Selection(
        STATES,
        string="Status",
        required=True,
        default="planned",
        index=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    started_on = fields.Datetime(
        copy=False,
        readonly=True,
        help="When its rep pressed Start; empty when it was recorded afterwards.",
    )
    finished_on = fields.Datetime(
        copy=False,
        readonly=True,
        help="When a visit that was started was recorded as finished.",
    )
    problem = fields.Text(
        copy=False,
        tracking=True,
        help="What went wrong, for a visit that finished with problems.",
    )

    @api.constrains("state", "problem")
    def _check_problem(self):
        """A visit with problems says which (S4-26)."""
        for visit in self.filtered(lambda visit: visit.state == "done_issues"):
            if not (visit.problem or "").strip():
                raise ValidationError(
                    self.env._(
                        "Problem: say in a word what went wrong. A visit cannot finish "
                        "with problems without it."
                    )
                )

    def write(self, vals):
        state = vals.get("state")
        if not state:
            return super().write(vals)
        self._check_move(state)
        moved = self.filtered(lambda visit: visit.state != state)
        result = super().write(vals)
        # A telephone that was offline brings its own moments along.
        if {"started_on", "finished_on"}.isdisjoint(vals):
            moved._stamp(state)
        return result

    def _stamp(self, state):
        """Note when the clock of the visit started and stopped."""
        now = fields.Datetime.now()
        if state == "in_progress":
            self.filtered(lambda visit: not visit.started_on).started_on = now
            self.filtered("finished_on").finished_on = False
        elif state in DONE_STATES:
            running = self.filtered(
                lambda visit: visit.started_on and not visit.finished_on
            )
            running.finished_on = now
        elif state in ("to_plan", "planned"):
            self.filtered("started_on").started_on = False
            self.filtered("finished_on").finished_on = False

    def _check_move(self, state):
        """Refuse a move that the table does not know, or keeps for managers.

        :raises UserError: when nobody may make the move
        :raises AccessError: when only managers may
        """
        is_manager = self.env.su or self.env.user.has_group(
            "field_crm.group_field_manager"
        )
        labels = dict(self._fields["state"]._description_selection(self.env))
        for visit in self.filtered(lambda visit: visit.state != state):
            who = MOVES[visit.state].get(state)
            words = {
                "visit": visit.display_name,
                "before": labels[visit.state],
                "after": labels.get(state, state),
            }
            if not who:
                raise UserError(
                    self.env._(
                        "“%(visit)s” cannot go from “%(before)s” to “%(after)s”.",
                        **words,
                    )
                )
            if who == MANAGER and not is_manager:
                raise AccessError(
                    self.env._(
                        "Only a manager can move “%(visit)s” from “%(before)s” back "
                        "to “%(after)s”.",
                        **words,
                    )
                )

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_start(self):
        """Set out now, also without an appointment."""
        for visit in self:
            visit.write(
                {
                    "state": "in_progress",
                    "date": visit.date or fields.Datetime.now(),
                    "user_id": visit.user_id.id or self.env.uid,
                }
            )

    def action_pause(self):
        self.write({"state": "paused"})

    def action_done(self):
        """« Enregistrer la visite »."""
        self.write({"state": "done"})

    def action_done_issues(self):
        """Finish with the problem that was written down."""
        self.write({"state": "done_issues"})

    def action_ask_problem(self):
        """Open the dialog that asks what went wrong, before finishing."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Finished with problems"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(self.env.ref("field_crm.view_field_visit_problem").id, "form")],
            "target": "new",
        }

    def action_cancel(self):
        self.write({"state": "cancelled"})

    def action_plan(self):
        self.write({"state": "planned"})

    def action_to_plan(self):
        self.write({"state": "to_plan"})
