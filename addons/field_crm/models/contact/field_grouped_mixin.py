from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...engine.contact import is_answered, is_possible_answer
from .field_contact_group import OFFICE_GROUPS


class FieldGroupedMixin(models.AbstractModel):
    """The contact group of a partner, and the answers to its own fields (S4-16)."""

    _name = "field.grouped.mixin"
    _description = "Partner of a contact group"

    contact_group_id = fields.Many2one(
        "field.contact.group",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="Sites, suppliers, clients…: decides which own fields the contact has.",
    )
    group_properties = fields.Properties(
        "Own fields", definition="contact_group_id.properties_definition", copy=True
    )
    office_properties = fields.Properties(
        "Own fields of the office",
        definition="contact_group_id.office_properties_definition",
        copy=True,
        groups=OFFICE_GROUPS,
    )

    # ------------------------------------------------------------------
    # Change of group
    # ------------------------------------------------------------------

    def write(self, vals):
        if "contact_group_id" in vals:
            self._log_answers_lost_with_group(vals["contact_group_id"])
        return super().write(vals)

    def _log_answers_lost_with_group(self, group_id):
        """Keep the answers that the new group has no field for (S4-20)."""
        leaving = self.filtered(
            lambda each: each.contact_group_id and each.contact_group_id.id != group_id
        )
        for group, partners in leaving.grouped("contact_group_id").items():
            removed = self._get_names_lost(group, group_id)
            rows = list(group._get_value_rows(partners, removed)) if removed else []
            if rows:
                group._log_loss(
                    self.env._("Contacts that left this group"),
                    sorted({name for _ref, name, _field, _value in rows}),
                    rows,
                )

    def _get_names_lost(self, group, group_id):
        new_group = self.env["field.contact.group"].browse(group_id or ())
        after = new_group._get_all_definitions()
        return dict.fromkeys(each["name"] for each in group._get_removed(after))

    @api.onchange("contact_group_id")
    def _onchange_contact_group_id(self):
        old_group = self._origin.contact_group_id
        if not old_group or old_group == self.contact_group_id:
            return None
        removed = self._get_names_lost(old_group, self.contact_group_id.id)
        rows = list(old_group._get_value_rows(self._origin, removed))
        if not rows:
            return None
        return {
            "warning": {
                "title": self.env._("Answers will be removed"),
                "message": self.env._(
                    "The new group has no field for %(count)s answers of this contact. "
                    "When you save they are removed here; a copy is kept in the log "
                    "of the group “%(group)s”.",
                    count=len(rows),
                    group=old_group.name,
                ),
            }
        }

    # ------------------------------------------------------------------
    # Answers of reps
    # ------------------------------------------------------------------

    def action_answer_fields(self):
        """Open the dialog in which a rep answers the fields of a client (S4-19)."""
        self.ensure_one()
        self._check_may_answer()
        if not self.contact_group_id:
            raise UserError(
                self.env._(
                    "“%s” belongs to no contact group: it has no own fields.",
                    self.display_name,
                )
            )
        wizard = self.env["field.answer.wizard"].create(
            {
                "partner_id": self.id,
                "contact_group_id": self.contact_group_id.id,
                "group_properties": dict(self.group_properties._values),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Own fields: %(partner)s", partner=self.name),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_answer_properties(self, answers):
        """Answer own fields that reps see (S4-19).

        A rep may do so for every partner that is visible, though writing the rest of
        a client is the office's. What is not named stays as it is.

        Parameters
        ----------
        answers : dict
            Technical name of a field → its value, ``False`` to empty it.

        Raises
        ------
        AccessError
            When the partner is hidden, or the user belongs to none of our groups.
        ValidationError
            When a field is not one that reps see, or the value does not fit.
        """
        self.ensure_one()
        self._check_may_answer()
        definitions = {
            each["name"]: each
            for each in self.contact_group_id.sudo().properties_definition
        }
        for name, value in answers.items():
            self._check_answer(definitions.get(name), name, value)
        partner = self.sudo()
        before = partner._get_answer_texts()
        partner.group_properties = {**partner.group_properties._values, **answers}
        self._log_answers(before, partner._get_answer_texts())

    def _check_may_answer(self):
        self.check_access("read")
        if not (
            self.env.user.has_group("field_crm.group_field_rep")
            or self.has_access("write")
        ):
            raise AccessError(
                self.env._("Only reps may answer the fields of a client.")
            )

    def _check_answer(self, definition, name, value):
        if not definition:
            raise ValidationError(
                self.env._(
                    "“%(partner)s” has no field “%(field)s” that reps may answer.",
                    partner=self.display_name,
                    field=name,
                )
            )
        is_possible = is_possible_answer(definition, value)
        if is_possible and definition.get("comodel") and is_answered(value):
            records = self.env[definition["comodel"]].browse(value)
            is_possible = len(records.exists()) == len(records) and records.has_access(
                "read"
            )
        if not is_possible:
            raise ValidationError(
                self.env._(
                    "%(field)s: “%(value)s” is not a possible answer.",
                    field=definition.get("string") or name,
                    value=value,
                )
            )

    def _get_answer_texts(self):
        """Label → answer in words, of every field that reps see."""
        (values,) = self.read(["group_properties"])
        return {
            each.get("string") or each["name"]: self.contact_group_id._get_answer_text(
                each
            )
            for each in values["group_properties"]
        }

    def _log_answers(self, before, after):
        lines = [
            self.env._("%(field)s: %(old)s → %(new)s", field=label, old=old, new=new)
            for label, new in after.items()
            for old in [before.get(label, "")]
            if old != new
        ]
        if lines:
            items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
            self.sudo().message_post(
                body=Markup("<ul>%s</ul>") % items,
                author_id=self.env.user.partner_id.id,
            )
