from odoo import models


class ResPartnerRelation(models.Model):
    _inherit = "res.partner.relation"

    def _merge_stays(self, column, source, survivor):
        """Relations of the merged records among themselves, and those there twice."""
        other = next(
            name for name in ("left_partner_id", "right_partner_id") if name != column
        )
        known = {
            (relation.type_id, relation[other])
            for relation in self.search([(column, "=", survivor.id)])
        }
        among = survivor | survivor.with_context(active_test=False).search(
            [("merged_into_id", "=", survivor.id)]
        )
        return self.filtered(
            lambda one: one[other] in among or (one.type_id, one[other]) in known
        )
