from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    shows_clients_page = fields.Boolean(
        string="Switch on the Clients page",
        default=True,
        help="Shows the Clients menu of Field CRM.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "shows_clients_page"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "shows_clients_page"]

    def write(self, vals):
        written = super().write(vals)
        if "shows_clients_page" in vals:
            # The menus of a user are kept until something says that they changed.
            self.env.registry.clear_cache()
        return written
