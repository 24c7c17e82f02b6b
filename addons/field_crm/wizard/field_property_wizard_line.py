import uuid

from odoo import fields, models
from odoo.exceptions import UserError

from ..engine.contact import split_options


class FieldPropertyWizardLine(models.TransientModel):
    """One field of a contact group, while its list is being edited."""

    _name = "field.property.wizard.line"
    _description = "Own field of a contact group"
    _order = "sequence, id"

    wizard_id = fields.Many2one(
        "field.property.wizard", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=1000)
    property_name = fields.Char(
        readonly=True, default=lambda self: uuid.uuid4().hex[:16]
    )
    label = fields.Char(required=True)
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
    options = fields.Text(string="Choices", help="One choice a line.")
    is_visible = fields.Boolean(
        string="Visible to reps",
        default=True,
        help="Reps see the field and answer it. Otherwise only the office does.",
    )
    value_count = fields.Integer(string="Answers", readonly=True)
    definition = fields.Json(readonly=True)

    def _get_definition(self):
        """What Odoo keeps of this field."""
        self.ensure_one()
        old = self.definition or {}
        if old and old["type"] != self.kind or not old and self.kind in _OTHERS:
            raise UserError(
                self.env._(
                    "The type of “%s” cannot be chosen here. Add a new field of a "
                    "simple type instead.",
                    self.label,
                )
            )
        definition = {
            **old,
            "name": old.get("name") or self.property_name,
            "string": self.label.strip(),
            "type": self.kind,
        }
        if self.kind in ("selection", "tags"):
            definition[self.kind] = self._get_options(old.get(self.kind) or ())
        return definition

    def _get_options(self, old_options):
        """Options by their labels: those that are kept keep their key."""
        labels = split_options(self.options or "")
        if not labels:
            raise UserError(
                self.env._("Give the choices of “%s”, one a line.", self.label)
            )
        known = {option[1]: list(option) for option in old_options}
        colors = range(1, 12)
        return [
            known.get(label)
            or [
                uuid.uuid4().hex[:16],
                label,
                *([colors[index % len(colors)]] if self.kind == "tags" else []),
            ]
            for index, label in enumerate(labels)
        ]


# Made on a contact's form, where Odoo asks for what they need; ordered here.
_OTHERS = ("html", "monetary", "many2one", "many2many")
