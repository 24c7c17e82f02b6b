from odoo.tests import HttpCase, new_test_user, tagged

from .common import speak_english
from .map_common import BREST, RENNES, VANNES


@tagged("post_install", "-at_install")
class TestMapTour(HttpCase):
    """The map next to the list, in a browser without a network."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        speak_english(cls.env)
        cls.env.company.field_map_tile_url = False
        new_test_user(cls.env, "mapper", "field_crm.group_field_manager", lang="en_US")
        north, south = cls.env["field.sector"].create(
            [{"name": "Nord"}, {"name": "Sud"}]
        )
        cls.env["res.partner"].search([("field_status", "=", "client")]).active = False
        places = (
            ("Un de Rennes", RENNES, north),
            ("Deux de Rennes", (RENNES[0] + 0.01, RENNES[1]), north),
            ("Trois de Rennes", (RENNES[0], RENNES[1] + 0.01), south),
            ("Garage de Vannes", VANNES, south),
            ("Garage de Brest", BREST, south),
        )
        cls.brest = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "field_status": "client",
                    "is_company": True,
                    "sector_id": sector.id,
                    "partner_latitude": place[0],
                    "partner_longitude": place[1],
                }
                for name, place, sector in places
            ]
        )[-1]

    def test_list_and_map(self):
        """S0-10, S0-11, S0-38, S0-39: filters of one are filters of the other."""
        self.start_tour("/odoo/clients", "field_crm_map_tour", login="mapper")
        self.assertGreater(self.brest.partner_longitude, BREST[1])
        self.assertLess(self.brest.partner_latitude, BREST[0])
        self.assertEqual(self.brest.geo_source, "manual")

    def test_undo(self):
        """S0-38."""
        self.start_tour("/odoo/clients", "field_crm_map_undo_tour", login="mapper")
        self.assertEqual(
            (self.brest.partner_latitude, self.brest.partner_longitude), BREST
        )
