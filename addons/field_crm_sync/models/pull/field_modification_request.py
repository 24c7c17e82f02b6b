from odoo import models


class FieldModificationRequest(models.Model):
    _inherit = "field.modification.request"

    def init(self):
        result = super().init()
        marks = self.env["field.sync.mark"]
        marks._watch(self._table, ("name", "state", "partner_id", "requester_id"))
        marks._touch("field_modification_request_line", "request_id", self._table)
        return result
