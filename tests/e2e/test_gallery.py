"""Every screen with the demo data, in French: a picture of each to look at."""

import polib
import pytest
from lxml import html
from playwright.sync_api import expect

from .demo import ADDON, demo_account
from .import_steps import ImportSteps

pytestmark = pytest.mark.gallery

VISIBLE_TEXTS = """() => {
    const texts = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const box = walker.currentNode.parentElement;
        if (box.checkVisibility({visibilityProperty: true})) {
            texts.add(walker.currentNode.textContent.trim());
        }
    }
    for (const name of ["placeholder", "title", "aria-label", "data-tooltip"]) {
        for (const box of document.querySelectorAll(`[${name}]`)) {
            if (box.checkVisibility({visibilityProperty: true})) {
                texts.add(box.getAttribute(name).trim());
            }
        }
    }
    return [...texts];
}"""


@pytest.fixture(scope="module")
def english():
    """Source terms that no French screen may show."""
    entries = polib.pofile(str(ADDON / "i18n" / "fr.po"))
    french = {text for entry in entries for text in texts_in(entry.msgstr)}
    return {text for entry in entries for text in texts_in(entry.msgid)} - french


def texts_in(term):
    """The texts of a term, which may hold tags."""
    if not term.strip():
        return set()
    found = html.fragment_fromstring(term, create_parent="div").itertext()
    return {text.strip() for text in found if len(text.strip()) > 2}


class Tour:
    """One person who is shown round."""

    def __init__(self, person, english):
        self.person = person
        self.page = person.page
        self.english = english
        self.leaks = {}

    def keep(self, name):
        """Take the picture, and note the English of ours that is on it."""
        self.person.look(name)
        shown = set(self.page.evaluate(VISIBLE_TEXTS))
        if shown & self.english:
            self.leaks[name] = sorted(shown & self.english)

    def visit(self, name, path, selector):
        """Go to an address, wait for what makes the screen, take the picture."""
        self.person.open(path)
        expect(self.page.locator(selector).first).to_be_visible()
        self.keep(name)

    def switch(self, name, view, selector):
        """Switch to another view of the same records."""
        self.page.locator(f".o_cp_switch_buttons .o_{view}").click()
        expect(self.page.locator(selector).first).to_be_visible()
        self.keep(name)

    def tabs(self, name):
        """Every tab of the form that is open."""
        for tab in self.page.get_by_role("tab").all():
            tab.click()
            expect(self.page.locator(".tab-pane.active")).to_be_visible()
            tab.scroll_into_view_if_needed()
            self.keep(f"{name} {tab.inner_text()}")

    def first_record(self, name):
        """Open the first record of the list."""
        self.page.locator(".o_data_row .o_data_cell").nth(1).click()
        expect(self.page.locator(".o_form_view")).to_be_visible()
        self.keep(name)


def test_screens_of_a_rep(people, demo_url, english):
    """What a rep sees, from the list of prospects to the calendar of visits."""
    rep = Tour(people(demo_url, demo_account("commercial")), english)
    rep.visit("prospects", "/odoo/prospects", ".o_data_row")
    rep.switch("prospects cards", "kanban", ".o_kanban_record")
    rep.switch("prospects list", "list", ".o_data_row")
    rep.first_record("prospect")
    rep.tabs("prospect")
    rep.person.click("Visite ce jour")
    expect(rep.person.dialog).to_be_visible()
    rep.keep("visit of today")
    rep.person.click("Annuler")
    rep.person.expect_no_dialog()
    rep.person.click("Transformation en client")
    expect(rep.person.dialog).to_be_visible()
    rep.keep("conversion")
    rep.person.click("Plus tard")
    rep.person.expect_no_dialog()
    rep.page.get_by_role("button", name="Historique des visites").click()
    rep.person.expect_title("Historique des visites")
    rep.keep("history of visits")
    rep.visit("my visits", "/odoo/my-visits", ".fc-view")
    rep.switch("my visits list", "list", ".o_data_row")
    rep.first_record("visit")
    assert not rep.leaks


