from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class FieldWinpneuConflict(models.Model):
    """A field that changed here and in winpneu, and which value stands."""

    _name = "field.winpneu.conflict"
    _description = "Field changed on both sides"
    _order = "id desc"
    _rec_name = "column"

    backend_id = fields.Many2one(
        "field.winpneu.backend", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="backend_id.company_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", string="Client", required=True, index=True, ondelete="cascade"
    )
    column = fields.Char(string="Column of the annexe", required=True)
    label = fields.Char(string="Field", compute="_compute_label")
    base = fields.Char(string="At the last read")
    theirs = fields.Char(string="winpneu")
    ours = fields.Char(string="Here")
    winner = fields.Selection(
        [("winpneu", "winpneu"), ("ours", "Here")],
        string="What stands",
        required=True,
    )

    @api.depends_context("lang")
    @api.depends("column")
    def _compute_label(self):
        columns = {
            one.name: one.label
            for one in self.backend_id.column_ids.filtered(
                lambda one: one.table == "client"
            )
        }
        for conflict in self:
            conflict.label = columns.get(conflict.column) or conflict.column

    @api.autovacuum
    def _gc_old_conflicts(self):
        """Delete those that are older than the company keeps its logs (S3-76)."""
        companies = self.env["res.company"].sudo()
        for company in companies.search([("field_log_retention_months", ">", 0)]):
            months = company.field_log_retention_months
            oldest = fields.Datetime.now() - relativedelta(months=months)
            self.sudo().search(
                [("company_id", "=", company.id), ("create_date", "<", oldest)]
            ).unlink()
