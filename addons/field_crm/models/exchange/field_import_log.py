from odoo import api, fields, models


class FieldImportLog(models.Model):
    """Who imported which file when, and what became of its rows."""

    _name = "field.import.log"
    _description = "Import of clients"
    _order = "id desc"
    _rec_name = "file_name"

    file_name = fields.Char(string="File", required=True, readonly=True)
    sheet_name = fields.Char(string="Sheet", readonly=True)
    date = fields.Datetime(default=fields.Datetime.now, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Imported by", readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    created_count = fields.Integer(string="Created", readonly=True, aggregator="sum")
    updated_count = fields.Integer(string="Updated", readonly=True, aggregator="sum")
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    refused_count = fields.Integer(string="Left out", readonly=True)

    @api.autovacuum
    def _gc_old_logs(self):
        """Delete what is older than the companies want to keep (S3-76, S3-112)."""
        now = fields.Datetime.now()
        companies = self.env["res.company"]
        for company in companies.search([("field_log_retention_months", ">", 0)]):
            oldest = fields.Datetime.subtract(
                now, months=company.field_log_retention_months
            )
            self.search(
                [("company_id", "=", company.id), ("date", "<", oldest)]
            ).unlink()