def test_screens_of_an_accountant(people, demo_url, english):
    """Clients, visits, requests, import and export."""
    accountant = Tour(people(demo_url, demo_account("comptable")), english)
    accountant.visit("clients", "/odoo/clients", ".o_data_row")
    accountant.first_record("client")
    accountant.tabs("client")
    accountant.visit("visits", "/odoo/visits", ".o_data_row")
    accountant.switch("visits calendar", "calendar", ".fc-view")
    accountant.switch("visits cards", "kanban", ".o_kanban_record")
    accountant.switch("visits pivot", "pivot", ".o_pivot table")
    accountant.switch("visits graph", "graph", ".o_graph_renderer canvas")
    accountant.visit("requests", "/odoo/conversions", ".o_kanban_record")
    accountant.switch("requests list", "list", ".o_data_row")
    accountant.first_record("request")
    accountant.tabs("request")
    accountant.person.open("/odoo/clients")
    steps = ImportSteps(accountant.person)
    steps.begin()
    accountant.keep("import file")
    steps.drop(ADDON / "demo" / "clients-et-prospects.xlsx")
    accountant.keep("import sheet")
    accountant.person.click("Suivant : les colonnes")
    expect(accountant.page.locator(".o_field_import_mapping")).to_be_visible()
    accountant.keep("import columns")
    accountant.person.click("Suivant : contrôler les lignes")
    expect(accountant.page.locator("[name=problem_ids]")).to_be_visible()
    accountant.keep("import check")
    accountant.page.locator(".tab-pane.active [name=action_open_problems]").click()
    expect(accountant.page.locator(".o_list_view .o_data_row").first).to_be_visible()
    accountant.keep("import problems")
    accountant.person.open("/odoo/clients")
    accountant.person.choose_menu("Données", "Exporter des clients", title="Exporter")
    accountant.keep("export")
    accountant.person.click("Fermer")
    accountant.person.expect_no_dialog()
    accountant.person.choose_menu("Données", "Journal des imports")
    accountant.keep("imports done")
    assert not accountant.leaks


LISTS = (
    "Secteurs",
    "Types de parc",
    "Questions de visite",
    "Agences",
    "Catégories client",
    "Sous-catégories client",
    "Modes de règlement",
    "Grilles conditions",
    "Codes de la fiche client",
)


def test_screens_of_an_administrator(people, demo_url, english):
    """The settings and every list that the administrator keeps."""
    admin = Tour(people(demo_url, demo_account("admin")), english)
    admin.person.open("/odoo/clients")
    for name in LISTS:
        admin.person.choose_menu("Configuration", name)
        rows = admin.page.locator(".o_data_row, .o_group_header")
        expect(rows.first).to_be_visible()
        admin.keep(name)
    admin.person.choose_menu("Configuration", "Paramètres")
    expect(admin.page.locator("[name=field_accountant_emails]")).to_be_visible()
    admin.keep("settings")
    assert not admin.leaks


SCREENS = (
    "field-home",
    "missions",
    "visit-calendar",
    "opportunities",
    "opportunity-forecast",
    "opportunity-report",
    "field-quotes",
    "modifications",
    "booking-requests",
    "client-opinions",
    "statistics",
    "report-subscriptions",
    "client-imports",
    "client-import-mappings",
    "reassignments",
    "still-prospects",
    "consents",
    "user-correspondence",
    "contact-groups",
    "field-regions",
    "sheet-fields",
    "mission-types",
    "sla",
    "vehicles",
    "report-fields",
    "probability-levels",
    "booking-pages",
    "consent-purposes",
    "field-crm-errors",
)


def test_screens_of_the_back_office(people, demo_url, english):
    """What an administrator opens besides: each by its own address."""
    admin = Tour(people(demo_url, demo_account("admin")), english)
    for path in SCREENS:
        admin.person.open(f"/odoo/{path}")
        expect(admin.page.locator(".o_action_manager > *").first).to_be_visible()
        # Lists, charts and client actions have nothing else in common to wait for.
        admin.page.wait_for_timeout(500)
        expect(admin.page.locator(".o_loading_indicator")).to_have_count(0)
        admin.keep(path)
    assert not admin.leaks
