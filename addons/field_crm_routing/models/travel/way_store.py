"""The database as the memory of the road engine."""

import logging

import numpy as np
from psycopg2 import Binary, Error

from odoo import fields

from ...engine.travel.rows import Row, positions_of, roads_of

_logger = logging.getLogger(__name__)

_SAMPLED = 60
# Degrees around the places in which known roads are looked for.
_AROUND = 0.5


class WayStore:
    """Rows of known ways, shared by all plans; see ``field.travel.row``.

    Written in transactions of their own, so that what a road engine has said outlives
    whatever happens to the plan, or to the process.

    Parameters
    ----------
    env : Environment
    source : str or None
        What the ways come from; None reads those of any source.
    names : list of str
        Speeds, by the number of their profile.
    """

    def __init__(self, env, source, names):
        self.env = env
        self.source = source
        self.names = names

    def recall(self, profile, origins):
        """As ``MemoryStore.recall``."""
        self.env.cr.execute(
            """
            SELECT origin, ways, used_on
              FROM field_travel_row
             WHERE source = %s AND speed = %s AND origin = ANY(%s)
            """,
            [self.source, self.names[profile], [str(key) for key in origins]],
        )
        rows, stale = {}, []
        today = fields.Date.today()
        for origin, ways, used_on in self.env.cr.fetchall():
            row = self._read(origin, ways)
            if row:
                rows[int(origin)] = row
                if used_on != today:
                    stale.append(origin)
        if stale:
            self._in_own_transaction(
                """
                UPDATE field_travel_row SET used_on = %s
                 WHERE source = %s AND speed = %s AND origin = ANY(%s)
                """,
                [[today, self.source, self.names[profile], stale]],
            )
        return rows

    def keep(self, profile, rows):
        """As ``MemoryStore.keep``."""
        speed, today = self.names[profile], fields.Date.today()
        lines = []
        # In one order, so that two plans wait for each other and not for ever.
        for key in sorted(rows):
            (latitude, longitude), content = positions_of(key), rows[key].to_bytes()
            lines.append(
                [
                    self.source, speed, str(key), float(latitude), float(longitude),
                    len(content), Binary(content), today,
                ]
            )  # fmt: skip
        self._in_own_transaction(
            """
            INSERT INTO field_travel_row
                (source, speed, origin, latitude, longitude, size, ways, used_on)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
            ON CONFLICT (source, speed, origin) DO UPDATE
               SET ways = EXCLUDED.ways, size = EXCLUDED.size,
                   used_on = EXCLUDED.used_on
            """,
            lines,
        )

    def _in_own_transaction(self, statement, lines):
        try:
            with self.env.registry.cursor() as cr, cr.savepoint():
                for line in lines:
                    cr.execute(statement, line, log_exceptions=False)
        except Error as error:
            # Another plan writes the same: it is a memory, and not worth waiting for.
            _logger.info("Ways could not be kept: %s", type(error).__name__)

    def sample(self, points):
        """Some roads known around some places, by any source.

        :return: origins and targets in degrees, metres: as ``fit_areas`` takes them
        """
        low = np.min(points, axis=0) - _AROUND
        high = np.max(points, axis=0) + _AROUND
        self.env.cr.execute(
            """
            SELECT origin, ways
              FROM field_travel_row
             WHERE latitude BETWEEN %s AND %s AND longitude BETWEEN %s AND %s
             ORDER BY origin
             LIMIT %s
            """,
            [float(low[0]), float(high[0]), float(low[1]), float(high[1]), _SAMPLED],
        )
        return roads_of(
            (int(origin), row)
            for origin, ways in self.env.cr.fetchall()
            if (row := self._read(origin, ways))
        )

    def _read(self, origin, ways):
        """The row that was kept, None when it is no such row."""
        try:
            return Row.from_bytes(bytes(ways))
        except ValueError:
            _logger.info("Ways from %s cannot be read and are left out", origin)
            return None
