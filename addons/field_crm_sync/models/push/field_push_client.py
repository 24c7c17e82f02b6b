from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.field_crm.engine.revisit import revisit_day

from .field_push_visit import PRESETS
from .outcome import Kept, Outcome


class FieldPushClient(models.AbstractModel):
    """Date to visit again, park, answers of the report: DR, PK, RS (S0-55, S3-32 … 34).

    Each is a button of the back office, with its rights.
    """

    _inherit = "field.push"

    @api.model
    def _apply_revisit(self, mutation):
        """Set the date to visit again, unless a planner has set another one since."""
        partner = self._get_partner(mutation)
        args, label = mutation.args, self.env._("Visit again on")
        if args.get("preset"):
            if args["preset"] not in PRESETS:
                self._refuse_value(label, args["preset"])
            day = revisit_day(self._get_now(mutation).date(), args["preset"])
        else:
            day = self._read_day(args.get("date"), label)
        partner.check_access("read")
        if "revisit_date" in mutation.base:
            seen = self._read_day(mutation.base["revisit_date"], label)
            if partner.revisit_date not in (seen, day):
                sides = (seen, partner.revisit_date, day)
                plain = [one and one.isoformat() for one in sides]
                return Outcome(partner, partner, [Kept("revisit_date", *plain)])
        partner.action_set_revisit(day)
        return Outcome(partner, partner)

    @api.model
    def _apply_park(self, mutation):
        """Count the vehicles anew; types that are left out stay as they are."""
        partner = self._get_partner(mutation)
        counts = self._read_mapping(mutation.args.get("counts"), self.env._("Park"))
        partner.action_set_park(counts)
        return Outcome(partner, partner)

    @api.model
    def _apply_report(self, mutation):
        """Answers about the client, to a visit that was recorded already (S0-55)."""
        visit = self._get_record(
            "field.visit", mutation.args.get("visit"), self.env._("Visit")
        )
        visit.check_access("write")
        values = self._read_mapping(mutation.args.get("values"), self.env._("Values"))
        if not values:
            raise UserError(self.env._("Values: there are none."))
        visit.client_values = {**(visit.client_values or {}), **values}
        return Outcome(visit, visit.partner_id)
