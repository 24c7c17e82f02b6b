from odoo import api, models


class FieldConversionRequest(models.Model):
    _inherit = "field.conversion.request"

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        requests.partner_id._note_movement()
        return requests
