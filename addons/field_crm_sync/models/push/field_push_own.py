from odoo import api, models

from odoo.addons.field_crm.engine.contact import is_possible_answer

from ...engine.sync import Decision, Policy, decide
from .outcome import Kept

OWN_COLUMNS = ("own_properties", "group_properties")


class FieldPushOwn(models.AbstractModel):
    """Fields that users made, of prospects: ``own_properties.<name>`` (S0-61, S0-35).

    ``group_properties.<name>`` are those of the prospect's group.
    """

    _inherit = "field.push"

    @api.model
    def _split_own(self, values):
        """(values of own fields, the others)."""
        values = self._read_mapping(values, self.env._("Values"))
        own = {n: v for n, v in values.items() if n.split(".")[0] in OWN_COLUMNS}
        return own, {n: v for n, v in values.items() if n not in own}

    @api.model
    def _merge_own(self, partner, values, base):
        """Write own fields that meet what the rep saw.

        :return: list of Kept
        """
        changes, kept = {}, []
        for name, mine in values.items():
            server = self._get_own(partner, name)
            seen = base.get(name, server)
            decision = decide(Policy.SERVER, seen, server, mine)
            if decision is Decision.APPLY:
                changes[name] = mine
            elif decision is Decision.KEEP:
                kept.append(Kept(name, seen, server, mine))
        self._write_own(partner, changes)
        return kept

    @api.model
    def _get_own(self, partner, name):
        column, own = name.split(".", 1)
        return (partner[column]._values or {}).get(own) or False

    @api.model
    def _write_own(self, partner, values):
        """Write own fields with the user's rights.

        :raises UserError: for a field that does not exist, or a value that does not fit
        """
        for column in OWN_COLUMNS:
            answers = {
                name.split(".", 1)[1]: value or False
                for name, value in values.items()
                if name.startswith(f"{column}.")
            }
            if not answers:
                continue
            if column == "group_properties":
                partner.action_answer_properties(answers)
                continue
            self._check_own(answers)
            partner.write({column: {**(partner[column]._values or {}), **answers}})

    @api.model
    def _check_own(self, answers):
        known = {one["name"]: one for one in self.env["field.own.list"]._describe()}
        for name, value in answers.items():
            label = known.get(name, {}).get("string") or name
            if name not in known or not is_possible_answer(known[name], value):
                self._refuse_value(label, value)
