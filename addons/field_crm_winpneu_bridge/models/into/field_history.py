from odoo import api, fields, models

from ...engine.winpneu.relation import ORIGIN


class FieldHistory(models.Model):
    """A row of winpneu's history of a client, as last read (S3-16, S3-28, S3-29).

    Rows that winpneu has archived are not taken (S3-31).
    """

    _inherit = "field.history"

    backend_id = fields.Many2one(
        "field.winpneu.backend", index="btree_not_null", ondelete="cascade"
    )
    code = fields.Char(string="Client code")
    key = fields.Char()
    is_ours = fields.Boolean(
        string="Written by Field CRM", compute="_compute_is_ours", store=True
    )
    kind = fields.Char()
    user_code = fields.Char(string="winpneu user")
    problem = fields.Text(string="Why it is in quarantine")

    _row_unique = models.UniqueIndex(
        "(backend_id, code, key)", "This row has been read already."
    )

    @api.depends("origin")
    def _compute_is_ours(self):
        for row in self:
            row.is_ours = row.origin == ORIGIN

    @api.depends("user_code")
    def _compute_author(self):
        # Whoever has left the company is a code there, and nobody here.
        result = super()._compute_author()
        for row in self.filtered(lambda row: not row.author):
            row.author = row.user_code
        return result
