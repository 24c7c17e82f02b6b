from markupsafe import Markup

from odoo import api, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def get_empty_list_help(self, help_message):
        """Offer the import to whoever may import and finds no client (S0-31)."""
        is_clients_page = self.env.context.get("default_field_status") == "client"
        if (
            is_clients_page
            and self.env.user.has_group("field_crm.group_field_client_import")
            and not self.search_count([("field_status", "=", "client")], limit=1)
        ):
            return Markup(
                '<p class="o_view_nocontent_smiling_face">%(title)s</p>'
                "<p>%(how)s</p>"
                '<p><a class="btn btn-primary btn-lg" href="/odoo/client-import">'
                "%(button)s</a></p>"
                '<p><a href="/field_crm/import/sample">%(sample)s</a></p>'
            ) % {
                "title": self.env._("Bring your clients in"),
                "how": self.env._(
                    "Drop the file that you have today, from Excel, LibreOffice or "
                    "your ERP: the columns are recognised, and nothing is written "
                    "before you have seen what would become of each row."
                ),
                "button": self.env._("Import my clients"),
                "sample": self.env._("Download a sample workbook"),
            }
        return super().get_empty_list_help(help_message)
