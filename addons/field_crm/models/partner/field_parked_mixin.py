from odoo import fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain


class FieldParkedMixin(models.AbstractModel):
    """The vehicles of a partner, which reps may count anew (S3-34)."""

    _name = "field.parked.mixin"
    _description = "Partner with a park"

    park_line_ids = fields.One2many("field.park.line", "partner_id", string="Park")

    def action_set_park(self, counts):
        """Set how many vehicles of each type there are (S3-34).

        A rep may do so for every partner that is visible, though writing the rest of
        a client is the accountant's. The chatter says what changed.

        Parameters
        ----------
        counts : dict of int or str to int
            Number of vehicles by id of the park type; types left out stay as they are.

        Raises
        ------
        AccessError
            When the partner is hidden, or the user belongs to none of our groups.
        ValidationError
            For a number that is none or negative, or a type that does not exist.
        """
        self.ensure_one()
        self.check_access("read")
        if not (
            self.env.user.has_group("field_crm.group_field_rep")
            or self.has_access("write")
        ):
            raise AccessError(self.env._("Only reps may count the park of a client."))
        counts = self._read_park_counts(counts)
        lines = {line.park_type_id: line for line in self.sudo().park_line_ids}
        commands, changes = [], []
        for park_type, count in counts.items():
            line = lines.get(park_type)
            before = line.vehicle_count if line else 0
            if count == before:
                continue
            changes.append(f"{park_type.name}: {before} → {count}")
            values = {"park_type_id": park_type.id, "vehicle_count": count}
            commands.append(
                fields.Command.update(line.id, values)
                if line
                else fields.Command.create(values)
            )
        if commands:
            self.sudo().park_line_ids = commands
            self.sudo().message_post(
                body=self.env._("Park: %(changes)s", changes=", ".join(changes)),
                author_id=self.env.user.partner_id.id,
            )

    def _read_park_counts(self, counts):
        types = self.env["field.park.type"].with_context(active_test=False)
        by_id = {park_type.id: park_type for park_type in types.search(Domain.TRUE)}
        result = {}
        for key, count in dict(counts).items():
            park_type = by_id.get(int(key)) if str(key).isdecimal() else None
            is_count = isinstance(count, int) and not isinstance(count, bool)
            if not park_type or not is_count or count < 0:
                raise ValidationError(
                    self.env._(
                        "Park: “%(type)s” with %(count)s vehicles is not possible. "
                        "Give a park type and a number from 0.",
                        type=park_type.name if park_type else key,
                        count=count,
                    )
                )
            result[park_type] = count
        return result
