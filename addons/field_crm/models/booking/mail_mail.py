from odoo import api, models


class MailMail(models.Model):
    _inherit = "mail.mail"

    @api.model
    def _get_resent_models(self):
        return [*super()._get_resent_models(), "field.booking.request"]
