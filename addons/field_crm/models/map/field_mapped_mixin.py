from math import ceil, floor

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.map_cluster import COARSE, FINE, Box, gather, lay_grid
from .colouring import MAX_COLOURS, OwnColouring, find_colouring

# So many points in sight are counted in fine squares.
FEW = 300
# Pixels between the middles of two, lest they hide each other.
CLUSTERS_APART, POINTS_APART = 54, 27
MAX_CARDS = 20
# Of a degree: a metre, where a finger's width is a hundred.
DECIMALS = 5
COLOURINGS = ("field_status", "sector_id", "geo_precision", "revisit_date", "user_id")


class FieldMappedMixin(models.AbstractModel):
    """The map next to the list (S0-10, S0-11): points, legend and cards.

    Everything is asked for with the domain of the list, as the user: nobody sees on
    the map, or in its numbers, what the list would not show.
    """

    _name = "field.mapped.mixin"
    _description = "Shown on a map"

    @api.model
    @api.readonly
    def get_map_settings(self):
        """What the map needs to start; for employees.

        :return: as ``get_field_map_settings`` of companies, and ``colourings``: list of
            {"name", "label"}
        """
        settings = self.env["res.company"].get_field_map_settings()
        own = [
            f"{OwnColouring.FIELD}.{each['name']}"
            for each in self.env["field.own.list"]._describe()
            if each["type"] in OwnColouring.TYPES
        ]
        colourings = [find_colouring(self, name) for name in (*COLOURINGS, *own)]
        return {
            **settings,
            "colourings": [
                {"name": each.name, "label": each.label} for each in colourings
            ],
        }

    @api.model
    @api.readonly
    def get_map_legend(self, domain, color_by):
        """Count the records of a domain by colour.

        Returns
        -------
        dict
            ``entries``: the legend of the records that have coordinates, see
            ``Colouring.legend``; ``label``: what the colours mean; ``placed`` and
            ``unplaced``: numbers of records; ``box``: south, west, north and east of
            them all, or False.
        """
        colouring = find_colouring(self, color_by)
        query = self._search(domain)
        is_placed = self._is_placed(self._table, query)
        latitude = self._coordinate("partner_latitude", self._table, query)
        longitude = self._coordinate("partner_longitude", self._table, query)
        query.groupby = SQL("1")
        rows = self.env.execute_query(
            query.select(
                colouring.key(self._table, query),
                SQL("count(*)"),
                SQL("count(*) FILTER (WHERE %s)", is_placed),
                *(
                    SQL("%s(%s) FILTER (WHERE %s)", SQL(bound), axis, is_placed)
                    for bound in ("min", "max")
                    for axis in (latitude, longitude)
                ),
            )
        )
        shown = [row for row in rows if row[2]]
        placed = sum(row[2] for row in rows)
        return {
            "label": colouring.label,
            "entries": colouring.legend({row[0]: row[2] for row in shown}),
            "placed": placed,
            "unplaced": sum(row[1] for row in rows) - placed,
            "box": bool(shown)
            and [
                choose(row[column] for row in shown)
                for column, choose in enumerate((min, min, max, max), 3)
            ],
        }

    @api.model
    @api.readonly
    def get_map(self, domain, box, zoom, color_by, keys):
        """What a map shows of a domain: points, and clusters of them.

        One query, whose answer does not grow with the number of records; where few
        are in sight a second one, in fine squares.

        Parameters
        ----------
        domain : list
            As of a list.
        box : list of float
            South, west, north and east of the map in degrees.
        zoom : int
            Zoom of the map, 0 to 20.
        color_by : str
            Name of a field.
        keys : list
            Keys of the legend, as ``get_map_legend`` gives them, 11 at most.

        Returns
        -------
        list of list
            ``[latitude, longitude, count, [[colour, count], ...], id, name, box]`` of
            each, the largest first. ``colour`` is the place of the key in ``keys``, -1
            for others, None for nothing. ``id`` and ``name`` are those of a single
            record, ``box`` is where those of a cluster are.
        """
        grid = self._lay_map_grid(box, zoom, COARSE)
        colouring = find_colouring(self, color_by)
        keys = keys[:MAX_COLOURS]
        cells, apart = self._count_cells(domain, grid, colouring, keys), CLUSTERS_APART
        if sum(number for _col, _row, _key, number, *_rest in cells) <= FEW:
            grid = self._lay_map_grid(box, zoom, FINE)
            cells, apart = (
                self._count_cells(domain, grid, colouring, keys),
                POINTS_APART,
            )
        return [self._draw_cluster(each) for each in gather(cells, grid.zoom, apart)]

    def _lay_map_grid(self, box, zoom, pixels):
        try:
            south, west, north, east = box
            return lay_grid(Box.of(south, west, north, east), int(zoom), pixels)
        except (TypeError, ValueError) as error:
            raise UserError(
                self.env._("This is no part of a map: %(box)s.", box=box)
            ) from error

    def _count_cells(self, domain, grid, colouring, keys):
        """The engine's cells: points of each colour in each square."""
        query = self._search(domain)
        table, box = self._table, grid.box
        query.add_where(self._is_in_box(box, table, query))
        found = query.select(
            SQL("%s AS id", SQL.identifier(table, "id")),
            SQL("%s AS place", self._point(table, query)),
            SQL("%s AS key", colouring.key(table, query)),
        )
        cells = SQL(
            """
            WITH fine AS (
                -- By key: looking up the colour of each point would take as long as
                -- all the rest.
                SELECT
                    floor((lon + 180) / %(degrees)s)::int AS col,
                    %(last_row)s - width_bucket(lat, %(rows)s) AS row,
                    key,
                    count(*) AS count,
                    sum(lat) AS lat,
                    sum(lon) AS lon,
                    min(lat) AS south,
                    min(lon) AS west,
                    max(lat) AS north,
                    max(lon) AS east,
                    min(id) AS id
                -- The offsets keep points and coordinates from being made anew for
                -- each of these.
                FROM (
                    SELECT id, key, place[1] AS lat, %(lon)s AS lon
                    FROM (%(found)s OFFSET 0) found OFFSET 0
                ) placed
                GROUP BY 1, 2, 3
            ), cell AS (
                SELECT
                    col, row,
                    array_position(%(keys)s::%(key_type)s[], key) AS colour,
                    key IS NULL AS is_nothing,
                    sum(count)::int AS count,
                    sum(lat) AS lat,
                    sum(lon) AS lon,
                    min(south) AS south,
                    min(west) AS west,
                    max(north) AS north,
                    max(east) AS east,
                    min(id) AS id
                FROM fine
                GROUP BY 1, 2, 3, 4
            )
            SELECT
                cell.col, cell.row,
                CASE WHEN is_nothing THEN NULL ELSE COALESCE(colour, 0) - 1 END,
                cell.count, cell.lat, cell.lon, south, west, north, east, cell.id,
                named.name
            FROM cell
            LEFT JOIN %(table)s named ON cell.count = 1 AND named.id = cell.id
            """,
            found=found,
            lon=SQL("place[0]")
            if box.east <= 180
            else SQL(
                "(CASE WHEN place[0] < %s THEN 360 ELSE 0 END + place[0])", box.west
            ),
            degrees=grid.side,
            last_row=grid.last_row,
            rows=SQL("%s::float8[]", list(grid.parallels)),
            keys=keys,
            key_type=colouring.SQL_TYPE,
            table=SQL.identifier(table),
        )
        return self.env.execute_query(cells)

    def _draw_cluster(self, cluster):
        is_single = cluster.count == 1
        return [
            round(cluster.latitude, DECIMALS),
            round(cluster.longitude, DECIMALS),
            cluster.count,
            sorted(cluster.keys.items(), key=lambda each: -each[1]),
            is_single and cluster.place,
            is_single and cluster.name,
            not is_single
            and [
                _round(floor, cluster.south),
                _round(floor, cluster.west),
                _round(ceil, cluster.north),
                _round(ceil, cluster.east),
            ],
        ]

    @api.model
    @api.readonly
    def get_map_cards(self, domain, record_ids=None, box=None):
        """Cards of the records of a cluster, or of some of them.

        :param record_ids: those to show, of the domain or not
        :param box: south, west, north and east of a cluster
        :return: {"count": number, "cards": list of dict}, 20 cards at most, by name
        """
        query = self._search(
            Domain("id", "in", record_ids or []) if box is None else domain
        )
        if box is not None:
            query.add_where(
                self._is_in_box(
                    self._lay_map_grid(box, 0, COARSE).box, self._table, query
                )
            )
        ((count,),) = self.env.execute_query(query.select(SQL("count(*)")))
        query.order = self._order_to_sql("name, id", query)
        query.limit = MAX_CARDS
        cards = [record._get_map_card() for record in self.browse(query)]
        return {"count": count, "cards": cards}

    def _get_map_card(self):
        """What the map says about a record when it is chosen."""
        return {
            "id": self.id,
            "name": self.display_name,
            "status": self._get_map_label("field_status"),
            "precision": self._get_map_label("geo_precision"),
            "sector": self.sector_id.sudo().display_name or "",
            "phone": self.phone or self.mobile or "",
            "last_visit": self.last_visit_date,
            "revisit": self.revisit_date,
            "latitude": self.partner_latitude,
            "longitude": self.partner_longitude,
            "may_move": self.has_access("write"),
        }

    def _get_map_label(self, name):
        labels = self._fields[name]._description_selection(self.env)
        return dict(labels).get(self[name], "")


def _round(towards, degrees):
    """Outwards, lest a point on the border be lost."""
    return towards(degrees * 10**DECIMALS) / 10**DECIMALS
