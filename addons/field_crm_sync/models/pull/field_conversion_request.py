from odoo import models


class FieldConversionRequest(models.Model):
    _inherit = "field.conversion.request"

    def init(self):
        result = super().init()
        self.env["field.sync.mark"]._watch(
            self._table, ("state", "refusal_reason", "partner_id", "requester_id")
        )
        return result
