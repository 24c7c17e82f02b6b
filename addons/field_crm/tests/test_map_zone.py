import json

from odoo.exceptions import UserError
from odoo.tests import tagged

from .map_common import BREST, RENNES, VANNES, MapCase


def around(place, reach=0.1):
    latitude, longitude = place
    south, north = latitude - reach, latitude + reach
    west, east = longitude - reach, longitude + reach
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


@tagged("post_install", "-at_install")
class TestMapZone(MapCase):
    """What is drawn around on the map is a filter like any other."""

    def _find(self, zone, operator="=", user=None):
        partners = self.partners.with_user(user or self.manager)
        ours = (self.client + self.prospect + self.hidden).ids
        return partners.search([("map_zone", operator, zone), ("id", "in", ours)])

    def test_inside_and_outside(self):
        """S0-11, S0-44: the same for the list, the count and the export."""
        self.assertEqual(self._find(around(RENNES)), self.client)
        self.assertEqual(self._find(around(RENNES), "!="), self.prospect + self.hidden)
        both = [around(RENNES), around(VANNES)]
        self.assertEqual(self._find(both, "in"), self.client + self.prospect)
        zone = [("map_zone", "=", around(RENNES))]
        self.assertEqual(self.partners.search_count(zone), 1)

    def test_through_a_relation(self):
        person = self.partners.create({"name": "Anne", "parent_id": self.client.id})
        found = self.partners.search([("parent_id.map_zone", "=", around(RENNES))])
        self.assertEqual(found, person)

    def test_across_the_date_line(self):
        """Fiji lies on both sides."""
        self._put(self.client, (-17, 179.95))
        self._put(self.prospect, (-17, -179.95))
        for middle in (180, -180):
            found = self._find(around((-17, middle)))
            self.assertEqual(found, self.client + self.prospect)

    def test_a_rep_finds_no_prospect_of_others(self):
        """S3-36."""
        self.assertFalse(self._find(around(BREST), user=self.rep))
        self.assertEqual(self._find(around(BREST), user=self.other_rep), self.hidden)

    def test_without_coordinates_nobody_is_in_a_zone(self):
        self._put(self.client, (0, 0))
        self.assertFalse(self._find(around((0, 0))))

    def test_no_zone_is_refused_in_words(self):
        for zone, message in (
            ("POLYGON(1 2)", "GeoJSON polygon"),
            ("'); DROP TABLE res_partner; --", "GeoJSON polygon"),
            ('{"type": "Polygon", "coordinates": [[[0, 0]]]}', "three corners"),
            ('{"type": "Polygon", "coordinates": [[["a", 0]]]}', "no longitude"),
            (
                json.dumps({"type": "Polygon", "coordinates": [[[0, 0]] * 1002]}),
                "1000 corners",
            ),
        ):
            with self.assert_refused(message, UserError):
                self._find(zone)
