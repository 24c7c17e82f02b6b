from random import Random

from odoo.tests import tagged
from odoo.tools import SQL

from ..engine.map_cluster import haversine, surround, to_metres
from .map_common import BREST, RENNES, VANNES, MapCase

# Where degrees mislead most: around the poles, at the date line, at home.
CENTRES = (
    (48.1, -1.7),
    (0.0, 0.1),
    (-21.1, 55.5),
    (-17.5, 179.99),
    (-17.5, -179.99),
    (69.6, 18.9),
    (89.9, 40.0),
    (-89.99, -170.0),
    (90.0, 0.0),
)


@tagged("post_install", "-at_install")
class TestMapNearest(MapCase):
    """Who is near a point, for « prospects within 20 km » and for tours."""

    def test_nearest_first_in_metres(self):
        """The great circle, and only records of the domain."""
        found = self.partners._search_nearest(*RENNES, domain=self._ours())
        ids = [record_id for record_id, _metres in found]
        self.assertEqual(ids, [self.client.id, self.prospect.id, self.hidden.id])
        way = to_metres(haversine(*RENNES, *VANNES))
        self.assertAlmostEqual(found[1][1], way, delta=1)
        found = self.partners._search_nearest(
            *RENNES, 1, [("field_status", "=", "prospect")]
        )
        self.assertEqual(found[0][0], self.prospect.id)

    def test_within_some_kilometres(self):
        found = self.partners._search_within(*RENNES, 100, self._ours())
        self.assertEqual(
            [each[0] for each in found], [self.client.id, self.prospect.id]
        )
        self.assertFalse(self.partners._search_within(*BREST, 0, [("id", "<", 0)]))
        everybody = self.partners._search_within(*RENNES, 20100, self._ours())
        self.assertEqual(len(everybody), 3)

    def test_a_rep_finds_no_prospect_of_others(self):
        """S3-36: record rules apply, however near somebody is."""
        partners = self.partners.with_user(self.rep)
        for found in (
            partners._search_nearest(*BREST, domain=self._ours()),
            partners._search_within(*BREST, 20000, self._ours()),
        ):
            self.assertEqual(
                {each[0] for each in found}, {self.client.id, self.prospect.id}
            )

    def test_without_coordinates_nobody_is_found(self):
        """Both at 0 are no place in the Gulf of Guinea."""
        self._put(self.client, (0, 0))
        found = self.partners._search_nearest(0, 0, domain=self._ours())
        self.assertNotIn(self.client.id, [each[0] for each in found])

    def _ours(self):
        return [("id", "in", (self.client + self.prospect + self.hidden).ids)]

    def test_as_brute_force_finds_them(self):
        """Every answer is that of comparing with everybody, wherever on Earth."""
        places = self._scatter(Random(7))
        domain = [("id", "in", list(places))]
        for centre in CENTRES:
            ways = {
                partner: to_metres(haversine(*centre, *place))
                for partner, place in places.items()
            }
            ranked = sorted(ways.values())
            for limit in (1, 10, 40):
                with self.subTest(centre=centre, limit=limit):
                    found = self.partners._search_nearest(*centre, limit, domain)
                    self._assert_ways(found, ways, ranked[:limit])
            for kilometres in (1, 50, 900, 15000):
                with self.subTest(centre=centre, kilometres=kilometres):
                    found = self.partners._search_within(*centre, kilometres, domain)
                    near = [way for way in ranked if way <= kilometres * 1000]
                    self._assert_ways(found, ways, near)

    def _assert_ways(self, found, ways, expected):
        """Two at the same distance may stand in either order."""
        self.assertEqual(len(dict(found)), len(expected))
        for (partner, metres), way in zip(found, expected, strict=True):
            self.assertAlmostEqual(metres, way, delta=0.001)
            self.assertAlmostEqual(metres, ways[partner], delta=0.001)

    def _scatter(self, random):
        """Partners all over the Earth, and many around each centre."""
        spots = [
            (random.uniform(-90, 90), random.uniform(-180, 180)) for _each in range(150)
        ]
        for latitude, longitude in CENTRES:
            for _each in range(40):
                spread = 10 ** random.uniform(-4, 1)
                spots.append(
                    (
                        max(-90, min(90, latitude + random.uniform(-spread, spread))),
                        (longitude + random.uniform(-spread, spread) * 3 + 180) % 360
                        - 180,
                    )
                )
        spots = [(round(lat, 7), round(lon, 7)) for lat, lon in spots]
        self.env.cr.execute(
            """
            INSERT INTO res_partner
                (name, complete_name, active, autopost_bills,
                 partner_latitude, partner_longitude)
            SELECT 'x', 'x', TRUE, 'ask', lat, lon FROM unnest(%s, %s) AS at (lat, lon)
            RETURNING id
            """,
            list(map(list, zip(*spots, strict=True))),
        )
        return dict(zip((row[0] for row in self.env.cr.fetchall()), spots, strict=True))

    def test_the_index_is_used(self):
        """For the nearest, the radius and the zone."""
        self.env.cr.execute(
            """
            INSERT INTO res_partner
                (name, complete_name, active, autopost_bills,
                 partner_latitude, partner_longitude)
            SELECT 'x', 'x', TRUE, 'ask', 42 + random() * 9, random() * 8 - 4
            FROM generate_series(1, 20000);
            -- One that is as young as this test waits for older transactions to end.
            REINDEX INDEX res_partner_placed;
            ANALYZE res_partner
            """
        )
        partners, table = self.partners.with_user(self.rep), self.partners._table
        nearest = partners._search([("field_status", "=", False)])
        nearest.add_where(partners._is_placed(table, nearest))
        nearest.order = SQL("%s <-> point(2, 48)", partners._point(table, nearest))
        nearest.limit = 25
        near = partners._search([])
        near.add_where(partners._is_in_box(surround(48, 2, 20000), table, near))
        zone = '{"type": "Polygon", "coordinates": [[[2, 48], [2.1, 48], [2, 48.1]]]}'
        in_zone = partners._search([("map_zone", "=", zone)])
        for query in (nearest, near, in_zone):
            plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
            self.assertIn("res_partner_placed", str(plan))
