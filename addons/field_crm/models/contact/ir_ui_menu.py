from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Hide the Clients page from whoever has switched it off (S0-02).

        That the role is needed at all is the business of the menu's group (S0-03).
        """
        hidden = super()._load_menus_blacklist()
        if not self.env.user.shows_clients_page:
            hidden.append(self.env.ref("field_crm.menu_clients").id)
        return hidden
