from odoo import fields, models


class FieldPropertyWizardLine(models.TransientModel):
    """One field of a contact group, while its list is being edited."""

    _name = "field.property.wizard.line"
    _description = "Own field of a contact group"
    _inherit = "field.property.editor.line.mixin"

    wizard_id = fields.Many2one(
        "field.property.wizard", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        [
            ("char", "Text"),
            ("text", "Multiline text"),
            ("boolean", "Checkbox"),
            ("integer", "Integer"),
            ("float", "Decimal"),
            ("date", "Date"),
            ("datetime", "Date & time"),
            ("selection", "One choice of a list"),
            ("tags", "Several choices of a list"),
            ("separator", "Separator"),
            ("html", "Formatted text"),
            ("monetary", "Amount"),
            ("many2one", "Link to a record"),
            ("many2many", "Links to records"),
        ],
        string="Type",
        required=True,
        default="char",
    )
    is_visible = fields.Boolean(
        string="Visible to reps",
        default=True,
        help="Reps see the field and answer it. Otherwise only the office does.",
    )
