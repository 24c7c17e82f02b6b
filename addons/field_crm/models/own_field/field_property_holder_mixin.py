import io

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.contact import is_answered, lost_choices, removed_definitions
from ...engine.exporter import ExportColumn, write_workbook


class FieldPropertyHolderMixin(models.AbstractModel):
    """A record that defines own fields of partners, and keeps what it takes away.

    Old lists stand in its chatter; the values that went with them are a workbook
    attached to it, so that an administrator can type them in again (S4-20).
    """

    _name = "field.property.holder.mixin"
    _description = "Record that defines own fields"
    _inherit = "mail.thread"

    # Field of definitions → field of res.partner that holds the values.
    _property_lists = {}

    def write(self, vals):
        if not self._property_lists.keys() & vals.keys():
            return super().write(vals)
        before = {holder: holder._get_definitions() for holder in self}
        lost = {holder: holder._get_lost_rows(vals) for holder in self}
        written = super().write(vals)
        for holder in self:
            holder._log_lists(before[holder], lost[holder])
        return written

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        # The log holds fields and values that not everybody may see.
        return dict.fromkeys(self, "write")

    def _get_partner_sql(self):
        """Condition on res_partner of those that have these fields."""
        return SQL("TRUE")

    def _get_lost_rows(self, vals):
        """Values that writing ``vals`` takes away, read before it.

        :return: list of (reference, contact, field, value), for the log
        """
        raise NotImplementedError

    def _get_loss_title(self):
        return self.env._("Fields removed")

    def _get_lost_keys(self, vals):
        """What writing ``vals`` takes away.

        :return: {name: keys of the choices that go, or None for the whole field}
        """
        before = self._get_all_definitions()
        after = [
            each
            for name, current in self._get_definitions().items()
            for each in (vals.get(name, current) or [])
        ]
        return {
            name: {option[0] for option in options}
            for name, options in lost_choices(before, after).items()
        } | {each["name"]: None for each in removed_definitions(before, after)}

    @api.model
    def _is_lost(self, value, keys):
        """Whether an answer is one of those that go with these keys."""
        held = value if isinstance(value, list) else [value]
        return is_answered(value) and (keys is None or not keys.isdisjoint(held))

    def _get_log_writer(self):
        """User in whose name the log is written, and who may read it, too."""
        return self.env.user

    # ------------------------------------------------------------------
    # Definitions and values
    # ------------------------------------------------------------------

    def _get_definitions(self):
        """Definitions of each list, in order, by the field that holds them."""
        self.ensure_one()
        return {name: self.sudo()[name] for name in self._property_lists}

    def _get_all_definitions(self):
        """Definitions of all lists in one; none for no record."""
        return [
            each
            for holder in self
            for definitions in holder._get_definitions().values()
            for each in definitions
        ]

    def _get_removed(self, after):
        """Definitions that would not be among these any more."""
        return removed_definitions(self._get_all_definitions(), after)

    def _count_values(self):
        """How many partners answered each field: technical name → count."""
        counts = {each["name"]: 0 for each in self._get_all_definitions()}
        partners = self.env["res.partner"]
        partners.flush_model()
        for field_name in self._property_lists.values():
            self.env.cr.execute(
                SQL(
                    """
                    SELECT key, count(*)
                      FROM res_partner, jsonb_each(%(values)s)
                     WHERE %(partners)s
                       AND value NOT IN ('false', 'null', '""', '[]')
                  GROUP BY key
                    """,
                    values=SQL.identifier(field_name),
                    partners=self._get_partner_sql(),
                )
            )
            counts.update(self.env.cr.fetchall())
        return counts

    def _count_choice(self, name, key):
        """How many partners hold this choice of a field."""
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        partners.flush_model()
        found = 0
        for field_name in self._property_lists.values():
            self.env.cr.execute(
                SQL(
                    """
                    SELECT count(*)
                      FROM res_partner
                     WHERE %(partners)s
                       AND (%(values)s @> jsonb_build_object(%(name)s, %(key)s)
                         OR %(values)s @>
                            jsonb_build_object(%(name)s, jsonb_build_array(%(key)s)))
                    """,
                    values=SQL.identifier(field_name),
                    partners=self._get_partner_sql(),
                    name=name,
                    key=key,
                )
            )
            found += self.env.cr.fetchone()[0]
        return found

    def _get_answer_text(self, definition):
        """The value of one property, as read on the screen."""
        value, kind = definition.get("value"), definition["type"]
        if not is_answered(value):
            return ""
        if kind == "boolean":
            return self.env._("Yes")
        if kind == "selection":
            return dict(definition["selection"]).get(value, "")
        if kind == "tags":
            labels = {tag[0]: tag[1] for tag in definition["tags"]}
            return ", ".join(labels.get(tag, "") for tag in value)
        if kind == "many2one":
            return value[1] or ""
        if kind == "many2many":
            return ", ".join(name or "" for _id, name in value)
        return str(value)

    # ------------------------------------------------------------------
    # The log
    # ------------------------------------------------------------------

    def _log_lists(self, before, lost_rows):
        """Tell in the chatter what a change of the lists removed."""
        self.ensure_one()
        after = self._get_all_definitions()
        lines = []
        for name, old in before.items():
            removed = removed_definitions(old, after)
            if removed:
                lines.append(
                    self.env._(
                        "%(list)s: %(fields)s",
                        list=self._fields[name]._description_string(self.env),
                        fields=", ".join(each.get("string") or "" for each in removed),
                    )
                )
            labels = {each["name"]: each.get("string") or "" for each in old}
            lines += [
                self.env._(
                    "Choices of “%(field)s”: %(choices)s",
                    field=labels[field_name],
                    choices=", ".join(option[1] for option in options),
                )
                for field_name, options in lost_choices(old, after).items()
            ]
        if lines:
            self._log_loss(self._get_loss_title(), lines, lost_rows)

    def _log_loss(self, title, lines, lost_rows):
        """Post a note with the values that are lost as a workbook.

        The workbook hangs on the message, not on the record: everybody may read that,
        only administrators its log.
        """
        self.ensure_one()
        if lost_rows:
            lines = [
                *lines,
                self.env._("%(count)s values, in the workbook.", count=len(lost_rows)),
            ]
        items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
        log = self.with_user(self._get_log_writer()).sudo()
        message = log.message_post(body=Markup("<p>%s</p><ul>%s</ul>") % (title, items))
        if lost_rows:
            attachment = log.env["ir.attachment"].create(
                {
                    "name": self.env._("removed-values.xlsx"),
                    "raw": self._make_workbook(lost_rows),
                    "res_model": message._name,
                    "res_id": message.id,
                }
            )
            message.attachment_ids = [fields.Command.link(attachment.id)]

    def _make_workbook(self, rows):
        stream = io.BytesIO()
        headers = (
            self.env._("Reference"),
            self.env._("Contact"),
            self.env._("Field"),
            self.env._("Value"),
        )
        columns = [ExportColumn(header, 30) for header in headers]
        write_workbook(stream, columns, rows, self.env._("Removed values"))
        return stream.getvalue()
