import logging
from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..engine.opening_lookup import LookupFailed, LookupProblem, PlaceSearch
from .common import FieldCrmCase
from .google_server import KEY, google, period, place, refusal

TYPED = {"0": "9h00–17h00"}
FOUND = {"0": "8h00–12h00 / 14h00–18h30", "5": "22h00–2h00"}
PERIODS = [
    period(1, (8, 0), (12, 0)),
    period(1, (14, 0), (18, 30)),
    period(6, (22, 0), (2, 0), close_day=0),
]
PAYLOAD = "<img src=x onerror=alert(1)>"


class LookupCase(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write(
            {
                "is_company": True,
                "street": "5 rue du Port",
                "zip": "35500",
                "city": "Vitré",
                "country_id": cls.env.ref("base.fr").id,
                "opening_week": TYPED,
            }
        )

    @contextmanager
    def _refused(self, message, exception=UserError):
        with self.assert_refused(message, exception):
            yield

    def _wizard(self, action):
        self.assertEqual(action["res_model"], "field.hours.wizard")
        return self.env["field.hours.wizard"].browse(action["res_id"])


@tagged("post_install", "-at_install")
class TestPlaceLookup(LookupCase):
    """Hours from Google, over HTTP to a server that speaks as Google does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.google = cls.enterClassContext(google())
        cls.env["field.settings"].with_user(cls.admin).create(
            {
                "field_hours_lookup": True,
                "field_google_key": KEY,
                "field_google_host": cls.google.url,
            }
        )

    def _look_up(self, user=None, partner=None):
        partner = (partner or self.client).with_user(user or self.accountant)
        return self._wizard(partner.action_look_up_hours()).with_user(partner.env.user)

    def test_found_shown_and_taken_over(self):
        """S4-03: what was found stands beside what is typed, a click replaces it."""
        self.google.answer({"places": [place("Guérin", "5 Rue du Port", PERIODS)]})
        wizard = self._look_up()
        self.assertEqual(wizard.found_week, FOUND)
        self.assertEqual(wizard.current_week, TYPED)
        self.assertEqual(self.client.opening_week, TYPED, "nothing without a click")
        wizard.action_apply()
        self.assertEqual(self.client.opening_week, FOUND)
        trace = self.client.message_ids[0].body
        self.assertIn("Mon 9h00–17h00", trace)
        self.assertIn("Mon 8h00–12h00, 14h00–18h30", trace)

    def test_only_name_and_address_of_a_company_are_sent(self):
        """S4-03: neither a person nor anything else of the client leaves."""
        self.client.write({"phone": "02 99 75 11 22", "comment": "impayés"})
        self.google.answer({"places": [place("Guérin", "Vitré")]})
        self._look_up()
        _path, _headers, query = self.google.asked[-1]
        self.assertEqual(
            query,
            {
                "textQuery": "Transports Guérin, 5 rue du Port, 35500 Vitré, France",
                "languageCode": "en",
                "regionCode": "FR",
                "pageSize": 5,
            },
        )
        asked = len(self.google.asked)
        person = self.env["res.partner"].create(
            {"name": "Yann", "parent_id": self.client.id, "city": "Vitré"}
        )
        with self._refused("“Yann” is a person"):
            self._look_up(partner=person)
        self.assertFalse(person.hours_lookup_offered)
        self.client.write({"zip": False, "city": False})
        with self._refused("neither postal code nor town"):
            self._look_up()
        self.assertEqual(len(self.google.asked), asked)

    def test_nothing_is_sent_unless_switched_on(self):
        """S4-03: off by default, and off without a key."""
        self.assertFalse(
            self.env["res.company"].create({"name": "Autre"}).field_hours_lookup
        )
        for values in ({"field_hours_lookup": False}, {"field_google_key": False}):
            with self.subTest(values), self.env.cr.savepoint() as savepoint:
                asked = len(self.google.asked)
                self.company.write(values)
                with self._refused("not looked up at Google here"):
                    self._look_up()
                self.assertEqual(len(self.google.asked), asked)
                savepoint.rollback()
        self.company.field_hours_lookup = False
        self.assertFalse(self.client.hours_lookup_offered)

    def test_several_places_one_is_chosen(self):
        """S4-03: nobody guesses which one it is."""
        self.google.answer(
            {
                "places": [
                    place("Guérin", "Vitré", PERIODS),
                    place("Guérin Fils", "Laval"),
                    place("Guérin Père", "Laval", status="CLOSED_PERMANENTLY"),
                ]
            }
        )
        wizard = self._look_up()
        self.assertFalse(wizard.candidate_id)
        self.assertFalse(wizard.found_week)
        with self._refused("Choose a place"):
            wizard.action_apply()
        first, unknown, closed = wizard.candidate_ids
        self.assertEqual(unknown.display_name, "Guérin Fils – Laval – hours unknown")
        self.assertEqual(closed.display_name, "Guérin Père – Laval – closed for good")
        form = Form(wizard)
        form.candidate_id = unknown
        self.assertIn("not its opening hours", form.problem)
        form.candidate_id = closed
        self.assertIn("closed for good", form.problem)
        form.candidate_id = first
        self.assertFalse(form.problem)
        self.assertEqual(form.found_week, FOUND)
        form.save().action_apply()
        self.assertEqual(self.client.opening_week, FOUND)

    def test_hours_changed_meanwhile_are_not_overwritten(self):
        """S4-03: what a colleague typed while the dialog was open stays."""
        self.google.answer({"places": [place("Guérin", "Vitré", PERIODS)]})
        wizard = self._look_up()
        self.client.opening_week = {"1": "8h-9h"}
        with self._refused("changed meanwhile"):
            wizard.action_apply()
        self.assertEqual(self.client.opening_week, {"1": "8h00–9h00"})

    def test_what_can_go_wrong_is_said(self):
        """S4-03: each fault in words, without the key; the hours stay."""
        denied = refusal(403, "PERMISSION_DENIED", f"{KEY} is blocked")
        with self.assertLogs(level=logging.DEBUG) as logs:
            logging.getLogger("odoo.tests").info("at least one line")
            for payload, status, message in (
                ({}, 200, "Google knows no place “Transports Guérin, 5 rue du Port"),
                (denied, 403, "refuses the key of the settings (403)"),
                (refusal(429, "RESOURCE_EXHAUSTED", KEY), 429, "the quota of the key"),
                (b"oops", 500, "does not work right now (500)"),
                (b"<html>", 200, "cannot be read"),
                ({"places": [place("A", "B", [{"open": 8}])]}, 200, "cannot be read"),
            ):
                self.google.answer(payload, status)
                with (
                    self.subTest(status=status),
                    self._refused(message) as caught,
                ):
                    self._look_up()
                self.assertNotIn(KEY, str(caught))
            self.company.field_google_host = "http://127.0.0.1:9"
            with self._refused("cannot be reached"):
                self._look_up()
        self.assertNotIn(KEY, "\n".join(logs.output))
        self.assertEqual(self.client.opening_week, TYPED)

    def test_time_out(self):
        """S4-03: whoever waits is told so, after seconds."""
        failed = LookupFailed(LookupProblem.TIMEOUT)
        self.enterContext(patch.object(PlaceSearch, "find", side_effect=failed))
        with self._refused("has not answered within 8 seconds"):
            self._look_up()

    def test_who_may_not(self):
        """S4-03, S0-04: who cannot write the hours sends nothing; the key is hidden."""
        asked = len(self.google.asked)
        for user in (self.rep, self.colleague, self.portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._look_up(user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.client.with_user(user).action_paste_hours()
        self.assertEqual(len(self.google.asked), asked)
        for user in (self.rep, self.accountant, self.manager, self.colleague):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.company.with_user(user).read(["field_google_key"])
            self.assertNotIn(
                "field_google_key", self.company.with_user(user).fields_get()
            )
        self.assertEqual(self.company.with_user(self.admin).field_google_key, KEY)
        self.google.answer({"places": [place("Guérin", "Vitré", PERIODS)]})
        wizard = self._look_up()
        with self.assertRaises(AccessError):
            wizard.with_user(self.manager).read(["found_week"])
        with self.assertRaises(AccessError):
            wizard.with_user(self.rep).action_apply()

    def test_a_rep_looks_up_a_prospect(self):
        """S4-03: prospects are the reps' to keep."""
        self.prospect.write({"is_company": True, "city": "Vitré"})
        self.google.answer({"places": [place(PAYLOAD, PAYLOAD, PERIODS)]})
        self._look_up(self.rep, self.prospect).action_apply()
        self.assertEqual(self.prospect.opening_week, FOUND)
        with self.assertRaises(AccessError):
            self._look_up(self.other_rep, self.prospect)

    def test_settings_that_cannot_be(self):
        """S3-76: the key goes in clear to nobody, and no error shows it."""
        settings = self.env["field.settings"].with_user(self.admin)
        for host in ("http://places.example.com", "ftp://x", "https://x.fr/path", "x"):
            refused = self._refused("must be https://", ValidationError)
            with self.subTest(host), refused:
                settings.create({"field_google_host": host})
        with self.assertRaises(ValidationError) as caught:
            settings.create({"field_google_key": "clé secrète"})
        self.assertIn("neither spaces nor accents", str(caught.exception))
        self.assertNotIn("secrète", str(caught.exception))


@tagged("post_install", "-at_install")
class TestPlacePaste(LookupCase):
    """Hours that were copied from a web page."""

    def _paste(self, text, user=None):
        client = self.client.with_user(user or self.accountant)
        wizard = self._wizard(client.action_paste_hours())
        form = Form(wizard.with_user(client.env.user))
        form.pasted = text
        return form

    def test_paste_look_take_over(self):
        """S4-03: many companies have no key of Google, and copy."""
        form = self._paste(
            "lundi 08:00–12:00, 14:00–18:30\nmardi Fermé\nsamedi 22:00–02:00\nAvis (12)"
        )
        self.assertEqual(form.found_week, FOUND)
        self.assertEqual(form.ignored, "Avis (12)")
        self.assertFalse(form.problem)
        self.assertEqual(self.client.opening_week, TYPED)
        form.save().action_apply()
        self.assertEqual(self.client.opening_week, FOUND)

    def test_what_cannot_be_read(self):
        """S4-03: named, and nothing to take over."""
        for text, message in (
            (f"lundi 8h-25h {PAYLOAD}", "“8h-25h"),
            ("Bonjour", "“Bonjour”"),
            ("lundi fermé", "Closed on every day"),
            ("   ", "No day of the week"),
        ):
            with self.subTest(text):
                form = self._paste(text)
                self.assertIn(message, form.problem)
                self.assertFalse(form.found_week)
                with self._refused(form.problem):
                    form.save().action_apply()
        form = self._paste("lundi 8h-12h / 11h-13h")
        with self._refused("overlap", ValidationError):
            form.save().action_apply()
        self.assertEqual(self.client.opening_week, TYPED)
