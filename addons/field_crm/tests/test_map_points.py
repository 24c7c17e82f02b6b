import json

from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tests import tagged

from .map_common import BREST, FRANCE, RENNES, VANNES, MapCase


@tagged("post_install", "-at_install")
class TestMapPoints(MapCase):
    """What the map next to the list shows, and what it does not tell (S0-10, S0-11)."""

    def _ours(self):
        return [("id", "in", (self.client + self.prospect + self.hidden).ids)]

    def test_points_and_clusters(self):
        """S0-10: whoever stands alone has a name; others are counted by colour."""
        near = self._place("Voisin", RENNES, self.rep, "client")
        domain = [("id", "in", (self.client + self.prospect + near).ids)]
        cluster, single = self._map(self.manager, domain)
        self.assertEqual(cluster["count"], 2)
        self.assertFalse(cluster["id"] or cluster["name"])
        south, west, north, east = cluster["box"]
        self.assertTrue(south <= RENNES[0] <= north and west <= RENNES[1] <= east)
        self.assertEqual(
            (single["id"], single["name"]), (self.prospect.id, "GAEC du Bois Joli")
        )
        self.assertAlmostEqual(single["lat"], VANNES[0], 4)
        self.assertFalse(single["box"])

    def test_only_what_is_in_sight(self):
        box = [RENNES[0] - 0.1, RENNES[1] - 0.1, RENNES[0] + 0.1, RENNES[1] + 0.1]
        (only,) = self._map(self.manager, self._ours(), box, 12)
        self.assertEqual(only["id"], self.client.id)

    def test_across_the_date_line(self):
        self._put(self.client, (-17, 179.95))
        self._put(self.prospect, (-17, -179.95))
        found = self._map(self.manager, self._ours(), [-18, 179, -16, 181], 10)
        self.assertEqual(
            {each["id"] for each in found}, {self.client.id, self.prospect.id}
        )
        # Both are drawn on the side where the map is.
        self.assertEqual({round(each["lon"], 2) for each in found}, {179.95, 180.05})

    def test_a_rep_sees_and_counts_no_prospect_of_others(self):
        """S0-12, S3-36: neither on the map, nor in clusters, legend and cards."""
        self._put(self.hidden, VANNES)
        (mine,) = self._map(
            self.rep, self._ours()[:1] + [("field_status", "=", "prospect")]
        )
        self.assertEqual((mine["count"], mine["id"]), (1, self.prospect.id))
        (both,) = self._map(
            self.manager, self._ours() + [("field_status", "=", "prospect")]
        )
        self.assertEqual(both["count"], 2)
        partners = self.partners.with_user(self.rep)
        legend = partners.get_map_legend(self._ours(), "field_status")
        self.assertEqual(legend["placed"], 2)
        cards = partners.get_map_cards(self._ours(), box=FRANCE)
        self.assertEqual(cards["count"], 2)
        self.assertFalse(partners.get_map_cards([], [self.hidden.id])["cards"])

    def test_companies_are_kept_apart(self):
        """S0-13."""
        other = self.env["res.company"].create({"name": "Autre organisation"})
        self.client.company_id = other
        found = self._map(self.manager, self._ours())
        self.assertNotIn(self.client.id, [each["id"] for each in found])

    def test_archived_ones_only_when_asked_for(self):
        self.client.active = False
        self.assertEqual(len(self._map(self.manager, self._ours())), 2)
        archived = self._map(self.manager, [*self._ours(), ("active", "=", False)])
        self.assertEqual([each["id"] for each in archived], [self.client.id])

    def test_legend_counts_add_up_and_filter(self):
        """S0-11: each entry's domain finds as many as it counts."""
        (self.client + self.prospect + self.hidden).revisit_date = False
        self.client.revisit_date = Date.add(Date.today(), days=-1)
        self.prospect.revisit_date = Date.add(Date.today(), days=2)
        partners = self.partners.with_user(self.manager)
        for color_by, size in (
            ("field_status", 2),
            ("sector_id", 2),
            ("revisit_date", 3),
            ("user_id", 3),
            ("city", 1),
            ("active", 1),
        ):
            legend = partners.get_map_legend(self._ours(), color_by)
            with self.subTest(color_by=color_by):
                self.assertEqual(len(legend["entries"]), size)
                self.assertEqual(sum(e["count"] for e in legend["entries"]), 3)
                for entry in json.loads(json.dumps(legend["entries"])):
                    domain = self._ours() + entry["domain"]
                    self.assertEqual(partners.search_count(domain), entry["count"])
                    self.assertTrue(entry["label"])
        labels = [
            e["label"]
            for e in partners.get_map_legend(self._ours(), "sector_id")["entries"]
        ]
        self.assertEqual(labels[0], "Rennes Nord")

    def test_own_fields_colour_the_map(self):
        """S0-05, S0-11: each entry's domain finds as many as it counts."""
        own_list = self.env["field.own.list"].with_user(self.admin)
        words = own_list._add("Activité 2020", "char")
        number = own_list._add("Effectif", "integer")
        tick = own_list._add("Livré", "boolean")
        choice = own_list._add("Taille", "selection", ["Petit", "Grand"])
        grand = own_list._describe()[-1]["selection"][1][0]
        self.client.own_properties = {
            words: "Élevage",
            number: 12,
            tick: True,
            choice: grand,
        }
        self.prospect.own_properties = {words: False, number: 0, tick: False}
        partners = self.partners.with_user(self.manager)
        offered = [each["name"] for each in partners.get_map_settings()["colourings"]]
        for name, label in (
            (words, "Élevage"),
            (number, "12"),
            (tick, "Yes"),
            (choice, "Grand"),
        ):
            color_by = f"own_properties.{name}"
            with self.subTest(color_by=color_by):
                self.assertIn(color_by, offered)
                entries = partners.get_map_legend(self._ours(), color_by)["entries"]
                self.assertIn(label, [each["label"] for each in entries])
                self.assertEqual(sum(each["count"] for each in entries), 3)
                for entry in json.loads(json.dumps(entries)):
                    domain = self._ours() + entry["domain"]
                    self.assertEqual(
                        partners.search_count(domain), entry["count"], entry
                    )
                self.assertEqual(
                    len(self._map(self.manager, self._ours(), color_by=color_by)), 3
                )

    def test_many_colours_leave_others(self):
        """Eleven colours can be told apart; the rest are counted together."""
        made = self.partners.concat(
            *(
                self._place(
                    f"Client {number}",
                    RENNES,
                    self.rep,
                    "client",
                    city=f"Ville {number}",
                )
                for number in range(14)
            )
        )
        domain = [("id", "in", made.ids)]
        legend = self.partners.get_map_legend(domain, "city")
        entries = {each["key"]: each for each in legend["entries"]}
        self.assertEqual(len(entries), 12)
        self.assertEqual(entries["*"]["count"], 3)
        self.assertEqual(self.partners.search_count(domain + entries["*"]["domain"]), 3)
        (cluster,) = self._map(self.manager, domain, color_by="city")
        self.assertEqual(dict(cluster["colours"])[-1], 3)

    def test_without_coordinates(self):
        """They are counted, not shown in the Gulf of Guinea."""
        self._put(self.client, (0, 0))
        legend = self.partners.get_map_legend(self._ours(), "field_status")
        self.assertEqual((legend["placed"], legend["unplaced"]), (2, 1))
        self.assertEqual(legend["box"], [VANNES[0], BREST[1], BREST[0], VANNES[1]])
        (self.prospect + self.hidden).write(
            {"partner_latitude": 0, "partner_longitude": 0}
        )
        legend = self.partners.get_map_legend(self._ours(), "field_status")
        self.assertFalse(legend["box"] or legend["entries"])
        self.assertFalse(self._map(self.manager, self._ours(), [-90, -180, 90, 180], 0))

    def test_cards_say_what_a_visitor_asks(self):
        """S0-10; a rep may not move a client (S0-04)."""
        self.client.phone = "02 99 00 11 22"
        cards = self.partners.with_user(self.rep).get_map_cards([], [self.client.id])
        (card,) = cards["cards"]
        self.assertEqual(card["sector"], "Rennes Nord")
        self.assertEqual(card["status"], "Client")
        self.assertFalse(card["may_move"])
        self.assertIn("02 99", card["phone"])

    def test_nonsense_is_refused_in_words(self):
        partners = self.partners.with_user(self.rep)
        for box in (
            [1, 2, 3],
            [1, 1, 0, 0],
            ["a", 0, 1, 1],
            [0, 0, float("nan"), 1],
            None,
        ):
            with self.assert_refused("no part of a map", UserError):
                partners.get_map([], box, 5, "field_status", [])
        for zoom in (-1, 21, "x", None):
            with self.assert_refused("no part of a map", UserError):
                partners.get_map([], FRANCE, zoom, "field_status", [])
        for name in (
            "nothing",
            "display_name",
            "category_id",
            "own_properties.nothing",
            "id",
        ):
            with self.assert_refused("cannot be coloured", UserError):
                partners.get_map_legend([], name)

    def test_a_field_that_one_may_not_read_colours_nothing(self):
        field = self.partners._fields["city"]
        self.patch(field, "groups", "base.group_system")
        with self.assertRaises(AccessError):
            self.partners.with_user(self.rep).get_map_legend([], "city")

    def test_as_many_queries_whatever_the_number(self):
        """No request grows with the number of records."""
        partners = self.partners.with_user(self.manager)
        partners.get_map([], FRANCE, 6, "sector_id", [self.sector.id])
        with self.assertQueryCount(2):
            partners.get_map([], FRANCE, 6, "sector_id", [self.sector.id])
        with self.assertQueryCount(1):
            partners.get_map_legend([], "field_status")
