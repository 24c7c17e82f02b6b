from odoo import api, models


class FieldDemo(models.AbstractModel):
    _inherit = "field.demo"

    @api.model
    def _load_doubles(self):
        """Search once, so that the list of doubles has something to show."""
        search = self.env["field.double.search"].create({})
        search._search_doubles(self.env["field.work"])
