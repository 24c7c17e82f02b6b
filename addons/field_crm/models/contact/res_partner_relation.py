from odoo import api, fields, models


class ResPartnerRelation(models.Model):
    _inherit = "res.partner.relation"

    # A partner's form reads its relations from both ends.
    left_partner_id = fields.Many2one(index=True)
    right_partner_id = fields.Many2one(index=True)
    type_inverse_name = fields.Char(
        related="type_id.name_inverse", string="Relation seen from the other end"
    )

    @api.model
    def _check_partner_domain(self, partner, partner_domain, side):
        # On a partner's form that partner is a draft, which no search finds.
        return super()._check_partner_domain(partner._origin, partner_domain, side)
