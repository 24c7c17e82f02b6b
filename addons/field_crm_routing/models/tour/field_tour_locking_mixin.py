from odoo import fields, models
from odoo.exceptions import UserError


class FieldTourLockingMixin(models.AbstractModel):
    """One planner changes a plan at a time, and knows what it looks like."""

    _name = "field.tour.locking.mixin"
    _description = "Tour plan that one planner changes at a time"
    _inherit = ["field.lock.mixin"]

    is_sent = fields.Boolean(readonly=True, copy=False)
    has_changes = fields.Boolean(
        string="Changed since it was sent", readonly=True, copy=False
    )
    version = fields.Integer(
        readonly=True,
        copy=False,
        help="Counts changes, so that nobody changes what another has changed.",
    )

    def _lock(self, *states, version=None):
        """Take the plan, so that no two planners change it at once.

        :param states: statuses in which it may be changed, all of them when left out
        :param int version: that the planner's screen shows
        :raises UserError: when somebody else is at it, or has changed it since
        """
        taken = super()._lock(*states)
        self.invalidate_recordset(["version"])
        if version is not None and version != self.version:
            raise UserError(
                self.env._(
                    "“%s” has been changed by somebody else in the meantime: your "
                    "screen shows it anew, look before you change it.",
                    self.name,
                )
            )
        return taken

    def _touched(self):
        """After any change of its tours: what was sent is no longer all of it."""
        self.version += 1
        if self.is_sent:
            self.has_changes = True
