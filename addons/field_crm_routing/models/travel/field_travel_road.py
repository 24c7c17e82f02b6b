from datetime import timedelta

from odoo import api, fields, models

_DAYS_KEPT = 30


class FieldTravelRoad(models.Model):
    """The course of a road through some places, kept to be drawn again."""

    _name = "field.travel.road"
    _description = "Course of a road"
    _log_access = False

    key = fields.Char(required=True, help="A hash of its places, in their order.")
    points = fields.Json(required=True, help="[latitude, longitude] in degrees.")
    used_on = fields.Date(required=True, index=True)

    _key_unique = models.Constraint("UNIQUE (key)", "This road is kept already.")

    def _recall(self, keys):
        """{key: points} of those that are kept."""
        known = self.sudo().search([("key", "in", list(keys))])
        return {each.key: each.points for each in known}

    def _remember(self, roads):
        """Keep roads, {key: points}; one that somebody else has kept stays."""
        known = self._recall(roads)
        today = fields.Date.today()
        self.sudo().create(
            [
                {"key": key, "points": points, "used_on": today}
                for key, points in roads.items()
                if key not in known
            ]
        )

    @api.autovacuum
    def _gc_old(self):
        oldest = fields.Date.today() - timedelta(days=_DAYS_KEPT)
        self.search([("used_on", "<", oldest)]).unlink()
