from odoo import api, models
from odoo.exceptions import UserError


class FieldMovedMixin(models.AbstractModel):
    """Positions that a person corrects by dragging a marker (S0-38)."""

    _name = "field.moved.mixin"
    _description = "Moved on a map"

    def action_move_on_map(self, latitude, longitude):
        """Put a record where its marker has been dragged to.

        :return: what ``action_move_back_on_map`` undoes it with
        """
        self.ensure_one()
        self.check_access("write")
        before = {
            "latitude": self.partner_latitude,
            "longitude": self.partner_longitude,
        }
        self._put_on_map(latitude, longitude)
        return before

    def action_move_back_on_map(self, before):
        """Undo a move."""
        self.ensure_one()
        self.check_access("write")
        self._put_on_map(before.get("latitude"), before.get("longitude"))

    @api.model
    def _read_degrees(self, value, limit):
        if isinstance(value, int | float) and -limit <= value <= limit:
            return value
        raise UserError(
            self.env._(
                "“%(value)s” is no position on Earth: latitudes go from -90 to 90 "
                "degrees, longitudes from -180 to 180.",
                value=value,
            )
        )

    def _put_on_map(self, latitude, longitude):
        self.write(
            {
                "partner_latitude": self._read_degrees(latitude, 90),
                "partner_longitude": self._read_degrees(longitude, 180),
            }
        )
