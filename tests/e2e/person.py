"""Somebody in front of a screen: clicks and types what is visible, in French."""

import re
from datetime import datetime

from playwright.sync_api import expect

from .window import DESKTOP, ZONE, Window

# Corners of a signature, as shares of the width and the height of the pad.
STROKES = ((0.2, 0.7), (0.3, 0.2), (0.4, 0.75), (0.55, 0.3), (0.65, 0.7), (0.8, 0.4))

# No picture is still on its way, nothing moves.
AT_REST = """() => [...document.images].every((image) => image.complete)
    && document.getAnimations().every((each) => each.playState !== "running")"""

# What is wider than its place, as texts.
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll(
    ".o_content, .o_form_view, .modal-body, .o_form_sheet"
)].filter((box) => box.scrollWidth > box.clientWidth + 1)
  .map((box) => `${box.className}: ${box.scrollWidth} > ${box.clientWidth}`)"""

# What the console may say without failing a test, each with its reason.
ALLOWED_ERRORS = ()


def today():
    """The day on the people's calendar, which is not always this machine's."""
    return datetime.now(ZONE).date()


class Person(Window):
    """A user with a browser window of their own.

    Whatever goes wrong in the page, on the console or as an exception, is kept in
    `errors`.
    """

    def __init__(self, browser, url, album, viewport=DESKTOP, is_phone=False):
        super().__init__(browser, url, album, viewport, is_phone)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def _note_console(self, message):
        if message.type == "error" and not any(
            re.search(pattern, message.text) for pattern in ALLOWED_ERRORS
        ):
            self.errors.append(message.text)

    def look(self, name):
        """Keep what is on the screen, once it has come to rest."""
        expect(self.page.locator(".o_loading_indicator")).to_have_count(0)
        self.page.wait_for_function(AT_REST)
        super().look(name)

    # --- coming and going --------------------------------------------------------

    def sign_in(self, account):
        """Through the login page, as everybody."""
        self.page.goto("/web/login")
        self.page.get_by_label("E-mail").fill(account.login)
        self.page.get_by_label("Mot de passe").fill(account.password)
        self.page.get_by_role("button", name="Se connecter").click()
        expect(self.page.locator(".o_main_navbar")).to_be_visible()
        return self

    def open(self, path):
        """Go to an address of the web client."""
        self.page.goto(path)
        expect(self.page.locator(".o_action_manager > *").first).to_be_visible()

    def open_app(self):
        """Choose our application among all."""
        self.page.locator(".o_navbar_apps_menu button").click()
        self.page.locator(".o_app", has_text="Field CRM").click()
        expect(self.page.locator(".o_menu_brand")).to_have_text("Field CRM")

    def choose_menu(self, *names, title=None):
        """A menu and what opens below it; returns when its page has this title.

        :param title: the last name when left out, None for a dialog
        """
        title = title or names[-1]
        bar = self.page.locator(".o_menu_sections")
        menu = bar.get_by_text(names[0], exact=True)
        expect(menu.or_(bar.locator(".o_menu_sections_more")).first).to_be_visible()
        if not menu.is_visible():
            # On a narrow screen the last menus are in one, with all their entries.
            bar.locator(".o_menu_sections_more").click()
            names = names[-1:]
        else:
            menu.click()
            names = names[1:]
        for name in names:
            self.page.get_by_role("menuitem", name=name, exact=True).click()
        self.expect_title(title)

    def expect_title(self, title):
        """Wait for the page, or the dialog, that bears this title."""
        titles = self.page.locator(".o_last_breadcrumb_item, .modal-title")
        expect(titles.filter(has_text=title).last).to_be_visible()

    def search(self, text):
        """Type into the search box and confirm."""
        box = self.page.get_by_role("searchbox")
        box.fill(text)
        # Enter chooses the first proposal, so there must be one.
        proposals = self.page.locator(".o_searchview_autocomplete")
        expect(proposals).to_contain_text(text)
        box.press("Enter")
        expect(self.page.locator(".o_searchview_facet")).to_contain_text(text)

    def open_record(self, text):
        """Open the record that shows this text, from a list or among cards."""
        records = self.page.locator(".o_data_row, .o_kanban_record")
        records.get_by_text(text, exact=True).first.click()
        expect(self.page.locator(".o_form_view")).to_be_visible()
        self.expect_title(text)

    # --- forms ---------------------------------------------------------------------

    @property
    def dialog(self):
        """The dialog in front."""
        return self.page.get_by_role("dialog").last

    @property
    def front(self):
        """What the user works on: the dialog in front, else the page."""
        return self.dialog if self.page.get_by_role("dialog").count() else self.page

    def field(self, label):
        """The field beside a label; a question mark after it offers an explanation."""
        return self.front.get_by_label(
            re.compile(rf"^\s*{re.escape(label)}\s*\??\s*$")
        ).first

    def click(self, name):
        """Click the button with this text."""
        buttons = self.front.get_by_role("button", name=name, exact=True)
        # The cross of a dialog is called « Fermer » too.
        buttons.filter(has_text=name).click()

    def open_tab(self, name):
        self.front.get_by_role("tab", name=name).click()

    def type(self, label, text):
        """Fill in the field beside a label."""
        box = self.field(label)
        box.fill(text)
        box.press("Tab")

    def choose(self, label, text):
        """Choose what begins so, in the field beside a label."""
        box = self.field(label)
        box.fill(text)
        self.page.get_by_role("option", name=re.compile(f"^{re.escape(text)}")).click()
        expect(box).to_have_value(re.compile(f"^{re.escape(text)}"))

    def expect_no_dialog(self):
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def expect_fits(self):
        """Nothing to scroll sideways, neither in the page nor in a dialog."""
        too_wide = self.page.evaluate(TOO_WIDE)
        assert not too_wide

    def draw(self, pad):
        """Draw a signature with the mouse: a few strokes across a pad."""
        area = pad.bounding_box()
        mouse = self.page.mouse
        for index, (right, down) in enumerate(STROKES):
            mouse.move(
                area["x"] + right * area["width"],
                area["y"] + down * area["height"],
                steps=8,
            )
            if not index:
                mouse.down()
        mouse.up()
