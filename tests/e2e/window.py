"""A browser window as the people of the tests have one: French, in Paris."""

from zoneinfo import ZoneInfo

from playwright.sync_api import expect

ZONE = ZoneInfo("Europe/Paris")
DESKTOP = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# In milliseconds; the first page after the server's start compiles a good deal.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
_BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'


class Window:
    """A context of its own with one page; what goes wrong is kept in `errors`."""

    def __init__(self, browser, url, album, viewport=DESKTOP, is_phone=False):
        self.album = album
        self.errors = []
        self.context = browser.new_context(
            base_url=url,
            locale="fr-FR",
            timezone_id=ZONE.key,
            viewport=viewport,
            is_mobile=is_phone,
            has_touch=is_phone,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        # No test asks anything of the outside: the tiles of maps are blank.
        self.context.route(
            "https://tile.openstreetmap.org/**",
            lambda route: route.fulfill(body=_BLANK, content_type="image/svg+xml"),
        )
        self.page = self.context.new_page()

    def close(self):
        self.context.close()

    def look(self, name):
        """Keep what is on the screen."""
        self.album.keep(self.page, name)
