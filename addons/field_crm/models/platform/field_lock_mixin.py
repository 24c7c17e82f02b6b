from odoo import models
from odoo.exceptions import LockError, UserError


class FieldLockMixin(models.AbstractModel):
    """Somebody alone changes a record, and only while its status allows it.

    Models that inherit it have a ``name`` and a ``state``.
    """

    _name = "field.lock.mixin"
    _description = "Changed by one at a time"

    def _lock(self, *states):
        """Take the record, so that no two people, or clicks, change it at once.

        :param states: statuses in which it may be changed, all of them when left out
        :return: the record
        :raises UserError: when somebody else is at it, or its status forbids it
        """
        self.ensure_one()
        self.check_access("write")
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(self._describe_lock()) from error
        self.invalidate_recordset(["state"])
        self._check_state(*states)
        return self

    def _check_state(self, *states):
        if states and self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(self._describe_state(labels[self.state]))

    def _describe_lock(self):
        return self.env._("“%s” is being changed by somebody else.", self.name)

    def _describe_state(self, label):
        return self.env._(
            "“%(name)s” cannot be changed like this now: %(state)s.",
            name=self.name,
            state=label,
        )
