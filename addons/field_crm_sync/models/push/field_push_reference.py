from datetime import date, datetime, timezone

from odoo import api, fields, models
from odoo.exceptions import UserError

from .field_mutation import DONE
from .outcome import Waits


class FieldPushReference(models.AbstractModel):
    """How the arguments of a mutation are understood."""

    _inherit = "field.push"

    # ------------------------------------------------------------------
    # Records
    # ------------------------------------------------------------------

    @api.model
    def _get_record(self, model, reference, label):
        """The record that a number, or the uuid of a mutation, stands for.

        Parameters
        ----------
        model : str
        reference : int or str
        label : str
            What it is, for the message.

        Raises
        ------
        Waits
            When the mutation that makes it has not been applied.
        UserError
            When there is no such record.
        """
        if isinstance(reference, str):
            record = self._get_made(model, reference)
        elif type(reference) is int and 0 < reference < 2**31:
            record = self.env[model].browse(reference).exists()
        else:
            record = self.env[model]
        if not record:
            raise UserError(
                self.env._(
                    "%(label)s: “%(reference)s” does not exist.",
                    label=label,
                    reference=reference,
                )
            )
        return record

    @api.model
    def _get_made(self, model, uuid):
        """The record that a mutation of this user made, or the one that mended it."""
        ledger = self.env["field.mutation"].sudo()
        for _step in range(20):
            line = ledger.search(
                [("uuid", "=", uuid), ("user_id", "=", self._get_rep().id)]
            )
            if not line:
                return self.env[model]
            if line.state in DONE:
                is_that = line.res_model == model
                return self.env[model].browse(line.res_id if is_that else []).exists()
            mended = ledger.search([("replaces", "=", uuid)], order="id desc", limit=1)
            if not mended:
                raise Waits(
                    self.env._(
                        "It depends on “%(name)s”, which has not been applied.",
                        name=line.name,
                    )
                )
            uuid = mended.uuid
        return self.env[model]

    @api.model
    def _get_rep(self):
        """Whose mutation it is: the user, unless a manager applies it for a rep."""
        return self.env["res.users"].browse(
            self.env.context.get("field_push_rep") or self.env.uid
        )

    @api.model
    def _get_partner(self, mutation):
        """Client or prospect of a mutation; what it was merged into, if it was."""
        label = self.env._("Client or prospect")
        partner = self._get_record(
            "res.partner", mutation.args.get("partner"), label
        )._resolve_merged()
        if not partner.sudo().field_status:
            raise UserError(
                self.env._(
                    "%(label)s: “%(reference)s” does not exist.",
                    label=label,
                    reference=mutation.args.get("partner"),
                )
            )
        return partner

    # ------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------

    @api.model
    def _refuse_value(self, label, value):
        raise UserError(
            self.env._(
                "%(label)s: “%(value)s” is not a possible value.",
                label=label,
                value=str(value)[:80],
            )
        )

    @api.model
    def _read_text(self, value, label):
        if value in (None, False):
            return False
        if not isinstance(value, str):
            self._refuse_value(label, value)
        return value.strip() or False

    @api.model
    def _read_number(self, value, label, low, high):
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._refuse_value(label, value)
        if not low <= value <= high:
            self._refuse_value(label, value)
        return value

    @api.model
    def _read_day(self, value, label):
        if value in (None, False, ""):
            return False
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            return self._refuse_value(label, value)

    @api.model
    def _read_moment(self, value, label):
        """A moment, naive in UTC."""
        if value in (None, False, ""):
            return False
        try:
            moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
            if moment.tzinfo:
                moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
        except (AttributeError, TypeError, ValueError, OverflowError):
            return self._refuse_value(label, value)
        if not 1900 <= moment.year <= 9000:
            return self._refuse_value(label, value)
        return moment.replace(microsecond=0)

    @api.model
    def _read_mapping(self, value, label):
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._refuse_value(label, value)
        return value

    @api.model
    def _get_now(self, mutation):
        """When it was done, but never later than now: phones' clocks are wrong."""
        return min(mutation.at, fields.Datetime.now())
