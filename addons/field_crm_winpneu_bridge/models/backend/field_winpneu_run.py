from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class FieldWinpneuRun(models.Model):
    """A run of the bridge: when, what went out and came in, how it ended."""

    _name = "field.winpneu.run"
    _description = "Run of the winpneu bridge"
    _order = "id desc"
    _rec_name = "started_on"

    backend_id = fields.Many2one(
        "field.winpneu.backend", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="backend_id.company_id", store=True)
    started_on = fields.Datetime(
        string="Started", required=True, default=fields.Datetime.now
    )
    ended_on = fields.Datetime(string="Ended")
    state = fields.Selection(
        [("running", "Running"), ("done", "Done"), ("failed", "Failed")],
        required=True,
        default="running",
    )
    sent_count = fields.Integer(string="Rows out")
    known_count = fields.Integer(string="Known already")
    refused_count = fields.Integer(string="Refused rows")
    client_count = fields.Integer(string="Clients read")
    client_changed_count = fields.Integer(string="Clients changed")
    history_count = fields.Integer(string="History rows changed")
    quarantined_count = fields.Integer(string="Quarantined")
    archived_count = fields.Integer(string="Rows archived")
    error = fields.Text()

    @api.autovacuum
    def _gc_old_runs(self):
        """Delete runs that are older than the company keeps its logs (S3-76)."""
        companies = self.env["res.company"].sudo()
        for company in companies.search([("field_log_retention_months", ">", 0)]):
            months = company.field_log_retention_months
            oldest = fields.Datetime.now() - relativedelta(months=months)
            self.sudo().search(
                [("company_id", "=", company.id), ("started_on", "<", oldest)]
            ).unlink()
