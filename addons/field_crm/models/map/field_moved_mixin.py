from odoo import api, models
from odoo.exceptions import UserError

_POSITION = (
    "partner_latitude",
    "partner_longitude",
    "geo_precision",
    "geo_source",
    "geo_date",
    "geo_state",
    "geo_problem",
    "geo_address_changed",
)


class FieldMovedMixin(models.AbstractModel):
    """Positions that a person corrects by dragging a marker (S0-38)."""

    _name = "field.moved.mixin"
    _description = "Moved on a map"

    def action_move_on_map(self, latitude, longitude):
        """Put a record where its marker has been dragged to, for good.

        :return: what ``action_move_back_on_map`` undoes it with
        """
        self.ensure_one()
        self.check_access("write")
        (before,) = self.read(_POSITION)
        self._set_position(
            self._check_degrees(latitude, 90),
            self._check_degrees(longitude, 180),
            "address",
            "manual",
        )
        return before

    def action_move_back_on_map(self, before):
        """Undo a move: the position, and how exactly and by whom it was found."""
        self.ensure_one()
        self.check_access("write")
        self._check_degrees(before.get("partner_latitude"), 90)
        self._check_degrees(before.get("partner_longitude"), 180)
        self.with_context(field_geo_positioned=True).write(
            {name: before.get(name) for name in _POSITION}
        )

    @api.model
    def _check_degrees(self, value, limit):
        if isinstance(value, int | float) and -limit <= value <= limit:
            return value
        raise UserError(
            self.env._(
                "“%(value)s” is no position on Earth: latitudes go from -90 to 90 "
                "degrees, longitudes from -180 to 180.",
                value=value,
            )
        )
