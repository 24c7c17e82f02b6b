from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..engine.geofence import Circle, Polygon
from .common import FieldCrmCase

RENNES = {"partner_latitude": 48.1113, "partner_longitude": -1.68}
YARD = {
    "type": "Polygon",
    "coordinates": [
        [
            [-1.681, 48.111],
            [-1.679, 48.111],
            [-1.679, 48.112],
            [-1.681, 48.112],
            [-1.681, 48.111],
        ]
    ],
}
BOW = {
    "type": "Polygon",
    "coordinates": [
        [
            [-1.681, 48.111],
            [-1.679, 48.112],
            [-1.679, 48.111],
            [-1.681, 48.112],
            [-1.681, 48.111],
        ]
    ],
}


@tagged("post_install", "-at_install")
class TestPlaceGeofence(FieldCrmCase):
    def test_default_circle(self):
        """S4-05, AMB-12: 20 m around a place, or what the company has set."""
        self.assertIsNone(self.client._get_geofence())
        self.assertIsNone(self.client._get_geofence_distance(48.1, -1.6))
        self.client.write(RENNES)
        geofence = self.client._get_geofence()
        self.assertIsInstance(geofence, Circle)
        self.assertEqual(geofence.radius, 20)
        self.company.field_geofence_radius = 50
        self.assertEqual(self.client._get_geofence().radius, 50)
        self.client.geofence_radius = 120
        self.assertEqual(self.client._get_geofence().radius, 120)

    def test_distance_to_the_edge(self):
        """AMB-12: counted from the edge, for a rep who sees the client too."""
        self.client.write({**RENNES, "geofence_radius": 100})
        client = self.client.with_user(self.rep)
        self.assertEqual(client._get_geofence_distance(48.1113, -1.68), 0)
        distance = client._get_geofence_distance(48.1113 + 0.002, -1.68)
        self.assertAlmostEqual(distance, 122.4, delta=0.2)

    def test_polygon(self):
        """S4-06: a polygon drawn on the map is the ground of the place."""
        client = self.client.with_user(self.accountant)
        with Form(client, "field_crm.view_res_partner_client_form") as form:
            form.geofence = YARD
            self.assertEqual(form.geofence_shape, "polygon")
        geofence = client._get_geofence()
        self.assertIsInstance(geofence, Polygon)
        self.assertEqual(client.geofence, YARD)
        self.assertEqual(client._get_geofence_distance(48.1115, -1.68), 0)
        person = self.env["res.partner"].create(
            {"name": "Yann", "parent_id": client.id}
        )
        self.assertEqual(person._get_geofence(), geofence)

    def test_bad_polygons_are_refused(self):
        """S4-06: refused with the reason when drawn, and when written by a program."""
        with self.assert_refused("crosses another"):
            self.client.write({"geofence_shape": "polygon", "geofence": BOW})
        with self.assert_refused("draw the polygon on the map"):
            self.client.geofence_shape = "polygon"
        with self.assert_refused("no GeoJSON polygon"):
            self.client.geofence = {"type": "<img src=x onerror=alert(1)>"}
        form = Form(
            self.client.with_user(self.accountant),
            "field_crm.view_res_partner_client_form",
        )
        with self.assertLogs("odoo.tests.form.onchange", "WARNING") as logged:
            form.geofence = BOW
        self.assertIn("crosses another", logged.output[0])
        self.assertFalse(form.geofence)
        self.assertEqual(form.geofence_shape, "circle")

    def test_radius_has_bounds(self):
        """AMB-12: a radius from 5 to 5,000 m, for a place and for the company."""
        for radius in (-1, 4, 5001):
            with self.subTest(radius):
                with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
                    self.client.geofence_radius = radius
                    self.env.flush_all()
            with self.assertRaises(ValidationError):
                self.company.field_geofence_radius = radius

    def test_settings(self):
        """S4-05, S3-112: the administrator sets the radius and the background."""
        with Form(self.env["field.settings"].with_user(self.admin)) as form:
            self.assertEqual(form.field_geofence_radius, 20)
            form.field_geofence_radius = 30
            form.field_map_tile_url = "https://tiles.example.com/{z}/{x}/{y}.png"
            form.field_map_tile_attribution = "© <b>Exemple</b>"
        settings = self.env["res.company"].with_user(self.rep).get_field_map_settings()
        self.assertEqual(settings["radius"], 30)
        self.assertEqual(settings["tile_attribution"], "© <b>Exemple</b>")
        for url in ("javascript:alert({z}{x}{y})", "https://tiles.example.com/"):
            with self.assert_refused("must begin with http"):
                self.company.field_map_tile_url = url
        with self.assertRaises(AccessError):
            self.env["res.company"].with_user(self.portal).get_field_map_settings()

    def test_reps_change_prospects_only(self):
        """S0-04: a rep draws around the own prospects, not around clients."""
        self.prospect.with_user(self.rep).geofence_radius = 60
        with self.assertRaises(AccessError):
            self.client.with_user(self.rep).geofence_radius = 60
