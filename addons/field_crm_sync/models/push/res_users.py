from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("active") is False:
            # The phone of whoever has left wipes itself at its next connection.
            devices = self.env["field.device"].sudo()
            devices.search([("user_id", "in", self.ids)]).action_revoke()
        return result
