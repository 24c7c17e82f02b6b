from odoo import api, fields, models

from ...engine.winpneu.relation import LITIGATION, ORIGIN


class FieldWinpneuRelation(models.Model):
    """A row of winpneu's history of a client, as last read (S3-16, S3-28, S3-29).

    Rows that winpneu has archived are not taken (S3-31).
    """

    _name = "field.winpneu.relation"
    _description = "History in winpneu"
    _order = "date desc, time desc, id desc"
    _rec_name = "subject"

    backend_id = fields.Many2one(
        "field.winpneu.backend", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    code = fields.Char(string="Client code", required=True)
    key = fields.Char(required=True)
    partner_id = fields.Many2one(
        "res.partner", string="Client", index="btree_not_null", ondelete="set null"
    )
    date = fields.Date()
    time = fields.Char()
    origin = fields.Char(help="CRV: written by Field CRM. LIT: a litigation.")
    is_litigation = fields.Boolean(compute="_compute_kind", store=True)
    is_ours = fields.Boolean(
        string="Written by Field CRM", compute="_compute_kind", store=True
    )
    kind = fields.Char()
    user_code = fields.Char(string="winpneu user")
    user_id = fields.Many2one("res.users", string="Who", ondelete="set null")
    subject = fields.Char()
    comment = fields.Text()
    problem = fields.Text(string="Why it is in quarantine")

    _row_unique = models.UniqueIndex(
        "(backend_id, code, key)", "This row has been read already."
    )

    @api.depends("origin")
    def _compute_kind(self):
        for relation in self:
            relation.is_litigation = relation.origin == LITIGATION
            relation.is_ours = relation.origin == ORIGIN
