from odoo import models


class FieldVisit(models.Model):
    _inherit = "field.visit"

    def init(self):
        result = super().init()
        columns = self.env["field.pull.visit"]._get_stored_names()
        self.env["field.sync.mark"]._watch("field_visit", columns)
        return result
