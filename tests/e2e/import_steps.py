"""The steps of an import, as somebody in front of the screen walks them."""

import re

from playwright.sync_api import expect


class ImportSteps:
    """What a `person` does and sees on the page of an import."""

    def __init__(self, person):
        self.person = person
        self.page = person.page

    def begin(self):
        """From the menu to an empty page that waits for a file."""
        self.person.choose_menu("Données", "Importer des clients", title="Nouveau")
        expect(self.page.locator(".o_field_import_drop")).to_be_visible()

    def drop(self, path):
        """Choose a file; returns when its first rows are on the screen."""
        with self.page.expect_file_chooser() as chooser:
            self.person.click("Choisir un fichier")
        chooser.value.set_files(path)
        expect(self.page.locator(".o_field_import_preview")).to_be_visible()

    def column(self, header):
        """The row of a column of the file."""
        exact = self.page.get_by_text(header, exact=True)
        return self.page.locator(".o_field_import_mapping_row").filter(has=exact)

    def target(self, header):
        """The box of what a column goes into."""
        return self.column(header).locator(".o_select_menu_toggler")

    def choose(self, header, label):
        """Choose what a column goes into."""
        menu = self.page.locator(".o_select_menu_menu")
        self.target(header).click()
        menu.get_by_role("menuitem", name=label, exact=True).click()
        expect(menu).to_have_count(0)
        expect(self.target(header)).to_have_value(label)

    def expect_total(self, word, count):
        """So many rows are said to be that."""
        total = self.page.locator(".o_field_import_total:visible").filter(has_text=word)
        expect(total).to_have_text(re.compile(rf"^\s*{count}\s*{re.escape(word)}\s*$"))

    def expect_done(self):
        """The job has ended, and the page has noticed."""
        opening = self.page.get_by_role("button", name="Ouvrir les fiches importées")
        expect(opening).to_be_visible()

    def press(self, name):
        """Press the button of a method: the name of one with an icon begins with it."""
        self.page.locator(f"button[name={name}]:visible").first.click()
