import re

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import UNINVITED
from .our_models import PREFIX

# Routes that answer those who are not signed in, each with the reason.
PUBLIC = {
    "/booking/<string:slug>": "the booking page that a company publishes",
    "/booking/<string:slug>/sent": "says that the request has been sent",
    "/booking/<string:slug>/me/<string:token>": "for a client: the link is the key",
    "/booking/confirm/<string:token>": "confirms an address: the link is the key",
    "/feedback/<string:token>": "a client's opinion: the signed link is the key",
    "/feedback/<string:token>/stop": "no more such mails: the signed link is the key",
}
# Those of the reps' app, where it is installed: the same for all, nothing of anybody.
APP = {
    "/field": "the app's page",
    "/field/sw.js": "what keeps the app on the phone",
    "/field/manifest.webmanifest": "name and icons of the app",
    "/field/terms/<string:stamp>/<string:lang>.json": "the app's words in a language",
}

PLACEHOLDER = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>")
VALUES = {"string": "nobody", "path": "nobody"}  # any other is a number
SIGN_IN = "/web/login"


@tagged("post_install", "-at_install")
class TestRoutes(HttpCase):
    """Every address of ours, as whoever has no business there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        has_app = "field.device" in cls.env
        cls.public = {**PUBLIC, **APP} if has_app else PUBLIC

    def _routes(self):
        """(pattern, address with something in each placeholder, methods)."""
        routing_map = self.env["ir.http"].routing_map()
        for rule in routing_map.iter_rules():
            module = rule.endpoint.func.__module__
            if not module.startswith(f"odoo.addons.{PREFIX}"):
                continue
            address = PLACEHOLDER.sub(
                lambda found: VALUES.get(found[1] or "string", "999999999"), rule.rule
            )
            yield rule.rule, address, rule.methods or {"GET", "POST"}

    def _answers(self):
        """{(pattern, method): the server's answer}."""
        found = {}
        for pattern, address, methods in self._routes():
            for method in sorted(methods & {"GET", "POST"}):
                data = {"x": "y"} if method == "POST" else None
                # Odoo logs each refusal, which is what is expected here.
                with mute_logger("odoo.http"):
                    found[pattern, method] = self.url_open(
                        address, data=data, allow_redirects=False, method=method
                    )
        return found

    def test_there_are_routes(self):
        """Else the other tests would prove nothing; and the list is up to date."""
        patterns = {pattern for pattern, _address, _methods in self._routes()}
        self.assertTrue(patterns)
        self.assertFalse(set(self.public) - patterns, "routes that are gone")

    def test_nobody_signed_in(self):
        """S0-12: all but the public pages ask to sign in."""
        for (pattern, method), answer in self._answers().items():
            with self.subTest(f"{method} {pattern}"):
                self.assertLess(answer.status_code, 500)
                if pattern in self.public:
                    # Without a right key there is nothing to see.
                    self.assertNotEqual(answer.headers.get("Location"), "/odoo")
                    continue
                is_asked = SIGN_IN in answer.headers.get("Location", "")
                self.assertTrue(is_asked or answer.status_code in (400, 401, 403, 404))

    def test_those_without_a_role(self):
        """S0-12: a portal user and a colleague get nothing that is the reps'."""
        for login, group in (("portal", "group_portal"), ("colleague", "group_user")):
            new_test_user(
                self.env, f"route_{login}", f"base.{group}", context=UNINVITED
            )
            self.authenticate(f"route_{login}", f"route_{login}")
            for (pattern, method), answer in self._answers().items():
                with self.subTest(f"{login}: {method} {pattern}"):
                    self.assertLess(answer.status_code, 500)
                    if pattern not in self.public:
                        self.assertIn(answer.status_code, (303, 400, 401, 403, 404))
