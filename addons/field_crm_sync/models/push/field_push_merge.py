from odoo import api, fields, models
from odoo.tools import format_date

from ...engine.sync import Decision, Policy, decide
from .outcome import Kept

# Free text is kept from both sides; all else is the office's to decide.
_POLICIES = {
    "site_note": Policy.BOTH,
    "visit_description": Policy.BOTH,
}


class FieldPushMerge(models.AbstractModel):
    """Fields that the phone and the office may both have changed."""

    _inherit = "field.push"

    @api.model
    def _merge(self, record, values, base):
        """Write values that meet what the rep saw, and keep the others for the office.

        Parameters
        ----------
        record : recordset
            One record; written with the user's rights.
        values : dict
            As ``write`` takes them.
        base : dict
            What the rep saw, by field, as it was pulled. A field that is left out
            counts as unseen: the rep's value is taken.

        Returns
        -------
        list of Kept
        """
        changes, kept = {}, []
        for name, mine in values.items():
            server = self._get_plain(record, name)
            policy = _POLICIES.get(name, Policy.SERVER)
            seen = self._read_base(record, name, base[name]) if name in base else server
            decision = decide(policy, seen, server, self._to_plain(mine))
            if decision is Decision.APPLY:
                changes[name] = mine
            elif decision is Decision.BOTH:
                changes[name] = self._join_texts(server, mine)
            elif decision is Decision.KEEP:
                kept.append(Kept(name, seen, server, self._to_plain(mine)))
        if changes:
            record.write(changes)
        return kept

    @api.model
    def _get_plain(self, record, name):
        """Value of a field as JSON, as the phone has it."""
        return self._to_plain(record[name])

    @staticmethod
    def _to_plain(value):
        if isinstance(value, models.BaseModel):
            return value.id or False
        if hasattr(value, "isoformat"):
            return value.isoformat()
        return value

    @api.model
    def _read_base(self, record, name, value):
        """What the rep saw; numbers of positions were rounded on their way."""
        if name in ("partner_latitude", "partner_longitude"):
            server = record[name]
            if isinstance(value, int | float) and abs(value - server) < 1e-4:
                return server
            return value or 0.0
        return value

    @api.model
    def _join_texts(self, server, mine):
        """Both texts, the rep's signed and dated."""
        day = format_date(self.env, fields.Date.context_today(self))
        return f"{server}\n— {self._get_rep().name}, {day} : {mine}"
