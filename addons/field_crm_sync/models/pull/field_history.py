from odoo import models


class FieldHistory(models.Model):
    _inherit = "field.history"

    def init(self):
        result = super().init()
        columns = self.env["field.pull.history"]._get_stored_names()
        self.env["field.sync.mark"]._watch(self._table, columns)
        return result
