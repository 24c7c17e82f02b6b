from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.map_cluster import (
    EARTH_RADIUS,
    MAX_CORNERS,
    ZoneError,
    ZoneProblem,
    read_zone,
    surround,
    to_haversine,
    to_metres,
)

# What is within an angle of this is everywhere.
_HALF_AROUND = EARTH_RADIUS * 3.14
# Rounding may not cost a neighbour: relative, and in metres.
_SLACK, _SLACK_METRES = 1e-9, 0.01


class FieldPlacedMixin(models.AbstractModel):
    """Records with coordinates, found by where they are.

    PostgreSQL's own points in a quadtree: no extension is needed.
    """

    _name = "field.placed.mixin"
    _description = "Placed on Earth"

    map_zone = fields.Char(
        string="Zone on the map",
        compute="_compute_map_zone",
        search="_search_map_zone",
        export_string_translation=False,
        help="To search only: a polygon as GeoJSON, longitudes first.",
    )

    # The expressions of `_point` and `_is_placed`. What is included is what the record
    # rules and the usual filters ask for: PostgreSQL reads the index alone, a quarter
    # of the table, and takes the points out of it as they are.
    _placed = models.Index(
        "USING spgist (point(partner_longitude::float8, partner_latitude::float8)) "
        "INCLUDE (id, partner_latitude, partner_longitude, active, field_status, "
        "prospect_id, prospect_user_id, prospect_creator_id, company_id, "
        "partner_share, user_id, sector_id, revisit_date, geo_precision) "
        "WHERE partner_latitude <> 0 OR partner_longitude <> 0"
    )

    # ------------------------------------------------------------------
    # SQL
    # ------------------------------------------------------------------

    def _coordinate(self, name, alias, query):
        return SQL("%s::float8", self._field_to_sql(alias, name, query))

    def _point(self, alias, query):
        return SQL(
            "point(%s, %s)",
            self._coordinate("partner_longitude", alias, query),
            self._coordinate("partner_latitude", alias, query),
        )

    def _is_placed(self, alias, query):
        """Both coordinates 0 are none, as everywhere in Odoo."""
        return SQL(
            "(%s <> 0 OR %s <> 0)",
            self._field_to_sql(alias, "partner_latitude", query),
            self._field_to_sql(alias, "partner_longitude", query),
        )

    def _is_in_box(self, box, alias, query):
        parts = [
            SQL(
                "%s <@ box(point(%s, %s), point(%s, %s))",
                self._point(alias, query),
                *(west, south, east, north),
            )
            for south, west, north, east in box.split()
        ]
        return SQL(
            "(%s AND (%s))", self._is_placed(alias, query), SQL(" OR ").join(parts)
        )

    # ------------------------------------------------------------------
    # Near a point
    # ------------------------------------------------------------------

    @api.model
    def _search_nearest(self, latitude, longitude, limit=25, domain=()):
        """The records of a domain that are nearest to a point, for the user.

        The index orders by degrees, which are no metres. So the first of its order
        only say how far one has to look: the true nearest are no farther than the
        farthest of them, and all that is so near is in a box, across the date line
        and around the poles too.

        Returns
        -------
        list of (id, metres)
            Nearest first.
        """
        query = self._search(domain)
        query.add_where(self._is_placed(self._table, query))
        query.order = SQL(
            "%s <-> point(%s, %s)",
            self._point(self._table, query),
            float(longitude),
            float(latitude),
        )
        query.limit = limit
        first = self._measure(latitude, longitude, query)
        reach = first[-1][1] if len(first) == limit else None
        return self._find_within(latitude, longitude, reach, domain, limit)

    @api.model
    def _search_within(self, latitude, longitude, kilometres, domain=(), limit=None):
        """The records of a domain that are so near to a point, for the user.

        Returns
        -------
        list of (id, metres)
            Nearest first.
        """
        return self._find_within(latitude, longitude, kilometres * 1000, domain, limit)

    def _find_within(self, latitude, longitude, metres, domain, limit):
        """``metres`` of ``None`` are as far as one likes."""
        query = self._search(domain)
        if metres is None or metres >= _HALF_AROUND:
            query.add_where(self._is_placed(self._table, query))
        else:
            metres = metres * (1 + _SLACK) + _SLACK_METRES
            box = surround(latitude, longitude, metres)
            query.add_where(self._is_in_box(box, self._table, query))
        return self._measure(latitude, longitude, query, metres, limit)

    def _measure(self, latitude, longitude, query, metres=None, limit=None):
        """Records of a query by their great circle to a point: (id, metres).

        Haversines are compared, which grow with the distance: the arcs are left to the
        few that are answered.
        """
        haversine = SQL(
            "power(sin(radians(place[1] - %(latitude)s) / 2), 2)"
            " + cos(radians(%(latitude)s)) * cos(radians(place[1]))"
            " * power(sin(radians(place[0] - %(longitude)s) / 2), 2)",
            latitude=float(latitude),
            longitude=float(longitude),
        )
        rows = self.env.execute_query(
            SQL(
                # Each offset keeps what is inside from being reckoned twice.
                "SELECT id, haversine FROM ("
                "SELECT id, %s AS haversine FROM (%s OFFSET 0) placed OFFSET 0"
                ") far %s ORDER BY 2, 1 %s",
                haversine,
                query.select(
                    SQL.identifier(self._table, "id"),
                    SQL("%s AS place", self._point(self._table, query)),
                ),
                SQL()
                if metres is None
                else SQL("WHERE haversine <= %s", to_haversine(metres)),
                SQL("LIMIT %s", limit) if limit else SQL(),
            )
        )
        return [(record_id, to_metres(value)) for record_id, value in rows]

    # ------------------------------------------------------------------
    # In a zone
    # ------------------------------------------------------------------

    def _compute_map_zone(self):
        self.map_zone = False

    def _search_map_zone(self, operator, value):
        if operator != "in":
            return NotImplemented
        zones = [self._read_map_zone(zone) for zone in value if zone]
        return Domain.OR(
            Domain.custom(
                to_sql=lambda model, alias, query, corners=corners: SQL(
                    # The index knows boxes, no polygons.
                    "(%(placed)s AND %(point)s <@ box(%(zone)s::polygon)"
                    " AND %(point)s <@ %(zone)s::polygon)",
                    placed=model._is_placed(alias, query),
                    point=model._point(alias, query),
                    zone=str(corners),
                )
            )
            for zone in zones
            for corners in self._unroll_zone(zone)
        )

    @api.model
    def _unroll_zone(self, corners):
        """The zone, and the parts beyond the date line where points are counted."""
        longitudes = [longitude for longitude, _latitude in corners]
        yield corners
        for is_beyond, turn in (
            (max(longitudes) > 180, -360),
            (min(longitudes) < -180, 360),
        ):
            if is_beyond:
                yield tuple((lon + turn, lat) for lon, lat in corners)

    @api.model
    def _read_map_zone(self, text):
        try:
            return read_zone(text)
        except ZoneError as error:
            sentences = {
                ZoneProblem.NOT_A_POLYGON: self.env._(
                    "A zone on the map is a GeoJSON polygon with one outline."
                ),
                ZoneProblem.BAD_CORNER: self.env._(
                    "A corner of the zone on the map is no longitude and latitude."
                ),
                ZoneProblem.TOO_FEW: self.env._(
                    "A zone on the map needs three corners at least."
                ),
                ZoneProblem.TOO_MANY: self.env._(
                    "A zone on the map has %(limit)s corners at most.",
                    limit=MAX_CORNERS,
                ),
            }
            raise UserError(sentences[error.problem]) from error
