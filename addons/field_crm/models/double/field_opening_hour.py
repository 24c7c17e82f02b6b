from odoo import models


class FieldOpeningHour(models.Model):
    _inherit = "field.opening.hour"

    def _merge_stays(self, column, source, survivor):
        """Two weeks on top of each other are no week: the survivor's stays, if any."""
        return self if survivor.opening_hour_ids else self.browse()
