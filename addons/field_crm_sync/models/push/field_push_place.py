from odoo import api, models

from .outcome import Kept, Outcome


class FieldPushPlace(models.AbstractModel):
    """Where a client is, as somebody stood there: GP (S0-59, S2-15)."""

    _inherit = "field.push"

    @api.model
    def _apply_position(self, mutation):
        """Set the position; of a client that the rep may not write, propose it.

        A mutation without a position brings photos only.
        """
        partner = self._get_partner(mutation)
        partner.check_access("read")
        args, label = mutation.args, self.env._("Position")
        if args.get("latitude") is None and mutation.blobs:
            return Outcome(partner, partner)
        latitude = self._read_number(args.get("latitude"), label, -90, 90)
        longitude = self._read_number(args.get("longitude"), label, -180, 180)
        if partner.has_access("write"):
            partner._set_position(latitude, longitude, "address", "manual")
            return Outcome(partner, partner)
        server = [partner.partner_latitude, partner.partner_longitude]
        kept = Kept("position", server, server, [latitude, longitude])
        return Outcome(partner, partner, [kept])
