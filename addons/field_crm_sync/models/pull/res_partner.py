from odoo import models
from odoo.tools import SQL

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
        # Of clients and prospects alone: the table holds everybody else, too.
        columns -= {"write_date", "write_uid"}
        columns |= {"type", "is_company", "last_movement_date", "merged_into_id"}
        written = SQL(
            "NEW.field_status IS NOT NULL "
            "AND OLD.write_date IS DISTINCT FROM NEW.write_date"
        )
        marks._watch("res_partner", columns, GAINING, also=written)
        marks._touch("field_park_line", "partner_id", "res_partner")
        marks._touch("field_opening_hour", "partner_id", "res_partner")
        marks._touch(
            "res_partner_res_partner_category_rel", "partner_id", "res_partner"
        )
        return result
