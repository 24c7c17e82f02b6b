from odoo import fields, models


class FieldOwnWizardLine(models.TransientModel):
    """One own field of the client base, while the list is being edited."""

    _name = "field.own.wizard.line"
    _description = "Own field of the client base"
    _inherit = "field.property.editor.line.mixin"

    wizard_id = fields.Many2one(
        "field.own.wizard", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        [
            ("char", "Text"),
            ("text", "Multiline text"),
            ("integer", "Whole number"),
            ("float", "Decimal"),
            ("boolean", "Yes or no"),
            ("date", "Date"),
            ("datetime", "Date & time"),
            ("selection", "One choice of a list"),
            ("tags", "Several choices of a list"),
        ],
        string="Type",
        required=True,
        default="char",
    )
