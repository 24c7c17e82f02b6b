"""Somebody without a login, who opens a page from a mail or a web site."""

import re
import urllib.error
import urllib.parse
import urllib.request

from playwright.sync_api import expect

from .window import DESKTOP, Window


class Visitor(Window):
    """A browser window in which nobody ever signed in.

    Whatever the page says on the console, or loads from elsewhere, is kept in
    `errors`.
    """

    def __init__(self, browser, url, album, viewport=DESKTOP, is_phone=False):
        super().__init__(browser, url, album, viewport, is_phone)
        self.page.on("console", self._note_console)
        self.page.on("dialog", self._note_dialog)
        self.page.on("request", self._note_request)
        self.origin = url

    def _note_console(self, message):
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _note_dialog(self, dialog):
        self.errors.append(f"A script opened a dialog: {dialog.message}")
        dialog.dismiss()

    def _note_request(self, request):
        if not request.url.startswith((self.origin, "data:")):
            self.errors.append(f"Something is fetched from elsewhere: {request.url}")

    def open(self, address):
        """Open a page; returns the answer's status."""
        return self.page.goto(address).status

    def expect_title(self, title):
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def expect_no_sideways_scrolling(self):
        """On a phone nobody finds what lies beside the screen."""
        width, room = self.page.evaluate(
            "[document.documentElement.scrollWidth, window.innerWidth]"
        )
        assert width <= room, f"The page is {width} wide, the screen {room}"

    def fill(self, **texts):
        """Fill in fields by their names."""
        for name, text in texts.items():
            self.page.locator(f"[name={name}]").fill(text)

    def be_slow(self):
        """Take the time that a human being needs for a form."""
        self.page.wait_for_timeout(3100)

    def send(self, button):
        self.page.get_by_role("button", name=button, exact=True).click()


def link_in(mail, path):
    """Where a mail's link to this path goes."""
    [link] = set(re.findall(rf'href="([^"]*{path}[^"]*)"', mail.html))
    return urllib.parse.urlsplit(link).path


def ask(url, path, form=None, opener=None):
    """Status and text of a page, asked for without a browser."""
    data = urllib.parse.urlencode(form).encode() if form else None
    opener = opener or urllib.request.build_opener()
    try:
        with opener.open(url + path, data, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
