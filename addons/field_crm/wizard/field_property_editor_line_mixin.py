from odoo import fields, models
from odoo.exceptions import UserError

from ..engine.contact import match_choices, split_options

# Made on a contact's form, where Odoo asks for what they need; ordered here.
_OTHERS = ("html", "monetary", "many2one", "many2many")
_TAG_COLORS = 11


class FieldPropertyEditorLineMixin(models.AbstractModel):
    """One own field, while its list is being edited."""

    _name = "field.property.editor.line.mixin"
    _description = "Own field in a list"
    _order = "sequence, id"

    sequence = fields.Integer(default=1000)
    property_name = fields.Char(
        readonly=True, default=lambda self: self.env["field.own.list"]._new_key()
    )
    label = fields.Char(required=True)
    options = fields.Text(string="Choices", help="One choice a line.")
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
            "string": " ".join(self.label.split()),
            "type": self.kind,
        }
        if self.kind in ("selection", "tags"):
            definition[self.kind] = self._get_options()
        return definition

    def _match_options(self):
        """Which choice each label stands for, and those that are gone."""
        old = (self.definition or {}).get(self.kind) or ()
        return match_choices(old, split_options(self.options or ""))

    def _get_options(self):
        """Choices by their labels: those that are kept keep their key."""
        labels = split_options(self.options or "")
        if not labels:
            raise UserError(
                self.env._("Give the choices of “%s”, one a line.", self.label)
            )
        found, _gone = self._match_options()
        new_key = self.env["field.own.list"]._new_key
        return [
            [
                old[0] if old else new_key(),
                label,
                *(
                    [old[2] if old else index % _TAG_COLORS + 1]
                    if self.kind == "tags"
                    else []
                ),
            ]
            for index, (label, old) in enumerate(zip(labels, found, strict=True))
        ]
