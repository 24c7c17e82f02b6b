from odoo import api, fields, models

# Whoever goes to see the contact must not read what is said of it (S4-11).
_GROUPS = "field_crm.group_field_accountant,field_crm.group_field_manager"


class FieldFlaggedMixin(models.AbstractModel):
    """A warning to the back office about a contact (S4-11).

    An empty message is no flag: taking it down clears it, and the chatter keeps what
    it said for those who may read it.
    """

    _name = "field.flagged.mixin"
    _description = "Contact with a flag"

    flag_message = fields.Text(
        string="Flag",
        groups=_GROUPS,
        copy=False,
        tracking=True,
        help="A known problem, shown to the back office when a visit or a note is "
        "added for this contact. Reps never see it.",
    )
    flag_user_id = fields.Many2one(
        "res.users", string="Flagged by", groups=_GROUPS, copy=False, readonly=True
    )
    flag_date = fields.Datetime(
        string="Flagged on", groups=_GROUPS, copy=False, readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._stamp_flag(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._stamp_flag(vals))

    def _stamp_flag(self, vals):
        """Values with who set the flag and when, which nobody writes by hand."""
        vals = {
            name: value
            for name, value in vals.items()
            if name not in ("flag_user_id", "flag_date")
        }
        if "flag_message" in vals:
            message = (vals["flag_message"] or "").strip()
            vals.update(
                flag_message=message or False,
                flag_user_id=message and self.env.uid,
                flag_date=message and fields.Datetime.now(),
            )
        return vals

    def action_lower_flag(self):
        """Take the flag down."""
        self.flag_message = False
