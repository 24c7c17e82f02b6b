from odoo import models
from odoo.exceptions import LockError, UserError


class FieldLockMixin(models.AbstractModel):
    """Somebody alone changes a record, and only while its status allows it."""

    _name = "field.lock.mixin"
    _description = "Changed by one at a time"

    def _lock(self, *states):
        """Take the record, so that no two change it at once.

        :param states: statuses in which it may be changed, all of them when left out
        :return: the record
        :raises UserError: when somebody else is at it, or its status forbids it
        """
        self.ensure_one()
        self.check_access("write")
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("“%s” is being changed by somebody else.", self.name)
            ) from error
        self.invalidate_recordset(["state"])
        if states and self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(name)s” cannot be changed like this now: %(state)s.",
                    name=self.name,
                    state=labels[self.state],
                )
            )
        return self
