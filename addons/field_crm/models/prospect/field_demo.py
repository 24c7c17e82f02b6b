from odoo import api, models
from odoo.tools import SQL

from .field_doubles_mixin import DOUBLES_COMPARED


class FieldDemo(models.AbstractModel):
    _inherit = "field.demo"

    @api.model
    def _load_demo(self):
        return super(
            FieldDemo, self.with_context(field_doubles=DOUBLES_COMPARED)
        )._load_demo()

    def _load_history(self, now):
        """Let the last movement be what happened last, not the loading."""
        result = super()._load_history(now)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET last_movement_date = last_visit_date "
                "WHERE field_status = 'prospect' AND last_visit_date IS NOT NULL"
            )
        )
        self.env["res.partner"].invalidate_model(["last_movement_date"])
        return result
