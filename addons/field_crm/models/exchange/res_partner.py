from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

_GROUP = "field_crm.group_field_client_import"


class ResPartner(models.Model):
    _inherit = "res.partner"

    created_import_id = fields.Many2one(
        "field.import",
        string="Created by the import",
        compute="_compute_import_ids",
        search="_search_created_import_id",
        groups=_GROUP,
    )
    changed_import_id = fields.Many2one(
        "field.import",
        string="Changed by the import",
        compute="_compute_import_ids",
        search="_search_changed_import_id",
        groups=_GROUP,
        help="The last one that has changed the record.",
    )

    def _compute_import_ids(self):
        traces = self.env["field.import.trace"].sudo()
        found = {
            (trace.partner_id.id, trace.kind): trace.import_id
            for trace in traces.search([("partner_id", "in", self.ids)], order="id")
        }
        for partner in self:
            for name, kind in (("created", "created"), ("changed", "updated")):
                record = found.get((partner.id, kind), self.env["field.import"])
                readable = record.sudo(self.env.su)._filtered_access("read")
                partner[f"{name}_import_id"] = readable

    @api.model
    def _search_created_import_id(self, operator, value):
        return self._search_import_id("created", operator, value)

    @api.model
    def _search_changed_import_id(self, operator, value):
        return self._search_import_id("updated", operator, value)

    @api.model
    def _search_import_id(self, kind, operator, value):
        if operator != "in":
            return NotImplemented
        # One learns of the imports that one may see, and of no others.
        imports = self.env["field.import"].search([("id", "in", list(value))])
        traces = self.env["field.import.trace"].sudo()
        query = traces._search([("import_id", "in", imports.ids), ("kind", "=", kind)])
        return Domain("id", "in", query.subselect("partner_id"))

    @api.model
    def get_empty_list_help(self, help_message):
        """Offer the import to whoever may import and finds no client (S0-31)."""
        is_clients_page = self.env.context.get("default_field_status") == "client"
        if (
            is_clients_page
            and self.env.user.has_group(_GROUP)
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
