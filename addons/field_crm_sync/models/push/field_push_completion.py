from odoo import api, models

from ...engine.sync import is_same
from .outcome import Kept, Outcome, Waits


class FieldPushCompletion(models.AbstractModel):
    """A client's mandatory fields, filled on site: CF (S2-05, S2-06)."""

    _inherit = "field.push"

    @api.model
    def _apply_completion(self, mutation):
        """Fill what is empty; what the office filled meanwhile stays, as a conflict."""
        partner = self._get_partner(mutation)
        label = self.env._("Values")
        values = self._read_mapping(mutation.args.get("values"), label)
        partner.check_access("read")
        partner._check_may_be_completed(values)
        values = {name: self._read_value(name, each) for name, each in values.items()}
        values = {name: each for name, each in values.items() if each is not False}
        partner.action_complete(values)
        sheet = partner.sudo()
        kept = [
            Kept(name, False, self._get_plain(sheet, name), self._to_plain(mine))
            for name, mine in values.items()
            if not is_same(self._get_plain(sheet, name), self._to_plain(mine))
        ]
        return Outcome(partner, partner, kept)

    @api.model
    def _check_complete(self, partner, visit_type):
        """A mission on site waits until its client's mandatory fields are there.

        It took place, so it is not refused: it is applied by itself as soon as the rep
        or the office has completed the client.

        :raises Waits: naming the fields
        """
        if not visit_type.requires_visit:
            return
        missing = partner._get_names_to_complete()
        if missing:
            raise Waits(
                self.env._(
                    "“%(type)s” is carried out on site, and mandatory fields of "
                    "%(client)s are empty: %(fields)s. Once they are completed, the "
                    "visit is applied.",
                    type=visit_type.name,
                    client=partner.display_name,
                    fields=", ".join(map(partner._get_sheet_label, missing)),
                )
            )
