import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.geocoding import field_geocoder
from .common import FieldCrmCase

FOUND = (48.1123, -1.6788)


class Host:
    """A provider on this machine: answers as BAN and as Nominatim, or as it is told."""

    def __init__(self):
        host = self
        self.trouble = None
        self.score = 0.97
        self.asked = []
        self.on_question = None

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                host.asked.append(parse_qs(urlsplit(self.path).query))
                if host.on_question:
                    host.on_question()
                status, headers, body = host.trouble or (200, {}, host.answer())
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(
            target=self.server.serve_forever, args=(0.02,), daemon=True
        ).start()

    def answer(self):
        latitude, longitude = FOUND
        if "q" not in self.asked[-1]:
            address = {"road": "Markt", "postcode": "2800", "country_code": "be"}
            place = {"lat": "51.028", "lon": "4.480", "display_name": "Markt"}
            return json.dumps([place | {"address": address}])
        about = {
            "label": "Rue Hoche",
            "type": "housenumber",
            "score": self.score,
            "postcode": "35000",
            "citycode": "35238",
            "city": "Rennes",
        }
        geometry = {"type": "Point", "coordinates": [longitude, latitude]}
        return json.dumps({"features": [{"geometry": geometry, "properties": about}]})

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@tagged("post_install", "-at_install")
class TestGeocodingSearch(FieldCrmCase):
    """S0-36: streets are found in the background, whatever the provider does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.host = Host()
        cls.addClassCleanup(cls.host.close)
        cls.env["res.partner"].search([("geo_state", "=", "todo")]).geo_state = False
        cls.company.write(
            {
                "field_geocode_enabled": True,
                "field_geocode_ban_url": cls.host.url,
                "field_geocode_nominatim_url": cls.host.url,
                "field_geocode_ban_rate": 50,
                "field_geocode_nominatim_rate": 50,
                "field_geocode_timeout": 10,
                "field_error_emails": "admin@field.example",
            }
        )

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        self.host.trouble = self.host.on_question = None
        self.host.score = 0.97
        self.host.asked.clear()

    def _make(self, count=1, **vals):
        values = {"field_status": "client", "zip": "35000", "city": "Rennes"} | vals
        return self.env["res.partner"].create(
            [
                {"name": f"Client {n}", "ref": f"G{n}", "street": f"{n} rue Hoche"}
                | values
                for n in range(1, count + 1)
            ]
        )

    def _search(self):
        """What the scheduled action and then the queue do."""
        with trap_jobs() as trap:
            self.env["field.geocoder"]._cron_locate()
            self.env.flush_all()
            trap.perform_enqueued_jobs()
        self.env.invalidate_all()

    def _provider(self, kind="ban"):
        return self.env["field.geocoder"].search([("kind", "=", kind)])

    def test_streets_are_found(self):
        """S0-36, S0-37: position, precision, source and date; progress is shown."""
        partners = self._make(3)
        self._search()
        for partner in partners:
            self.assertAlmostEqual(partner.partner_latitude, FOUND[0], 5)
            self.assertEqual(
                (partner.geo_precision, partner.geo_source, partner.geo_state),
                ("address", "ban", "done"),
            )
        work = self._provider().work_id
        self.assertEqual((work.state, work.progress_ids.total), ("done", 3))
        self.assertEqual(len(self.host.asked), 3)

    def test_only_the_address_is_asked(self):
        """S0-36: no name, phone or remark of a client leaves this server."""
        self._make(name="Maître Secret", comment="Confidentiel", email="x@y.example")
        self._search()
        self.assertEqual(
            self.host.asked, [{"q": ["1 rue Hoche 35000 Rennes"], "limit": ["3"]}]
        )

    def test_abroad_another_provider_is_asked(self):
        """S0-36: Nominatim outside of France."""
        belgium = self.env.ref("base.be")
        partner = self._make(
            street="Markt", zip="2800", city="Mechelen", country_id=belgium.id
        )
        self._search()
        self.assertEqual(
            (partner.geo_precision, partner.geo_source), ("street", "nominatim")
        )
        self.assertEqual(self.host.asked[0]["countrycodes"], ["be"])

    def test_the_same_address_is_asked_once(self):
        """S0-36: answers are kept, and forgotten after their time."""
        self._make(street="1 rue Hoche")
        self._search()
        second = self._make(ref="H1", street="1  RUE HOCHE")
        self._search()
        self.assertEqual(second.geo_source, "ban")
        self.assertEqual(len(self.host.asked), 1)
        cache = self.env["field.geocode.cache"].search([])
        self.assertEqual(len(cache), 1)
        self.assertNotIn("hoche", str(cache.read()).lower())
        cache.expires_on = fields.Datetime.now() - timedelta(minutes=1)
        cache._gc_expired()
        self.assertFalse(cache.exists())

    def test_what_is_not_believed_stays_at_the_town(self):
        """S0-37: the reason is said, and the town's position is kept."""
        self.host.score = 0.2
        partner = self._make()
        before = partner.partner_latitude
        self._search()
        self.assertEqual(
            (partner.geo_state, partner.geo_problem, partner.geo_precision),
            ("failed", "unlike", "town"),
        )
        self.assertEqual(partner.partner_latitude, before)
        self._search()
        self.assertEqual(len(self.host.asked), 1, "it is not asked again and again")
        self.host.score = 0.97
        partner.street = "2 rue Hoche"
        self._search()
        self.assertEqual((partner.geo_state, partner.geo_problem), ("done", False))

    def test_off_nothing_is_asked(self):
        """S0-36: no network unless an administrator has switched it on."""
        self.company.field_geocode_enabled = False
        partner = self._make()
        self._search()
        self.assertEqual(partner.geo_state, "todo")
        self.assertFalse(self.host.asked)
        fresh = self.env["res.company"].create({"name": "Neuve"})
        self.assertFalse(fresh.field_geocode_enabled)

    def test_provider_down(self):
        """S0-36: three questions, then a pause; nothing lost; told once."""
        self.host.trouble = (503, {}, "<html>Maintenance</html>")
        partners = self._make(8)
        errors = self.env["field.error"]
        self._search()
        provider = self._provider()
        self.assertEqual(len(self.host.asked), 3)
        self.assertEqual(set(partners.mapped("geo_state")), {"todo"})
        self.assertEqual(set(partners.mapped("geo_precision")), {"town"})
        self.assertGreater(provider.paused_until, fields.Datetime.now())
        self.assertEqual(errors.search_count([("cause", "=", "geocoder-ban")]), 1)
        self._search()
        self.assertEqual(len(self.host.asked), 3, "it is left alone")
        for _again in range(3):
            provider.paused_until = fields.Datetime.now() - timedelta(seconds=1)
            self._search()
        self.assertEqual(provider.failures, 4)
        error = errors.search([("cause", "=", "geocoder-ban")])
        self.assertEqual((len(error), error.occurrences), (1, 1))
        self.host.trouble = None
        provider.paused_until = fields.Datetime.now() - timedelta(seconds=1)
        self._search()
        self.assertEqual(set(partners.mapped("geo_source")), {"ban"})
        self.assertEqual((provider.failures, provider.paused_until), (0, False))

    def test_told_to_wait(self):
        """S0-36: after a 429 it is not asked before its time."""
        self.host.trouble = (429, {"Retry-After": "3600"}, "")
        self._make(5)
        self._search()
        self.assertEqual(len(self.host.asked), 1)
        pause = self._provider().paused_until - fields.Datetime.now()
        self.assertGreater(pause, timedelta(minutes=55))

    def test_rubbish(self):
        """S0-36: a captive portal is no answer, and moves no client."""
        self.host.trouble = (200, {}, "<html>Connectez-vous</html>")
        partners = self._make(5)
        self._search()
        self.assertEqual(set(partners.mapped("geo_state")), {"todo"})
        self.assertFalse(self.env["field.geocode.cache"].search([]))

    def test_one_address_that_the_provider_chokes_on(self):
        """S0-36: it does not stop the others, and is not asked for ever."""
        partners = self._make(4)

        def choke():
            bad = "2 rue Hoche" in self.host.asked[-1]["q"][0]
            self.host.trouble = (500, {}, "oops") if bad else None

        self.host.on_question = choke
        self._search()
        self.assertEqual(
            partners.mapped("geo_state"), ["done", "failed", "done", "done"]
        )
        self.assertEqual(partners[1].geo_problem, "answer")
        self.assertFalse(self._provider().failures)
        self._search()
        self.assertEqual(len(self.host.asked), 4)

    def test_chunks_are_kept_one_by_one(self):
        """S0-36: what was found before a failure is not lost."""
        partners = self._make(6)

        def fail_later():
            if len(self.host.asked) > 3:
                self.host.trouble = (429, {"Retry-After": "60"}, "")

        self.host.on_question = fail_later
        with patch.object(field_geocoder, "_CHUNK", 2):
            self._search()
        self.assertEqual(partners.mapped("geo_state"), ["done"] * 3 + ["todo"] * 3)

    def test_edited_while_it_was_asked(self):
        """S0-38: an answer to the old address does not move the new one."""
        partner = self._make()
        ask = field_geocoder._Run._ask

        def edit(run, keys):
            fresh = ask(run, keys)
            partner.write({"partner_latitude": 48.5, "partner_longitude": -1.5})
            return fresh

        with patch.object(field_geocoder._Run, "_ask", edit):
            self._search()
        self.assertEqual((partner.geo_source, partner.geo_state), ("manual", "kept"))
        self.assertAlmostEqual(partner.partner_latitude, 48.5, 5)

    def test_companies_are_kept_apart(self):
        """S0-13: one that has not switched it on sends nothing to anybody."""
        other = self.env["res.company"].create({"name": "Autre"})
        partner = self._make(company_id=other.id)
        self._search()
        self.assertFalse(self.host.asked)
        self.assertEqual(partner.geo_state, "todo")

    def test_settings(self):
        """S0-36: who may change them, and what they may be."""
        settings = self.env["field.settings"].with_user(self.admin).create({})
        self.assertIn("0 addresses", settings.geocode_summary)
        settings.action_look_up_positions()
        for values in (
            {"field_geocode_ban_url": "ftp://example.com"},
            {"field_geocode_ban_url": "https://me:secret@example.com"},
            {"field_geocode_nominatim_url": "https://example.com/?key=1"},
            {"field_geocode_ban_url": "https://example.com:x"},
            {"field_geocode_ban_rate": 0},
            {"field_geocode_nominatim_rate": 51},
            {"field_geocode_timeout": 0},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                settings.create(values)
        for user in (self.rep, self.manager, self.accountant):
            with self.assertRaises(AccessError):
                settings.with_user(user).action_look_up_positions()
            with self.assertRaises(AccessError):
                self.env["field.geocode.cache"].with_user(user).search([])
