from odoo import fields, models


class FieldParkWizardLine(models.TransientModel):
    _name = "field.park.wizard.line"
    _description = "Vehicles of one type"

    wizard_id = fields.Many2one("field.park.wizard", required=True, ondelete="cascade")
    park_type_id = fields.Many2one("field.park.type", string="Type", required=True)
    vehicle_count = fields.Integer(string="Vehicles")
