from odoo import api, fields, models

LITIGATION = "LIT"


class FieldHistory(models.Model):
    """What another system knows of the dealings with a client (S3-16, S3-28 … S3-30).

    Rows are written by the add-on that reads them there, and by nobody else. What is
    about a client that is not known here yet has no partner.
    """

    _name = "field.history"
    _description = "History from the ERP"
    _order = "date desc, time desc, id desc"
    _rec_name = "subject"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner", string="Client", index="btree_not_null", ondelete="set null"
    )
    date = fields.Date()
    time = fields.Char()
    user_id = fields.Many2one("res.users", string="Who", ondelete="set null")
    author = fields.Char(compute="_compute_author", store=True)
    subject = fields.Char()
    comment = fields.Text()
    origin = fields.Char(help="CRV: written by Field CRM. LIT: a litigation.")
    is_litigation = fields.Boolean(
        compute="_compute_is_litigation",
        store=True,
        help="Hidden unless somebody asks for it.",
    )

    @api.depends("user_id")
    def _compute_author(self):
        for row in self:
            row.author = row.user_id.name

    @api.depends("origin")
    def _compute_is_litigation(self):
        for row in self:
            row.is_litigation = row.origin == LITIGATION
