from odoo import api, fields, models
from odoo.fields import Domain


class FieldParkWizard(models.TransientModel):
    """Dialog « Parc »: how many vehicles of each type a client has (S3-34)."""

    _name = "field.park.wizard"
    _description = "Park of a client"

    partner_id = fields.Many2one("res.partner", required=True, readonly=True)
    line_ids = fields.One2many("field.park.wizard.line", "wizard_id")

    @api.model
    def default_get(self, fields_list):
        defaults = super().default_get(fields_list)
        partner = self.env["res.partner"].browse(defaults.get("partner_id"))
        counts = {
            line.park_type_id: line.vehicle_count for line in partner.park_line_ids
        }
        types = self.env["field.park.type"].search(Domain.TRUE).union(*counts)
        defaults["line_ids"] = [
            fields.Command.create(
                {"park_type_id": each.id, "vehicle_count": counts.get(each, 0)}
            )
            for each in types
        ]
        return defaults

    def action_apply(self):
        self.ensure_one()
        self.partner_id.action_set_park(
            {line.park_type_id.id: line.vehicle_count for line in self.line_ids}
        )
