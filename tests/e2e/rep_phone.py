"""A rep's phone: a browser whose disk outlives a restart, and a network to spoil."""

import json
from contextlib import contextmanager

from playwright.sync_api import expect

from .window import CHROMIUM_OPTIONS, PATIENCE, ZONE

SIZE = {"width": 360, "height": 740}
API = "**/field/api/"

_ENV = "[...odoo.loader.modules.get('@odoo/owl').App.apps][0].env"
_SAVE = """await (async ([kind, args, pixels]) => {
    const blobs = [];
    if (pixels) {
        const canvas = new OffscreenCanvas(pixels, pixels);
        const context = canvas.getContext("2d");
        const noise = context.createImageData(pixels, pixels);
        for (let at = 0; at < noise.data.length; at += 40000) {
            crypto.getRandomValues(noise.data.subarray(at, at + 40000));
        }
        context.putImageData(noise, 0, 0);
        blobs.push(await canvas.convertToBlob({type: "image/png"}));
    }
    return field.save(kind, args, {blobs});
})(argument)"""
_TICKS = """(uuid) => {
    const entries = %s.field.phone.outbox;
    const waiting = [...entries.entries.values()].find((one) => one.uuid === uuid);
    if (waiting) {
        return waiting.state;
    }
    return entries.known.has(uuid) ? "known" : "lost";
}"""


class RepPhone:
    """The app on a phone of 360 × 740 points.

    `errors` keeps exceptions of the page; what the network does is not one.
    """

    def __init__(self, browser, settings, url, folder, album):
        self.kind = browser.browser_type
        self.settings = settings
        self.url = url
        self.folder = folder
        self.album = album
        self.errors = []
        self.open()

    def open(self, **options):
        """Start the browser, with whatever its disk holds."""
        self.context = self.kind.launch_persistent_context(
            self.folder,
            executable_path=self.settings.chromium,
            args=CHROMIUM_OPTIONS,
            base_url=self.url,
            locale="fr-FR",
            timezone_id=ZONE.key,
            viewport=SIZE,
            has_touch=True,
            reduced_motion="reduce",
            **options,
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.page = self.context.pages[0]

    def close(self):
        self.context.close()

    def look(self, name):
        self.album.keep(self.page, name)

    # --- the network -------------------------------------------------------------

    def set_offline(self, is_offline=True):
        self.context.set_offline(is_offline)

    @contextmanager
    def losing(self, name, times=1):
        """The server gets messages of one name, and its answers do not arrive.

        Yields the list of what the server answered.
        """
        answers = []

        def lose(route):
            if len(answers) < times:
                answers.append(route.fetch().json())
                route.abort()
            else:
                route.continue_()

        self.context.route(f"{API}{name}", lose)
        yield answers
        self.context.unroute(f"{API}{name}")

    def stand_at(self, place):
        """:param dict place: ``latitude``, ``longitude`` and ``accuracy`` in metres"""
        self.context.grant_permissions(["geolocation"], origin=self.url)
        self.context.set_geolocation(place)

    # --- the app -----------------------------------------------------------------

    def sign_in(self, account):
        """Through Odoo's sign-in page, as whoever opens the app for the first time."""
        self.page.goto("/web/login?redirect=/field%3Fsigned%3D1")
        self.page.get_by_label("E-mail").fill(account.login)
        self.page.get_by_label("Mot de passe").fill(account.password)
        self.page.get_by_role("button", name="Se connecter").click()
        self.expect_ready()
        self.expect_kept()
        return self

    def start(self):
        """Open the app's address."""
        self.page.goto("/field")
        return self

    def expect_ready(self, page=None):
        """The tabs are there: the app has opened with what the phone holds."""
        navigation = (page or self.page).get_by_role("navigation")
        expect(navigation).to_be_visible()

    def expect_kept(self):
        """The app lies on the phone, complete."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        self.page.wait_for_function("navigator.serviceWorker.controller")

    def ask(self, code, argument=None, page=None):
        """What an expression gives, in which `field`, `session` … are the app's own."""
        return (page or self.page).evaluate(
            f"async (argument) => {{ const {{field, session, update}} = {_ENV};"
            f" return ({code}); }}",
            argument,
        )

    def save(self, kind, args, page=None, pixels=0):
        """Record something, as a screen does; returns its uuid once it has a tick.

        :param pixels: side of a photo that goes with it, of noise, thus not compressed
        """
        return self.ask(_SAVE, [kind, args, pixels], page)["uuid"]

    def state_of(self, uuid, page=None):
        """`waiting`, a state of the ledger, `known` when it is done with, or `lost`."""
        return (page or self.page).evaluate(_TICKS % _ENV, uuid)

    def expect_state(self, uuid, *states, page=None):
        code = f"([uuid, states]) => states.includes(({_TICKS % _ENV})(uuid))"
        (page or self.page).wait_for_function(code, arg=[uuid, states], polling=300)

    def expect_done(self, uuid, page=None):
        """The office has applied it: two ticks."""
        self.expect_state(uuid, "applied", "known", page=page)

    def expect_true(self, code, argument=None, page=None):
        """Wait until an expression, as of `ask`, is true."""
        (page or self.page).wait_for_function(
            f"(argument) => {{ const {{field, session, update}} = {_ENV};"
            f" return ({code}); }}",
            arg=argument,
            polling=200,
        )

    def status(self, page=None):
        code = "JSON.stringify(field.status)"
        return json.loads(self.ask(code, page=page))
