from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.field_crm.models.visit.states import DONE_STATES

# What tells that somebody was there: it comes from phones alone.
_CHECK_IN = frozenset(
    {
        "check_in_on",
        "check_in_latitude",
        "check_in_longitude",
        "check_in_accuracy",
        "check_in_distance",
        "check_in_reason",
        "presence",
    }
)


class FieldVisit(models.Model):
    """Where the rep stood when the visit began (S2-34, AMB-12)."""

    _inherit = "field.visit"

    source = fields.Selection(
        selection_add=[("phone", "Phone")], ondelete={"phone": "set default"}
    )
    check_in_on = fields.Datetime(string="Checked in", readonly=True, copy=False)
    check_in_latitude = fields.Float(digits=(10, 7), readonly=True, copy=False)
    check_in_longitude = fields.Float(digits=(10, 7), readonly=True, copy=False)
    check_in_accuracy = fields.Float(
        string="Accuracy of the position",
        readonly=True,
        copy=False,
        help="In metres, as the phone said.",
    )
    check_in_distance = fields.Float(
        string="Distance to the client",
        readonly=True,
        copy=False,
        help="In metres, from the client's ground as the office had it when the visit "
        "arrived.",
    )
    presence = fields.Selection(
        [
            ("on_site", "On site"),
            ("afar", "From afar"),
            ("unverified", "Not verified"),
            ("missing", "Not checked in"),
        ],
        string="Check-in",
        readonly=True,
        copy=False,
        help="Not verified: the phone had no position, or the client has none. Not "
        "checked in: the type of mission requires presence, and the visit arrived "
        "without a check-in.",
    )
    check_in_reason = fields.Char(
        string="Reason of the check-in", readonly=True, copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_by_phone(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_by_phone(vals)
        return super().write(vals)

    def _check_by_phone(self, vals):
        if not self.env.su and not _CHECK_IN.isdisjoint(vals):
            raise AccessError(
                self.env._("A check-in comes from the phone; nobody writes it by hand.")
            )

    def _keep_check_in(self, values):
        """Write where the rep stood, as the phone said it."""
        # The push has checked that the visit is the rep's to write.
        self.sudo().write(values)

    def _mark_missing_check_in(self):
        """Say so where presence was required; the visit stays, nothing is lost."""
        for visit in self:
            if (
                visit.state in DONE_STATES
                and visit.type_id.needs_presence
                and not visit.check_in_on
            ):
                visit._keep_check_in({"presence": "missing"})
