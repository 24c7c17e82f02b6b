from odoo import api, fields, models


class FieldWinpneuWatchMixin(models.AbstractModel):
    """What an administrator looks at: the queue, its lag, what came and went."""

    _name = "field.winpneu.watch.mixin"
    _description = "State of the winpneu bridge"

    event_ids = fields.One2many("field.winpneu.event", "backend_id")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_queue")
    failed_count = fields.Integer(string="Refused rows", compute="_compute_queue")
    lag_minutes = fields.Integer(
        string="Lag (min)",
        compute="_compute_queue",
        help="How long the oldest row that waits has been waiting.",
    )
    quarantine_count = fields.Integer(
        string="Quarantine", compute="_compute_quarantine_count"
    )
    conflict_count = fields.Integer(
        string="Conflicts", compute="_compute_conflict_count"
    )
    last_run_id = fields.Many2one(
        "field.winpneu.run", string="Last run", readonly=True, copy=False
    )
    last_run_on = fields.Datetime(
        related="last_run_id.started_on", string="Last run on"
    )
    last_run_state = fields.Selection(
        related="last_run_id.state", string="State of the last run"
    )
    last_sent_count = fields.Integer(related="last_run_id.sent_count")
    last_client_count = fields.Integer(related="last_run_id.client_changed_count")
    last_history_count = fields.Integer(related="last_run_id.history_count")
    last_error = fields.Text(related="last_run_id.error", string="Last error")
    state = fields.Selection(
        [
            ("paused", "Paused"),
            ("waiting", "Not run yet"),
            ("ok", "Up to date"),
            ("late", "Late"),
            ("failed", "Failed"),
        ],
        compute="_compute_state",
    )

    @api.depends("event_ids.state", "event_ids.create_date")
    def _compute_queue(self):
        groups = self.env["field.winpneu.event"]._read_group(
            [
                ("backend_id", "in", self.ids),
                ("state", "in", ("waiting", "failed")),
            ],
            ["backend_id", "state"],
            ["__count", "create_date:min"],
        )
        found = {
            (backend, state): (count, oldest)
            for backend, state, count, oldest in groups
        }
        now = fields.Datetime.now()
        for backend in self:
            waiting = found.get((backend, "waiting"), (0, None))
            backend.waiting_count, oldest = waiting
            backend.failed_count = found.get((backend, "failed"), (0, None))[0]
            backend.lag_minutes = (now - oldest).total_seconds() // 60 if oldest else 0

    def _compute_quarantine_count(self):
        clients = self.env["field.winpneu.client"]._read_group(
            [("backend_id", "in", self.ids), ("state", "=", "quarantined")],
            ["backend_id"],
            ["__count"],
        )
        counts = dict(clients)
        for backend in self:
            backend.quarantine_count = counts.get(backend, 0)

    def _compute_conflict_count(self):
        groups = self.env["field.winpneu.conflict"]._read_group(
            [("backend_id", "in", self.ids)], ["backend_id"], ["__count"]
        )
        counts = dict(groups)
        for backend in self:
            backend.conflict_count = counts.get(backend, 0)

    @api.depends("is_paused", "last_run_id.state", "lag_minutes", "interval_minutes")
    def _compute_state(self):
        for backend in self:
            if backend.is_paused:
                backend.state = "paused"
            elif not backend.last_run_id:
                backend.state = "waiting"
            elif backend.last_run_state == "failed":
                backend.state = "failed"
            elif backend.lag_minutes > 3 * backend.interval_minutes:
                backend.state = "late"
            else:
                backend.state = "ok"

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def _open(self, xmlid, **context):
        """A list of what belongs to this backend."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"field_crm_winpneu_bridge.{xmlid}"
        )
        action["domain"] = [("backend_id", "=", self.id)]
        action["context"] = context
        return action

    def action_open_waiting(self):
        return self._open("action_field_winpneu_event", search_default_waiting=1)

    def action_open_failed(self):
        return self._open("action_field_winpneu_event", search_default_failed=1)

    def action_open_quarantine(self):
        return self._open("action_field_winpneu_client", search_default_quarantined=1)

    def action_open_conflicts(self):
        return self._open("action_field_winpneu_conflict")

    def action_open_runs(self):
        return self._open("action_field_winpneu_run")
