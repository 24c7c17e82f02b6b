import io

from markupsafe import Markup

from odoo import fields, models

from ...engine.contact import is_answered, removed_definitions
from ...engine.exporter import ExportColumn, write_workbook

_LIST_FIELDS = ("group_properties", "office_properties")


class FieldContactGroupLog(models.AbstractModel):
    """Keep what a change of a group's fields takes away (S4-20).

    Old lists stand in the group's chatter; the values that went with them are a
    workbook attached to it, so that an administrator can type them in again.
    """

    _name = "field.contact.group.log"
    _description = "Log of a contact group's fields"

    # ------------------------------------------------------------------
    # What is about to be lost
    # ------------------------------------------------------------------

    def _get_lost_rows(self, vals):
        """Values of the fields that writing ``vals`` removes, read before it."""
        self.ensure_one()
        definitions = self._get_definitions()
        after = [
            each
            for name, current in definitions.items()
            for each in (vals.get(name, current) or [])
        ]
        removed = {each["name"] for each in self._get_removed(after)}
        if not removed:
            return []
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        partners = partners.search([("contact_group_id", "=", self.id)])
        return list(self._get_value_rows(partners, removed))

    def _get_value_rows(self, partners, names):
        """Rows of reference, contact, field and value, of every answered field."""
        partners = partners.sudo()
        read = partners.read(["ref", "display_name", *_LIST_FIELDS])
        for values in read:
            for field_name in _LIST_FIELDS:
                for each in values[field_name]:
                    if each["name"] in names and is_answered(each.get("value")):
                        yield (
                            values["ref"] or "",
                            values["display_name"],
                            each.get("string") or "",
                            self._get_answer_text(each),
                        )

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
        gone = {
            name: [each.get("string") or "" for each in removed_definitions(old, after)]
            for name, old in before.items()
        }
        if not any(gone.values()):
            return
        self._log_loss(
            self.env._("Fields removed from this group"),
            [
                self.env._("%(list)s: %(fields)s", list=label, fields=", ".join(names))
                for name, names in gone.items()
                if names
                for label in [self._fields[name]._description_string(self.env)]
            ],
            lost_rows,
        )

    def _log_loss(self, title, lines, lost_rows):
        """Post a note with the values that are lost as a workbook.

        The workbook hangs on the message, not on the group: everybody may read a
        group, only administrators its log.
        """
        self.ensure_one()
        if lost_rows:
            lines = [
                *lines,
                self.env._("%(count)s values, in the workbook.", count=len(lost_rows)),
            ]
        items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
        message = self.sudo().message_post(
            body=Markup("<p>%s</p><ul>%s</ul>") % (title, items),
            author_id=self.env.user.partner_id.id,
        )
        if lost_rows:
            attachment = (
                self.env["ir.attachment"]
                .sudo()
                .create(
                    {
                        "name": self.env._("removed-values.xlsx"),
                        "raw": self._make_workbook(lost_rows),
                        "res_model": message._name,
                        "res_id": message.id,
                    }
                )
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
