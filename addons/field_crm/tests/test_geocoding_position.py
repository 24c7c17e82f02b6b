from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import FieldCrmCase

RENNES = (48.11, -1.68)


@tagged("post_install", "-at_install")
class TestGeocodingPosition(FieldCrmCase):
    """S0-36…S0-38: places are on the map at once; what a person sets stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.env["res.partner"].with_user(cls.accountant)

    def _make(self, **vals):
        values = {"name": "Garage Le Goff", "field_status": "client", "ref": "G1"}
        return self.partners.create(values | vals)

    def _is_near(self, partner, point, tolerance=0.03):
        self.assertAlmostEqual(partner.partner_latitude, point[0], delta=tolerance)
        self.assertAlmostEqual(partner.partner_longitude, point[1], delta=tolerance)

    def test_new_client_is_on_the_map_at_once(self):
        """S0-36, S0-37: to the town without a network, the street still to be found."""
        partner = self._make(street="3 rue Nantaise", zip="35000", city="RENNES CEDEX")
        self._is_near(partner, RENNES)
        self.assertEqual(partner.geo_precision, "town")
        self.assertEqual(partner.geo_source, "gazetteer")
        self.assertEqual(partner.geo_state, "todo")
        self.assertTrue(partner.geo_date)

    def test_a_town_without_a_street_is_all_there_is_to_find(self):
        """S0-37: nothing is looked for that is not in the address."""
        partner = self._make(zip="35000")
        self.assertEqual(
            (partner.geo_precision, partner.geo_state), ("postcode", "done")
        )

    def test_changed_address_moves_the_position(self):
        """S0-38: correct the address, and the position follows."""
        partner = self._make(zip="35000", city="Rennes")
        partner.write({"zip": "75012", "city": "Paris", "street": "1 rue de Lyon"})
        self._is_near(partner, (48.84, 2.38))
        self.assertEqual((partner.geo_state, partner.geo_source), ("todo", "gazetteer"))

    def test_other_changes_leave_the_position_alone(self):
        """S0-38: writing the same address again is no change."""
        partner = self._make(street="1 rue Hoche", zip="35000", city="Rennes")
        partner.sudo()._set_position(48.1136, -1.6774, "address", "ban")
        partner.write({"name": "Garage Legoff", "zip": "35000"})
        self.assertEqual(
            (partner.geo_precision, partner.geo_source), ("address", "ban")
        )

    def test_dragged_marker_is_kept(self):
        """S0-38: no machine overwrites a person; a hint, and a way back."""
        partner = self._make(street="1 rue Hoche", zip="35000", city="Rennes")
        partner.write({"partner_latitude": 48.2, "partner_longitude": -1.5})
        self.assertEqual(
            (partner.geo_precision, partner.geo_source, partner.geo_state),
            ("address", "manual", "kept"),
        )
        for source in ("gazetteer", "ban", "nominatim"):
            partner._set_position(45, 3, "address", source)
        self._is_near(partner, (48.2, -1.5), 1e-6)
        partner.write({"zip": "75012", "city": "Paris"})
        self._is_near(partner, (48.2, -1.5), 1e-6)
        self.assertTrue(partner.geo_address_changed)
        partner.action_look_up_position()
        self._is_near(partner, (48.84, 2.38))
        self.assertFalse(partner.geo_address_changed)
        self.assertEqual(partner.geo_state, "todo")

    def test_coordinates_of_a_file_are_kept(self):
        """S0-38, S0-36: a file that has coordinates knows better than we do."""
        self.partners.with_context(import_file=True).create(
            {
                "name": "Importé",
                "field_status": "client",
                "ref": "IMP1",
                "city": "Rennes",
                "partner_latitude": 48.0,
                "partner_longitude": -1.2,
            }
        )
        partner = self.partners.search([("ref", "=", "IMP1")])
        self.assertEqual((partner.geo_source, partner.geo_state), ("file", "kept"))

    def test_coordinates_wiped_out_are_looked_for(self):
        """S0-38: an emptied position is the address's again."""
        partner = self._make(
            zip="35000", city="Rennes", partner_latitude=48.2, partner_longitude=-1.5
        )
        self.assertEqual(partner.geo_state, "kept")
        partner.write({"partner_latitude": 0, "partner_longitude": 0})
        self._is_near(partner, RENNES)
        self.assertEqual(partner.geo_source, "gazetteer")

    def test_whole_position_is_taken_as_it_is(self):
        """S1-17, S0-38: a merge or an undo brings a position with its source."""
        partner = self._make(street="1 rue Hoche", zip="35000", city="Rennes")
        partner.write(
            {
                "partner_latitude": 48.1136,
                "partner_longitude": -1.6774,
                "zip": "35200",
                "geo_precision": "street",
                "geo_source": "ban",
                "geo_state": "done",
            }
        )
        self._is_near(partner, (48.1136, -1.6774), 1e-6)
        self.assertEqual((partner.geo_source, partner.geo_state), ("ban", "done"))

    def test_copy_is_looked_for_anew(self):
        """S0-38: a copy has no position that was measured elsewhere."""
        partner = self._make(street="1 rue Hoche", zip="35000", city="Rennes")
        partner.sudo()._set_position(48.1136, -1.6774, "address", "ban")
        copy = partner.copy({"ref": "G2"})
        self.assertEqual((copy.geo_source, copy.geo_state), ("gazetteer", "todo"))

    def test_site_of_a_client_has_its_own_position(self):
        """S0-36, S4-10: sites are places; the people of a client are where it is."""
        site, person = self.env["res.partner"].create(
            [
                {
                    "name": "Dépôt",
                    "parent_id": self.client.id,
                    "type": "site",
                    "zip": "35400",
                    "city": "ST MALO",
                },
                {"name": "Anne", "parent_id": self.client.id, "type": "contact"},
            ]
        )
        self._is_near(site, (48.65, -2.0))
        self.assertFalse(person.geo_state)

    def test_who_is_not_visited_is_not_looked_for(self):
        """S0-36: a supplier's or colleague's address is none of our business."""
        partner = self.env["res.partner"].create({"name": "X", "city": "Rennes"})
        self.assertFalse(partner.geo_state or partner.partner_latitude)
        partner.field_status = "prospect"
        self.assertEqual(partner.geo_precision, "town")

    def test_client_needs_a_place(self):
        """AMB-01, S0-41: coordinates, or an address that is found."""
        self.env["res.lang"]._activate_lang("en_US")
        with self.assert_refused("the town “99999 Nullepart” is unknown"):
            self._make(zip="99999", city="Nullepart")
        with self.assert_refused("a client needs a place"):
            self._make(street="3 rue Nantaise")
        self._make(
            ref="G3", city="Nullepart", partner_latitude=48.1, partner_longitude=-1.6
        )
        abroad = self._make(
            ref="G4", city="Timbuktu", country_id=self.env.ref("base.ml").id
        )
        self.assertEqual(abroad.geo_state, "todo")
        with self.assert_refused("is unknown"):
            abroad.write({"country_id": self.env.ref("base.fr").id})

    def test_rep_may_not_move_a_client(self):
        """S0-12, S3-48: clients are read-only to reps, their positions with them."""
        partner = self._make(zip="35000", city="Rennes").with_user(self.rep)
        for refused in (
            lambda: partner.action_look_up_position(),
            lambda: partner.write({"partner_latitude": 1}),
            lambda: partner._set_position(1, 1, "address", "manual"),
        ):
            with self.assertRaises(AccessError):
                refused()

    def test_rep_moves_the_own_prospect(self):
        """S0-38, S3-38: a rep puts the own prospect where it is."""
        prospect = self.prospect.with_user(self.rep)
        prospect.write({"partner_latitude": 48.05, "partner_longitude": -1.61})
        self.assertEqual(prospect.geo_source, "manual")
        with self.assertRaises(AccessError):
            prospect.with_user(self.other_rep).write({"partner_latitude": 1})

    def test_nobody_is_put_off_the_earth(self):
        """S0-38: latitudes and longitudes have limits."""
        partner = self._make(zip="35000", city="Rennes")
        with self.assertRaises(ValidationError):
            partner.write({"partner_latitude": 91})

    def test_filters_and_groups(self):
        """S0-37: clients are filtered and grouped by the precision."""
        self._make(zip="35000", city="Rennes")
        groups = self.partners.formatted_read_group(
            [("ref", "=", "G1")], ["geo_precision"], ["__count"]
        )
        self.assertEqual(groups[0]["geo_precision"], "town")
        view = self.partners.get_view(
            self.env.ref("field_crm.view_res_partner_search").id, "search"
        )
        for name in ("rough_position", "no_position", "group_by_precision"):
            self.assertIn(f'name="{name}"', view["arch"])
