from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class FieldPropertyEditorMixin(models.AbstractModel):
    """The own fields of a record in one list: add, order, rename, delete.

    The wizard that is made of it has ``line_ids`` and says whose fields they are. What
    others add while the list is open stays: a field goes only when it is taken out of
    the list and that is confirmed (S0-35).
    """

    _name = "field.property.editor.mixin"
    _description = "List of own fields"

    known = fields.Json(readonly=True)
    lost_message = fields.Char(compute="_compute_lost_message")

    def _get_holder(self):
        """The record whose fields are edited, a ``field.property.holder.mixin``."""
        raise NotImplementedError

    @api.model
    def _get_holder_values(self, holder):
        """Values of the wizard that lead back to the record."""
        raise NotImplementedError

    @api.model
    def _get_line_values(self, holder):
        """Values of a line for each field, without what all lines have."""
        return [
            {"definition": each}
            for definitions in holder._get_definitions().values()
            for each in definitions
        ]

    def _set_definitions(self, lines):
        """Make the lists of the record what these pairs of line and definition say."""
        raise NotImplementedError

    # ------------------------------------------------------------------
    # Opening
    # ------------------------------------------------------------------

    @api.model
    def _create_for(self, holder):
        counts = holder._count_values()
        lines = []
        for sequence, values in enumerate(self._get_line_values(holder)):
            definition = values["definition"]
            options = definition.get(definition["type"]) or ()
            lines.append(
                {
                    "sequence": sequence,
                    "property_name": definition["name"],
                    "label": definition.get("string") or "",
                    "kind": definition["type"],
                    "options": "\n".join(option[1] for option in options),
                    "value_count": counts[definition["name"]],
                    **values,
                }
            )
        return self.create(
            {
                **self._get_holder_values(holder),
                "known": {
                    line["property_name"]: [line["label"], line["value_count"]]
                    for line in lines
                },
                "line_ids": [Command.create(line) for line in lines],
            }
        )

    # ------------------------------------------------------------------
    # What would be lost
    # ------------------------------------------------------------------

    @api.depends("line_ids.property_name", "line_ids.options")
    def _compute_lost_message(self):
        for wizard in self:
            kept = set(wizard.line_ids.mapped("property_name"))
            lost = [
                self.env._("%(field)s (%(count)s values)", field=label, count=count)
                for name, (label, count) in (wizard.known or {}).items()
                if name not in kept
            ] + wizard._get_lost_choices()
            wizard.lost_message = bool(lost) and self.env._(
                "Deleted once you confirm: %s. A copy stays in the log.",
                ", ".join(lost),
            )

    def _get_lost_choices(self):
        """Choices in use that the lines no longer name, in words."""
        holder = self._get_holder()
        lost = []
        for line in self.line_ids:
            for key, label, *_color in line._match_options()[1]:
                count = holder._count_choice(line.property_name, key)
                if count:
                    lost.append(
                        self.env._(
                            "choice “%(choice)s” of %(field)s (%(count)s values)",
                            choice=label,
                            field=line.label or "",
                            count=count,
                        )
                    )
        return lost

    # ------------------------------------------------------------------
    # Saving
    # ------------------------------------------------------------------

    def action_save(self):
        """Make the fields what the lines say, when nothing is lost by it.

        :raise UserError: when a list of choices is empty, a label given twice, or
            something would be deleted
        """
        definitions = self._get_definitions()
        if self.lost_message:
            raise UserError(
                self.env._("%s Confirm it by “Delete and save”.", self.lost_message)
            )
        self._set_definitions(definitions)
        return {"type": "ir.actions.act_window_close"}

    def action_delete_and_save(self):
        """Make the fields what the lines say; those without a line are deleted."""
        self._set_definitions(self._get_definitions())
        return {"type": "ir.actions.act_window_close"}

    def _get_definitions(self):
        """Pairs of line and definition, in order."""
        self.ensure_one()
        self._check_labels()
        now = {each["name"] for each in self._get_holder()._get_all_definitions()}
        return [
            (line, line._get_definition())
            for line in self.line_ids.sorted(lambda each: (each.sequence, each.id))
            # Somebody else has deleted it meanwhile.
            if not line.definition or line.property_name in now
        ]

    def _get_added_meanwhile(self, definitions):
        """Those of these definitions that others added since the list was opened."""
        mine = set(self.line_ids.mapped("property_name")) | set(self.known or ())
        return [each for each in definitions if each["name"] not in mine]

    def _check_labels(self):
        labels = [(line.label or "").strip().casefold() for line in self.line_ids]
        for line, label in zip(self.line_ids, labels, strict=True):
            if labels.count(label) > 1:
                raise UserError(
                    self.env._("The field “%s” is there twice.", line.label.strip())
                )
