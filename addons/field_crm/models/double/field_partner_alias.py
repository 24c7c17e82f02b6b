from odoo import fields, models


class FieldPartnerAlias(models.Model):
    """What a merged record was known by: lists and files of old still find it (S1-18).

    References and codes let an import or the ERP land on the record that is left; names
    and numbers are found by the search.
    """

    _name = "field.partner.alias"
    _description = "Former name or reference"
    _order = "partner_id, kind, id"
    _rec_name = "value"

    partner_id = fields.Many2one(
        "res.partner", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="partner_id.company_id", store=True)
    kind = fields.Selection(
        [
            ("ref", "Reference"),
            ("code", "Client code"),
            ("name", "Name"),
            ("phone", "Phone"),
            ("email", "Email"),
        ],
        required=True,
        readonly=True,
    )
    value = fields.Char(string="Was", required=True, readonly=True, index=True)
    merge_id = fields.Many2one(
        "field.merge", readonly=True, index=True, ondelete="set null"
    )
