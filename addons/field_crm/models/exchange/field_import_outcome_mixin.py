from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain


class FieldImportOutcomeMixin(models.AbstractModel):
    """Open and download what came of an import."""

    _name = "field.import.outcome.mixin"
    _description = "Outcome of an import"

    def action_open_imported(self):
        """Open what was imported, the map beside the list (S0-39)."""
        self.ensure_one()
        return self._open_partners(
            self.env._("Imported: %(file)s", file=self.file_name),
            Domain("created_import_id", "in", self.ids)
            | Domain("changed_import_id", "in", self.ids),
        )

    def action_open_created(self):
        """Open the clients and prospects that this import has created."""
        self.ensure_one()
        return self._open_partners(
            self.env._("Created: %(file)s", file=self.file_name),
            Domain("created_import_id", "in", self.ids),
        )

    def action_open_updated(self):
        """Open the clients and prospects that this import has changed."""
        self.ensure_one()
        return self._open_partners(
            self.env._("Changed: %(file)s", file=self.file_name),
            Domain("changed_import_id", "in", self.ids),
        )

    def _open_partners(self, name, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_res_partner_client"
        )
        return {
            **action,
            "name": name,
            "display_name": name,
            "path": False,
            "domain": list(domain),
            "context": {"active_test": False},
        }

    def action_open_problems(self):
        """All that is wrong, to filter and to group."""
        self.ensure_one()
        return self._open_lines("field_crm.action_field_import_problem")

    def action_open_changes(self):
        """All that would change, to filter and to group."""
        self.ensure_one()
        return self._open_lines("field_crm.action_field_import_change")

    def _open_lines(self, xmlid):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {**action, "domain": [("import_id", "=", self.id)]}

    def action_download_refused(self):
        """Download the refused rows with their reasons, to mend and import again."""
        self.ensure_one()
        self._check_may_import()
        if not self.refused_file:
            raise UserError(self.env._("No row is refused."))
        name = self.env._("refused rows of %(file)s", file=self.file_name or "import")
        stem, _dot, _extension = name.rpartition(".")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/refused_file/"
            f"{stem or name}.xlsx?download=true",
            "target": "self",
        }
