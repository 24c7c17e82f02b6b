from odoo import models

from .field_pull_partner import GAINING


class ResPartner(models.Model):
    _inherit = "res.partner"

    def init(self):
        result = super().init()
        marks = self.env["field.sync.mark"]
        columns = {
            *self.env["field.pull.partner"]._get_stored_names(),
            *self.env["field.pull.person"]._get_stored_names(),
        }
        # Whoever has nothing to do with the phones is written as well.
        columns -= {"write_date", "write_uid"}
        columns |= {"type", "is_company", "last_movement_date", "merged_into_id"}
        marks._watch("res_partner", columns, GAINING)
        marks._touch("field_park_line", "partner_id", "res_partner")
        marks._touch("field_opening_hour", "partner_id", "res_partner")
        marks._touch(
            "res_partner_res_partner_category_rel", "partner_id", "res_partner"
        )
        return result
