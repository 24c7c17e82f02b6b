from datetime import timedelta

from odoo import api, fields, models

_KEPT = timedelta(days=400)


class FieldReportDelivery(models.Model):
    """A sending of a report, or a failure to send it (S4-57)."""

    _name = "field.report.delivery"
    _description = "Report sending"
    _order = "date desc, id desc"
    _rec_name = "date"

    subscription_id = fields.Many2one(
        "field.report.subscription", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="subscription_id.company_id", store=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    state = fields.Selection(
        [("sent", "Sent"), ("failed", "Failed")], string="Result", required=True
    )
    emails = fields.Text(string="Recipients")
    file_name = fields.Char(string="File")
    error = fields.Text()

    @api.autovacuum
    def _gc_old_deliveries(self):
        """A daily report would fill the log for ever."""
        self.search([("date", "<", fields.Datetime.now() - _KEPT)]).unlink()
