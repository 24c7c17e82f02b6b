"""Opening hours found by Google or pasted, looked at, then taken over."""

import importlib.util

import pytest
from playwright.sync_api import expect

from .company import ACCOUNTANT, make_clients
from .demo import ADDON
from .window import PHONE

TYPED = {"0": "9h00–17h00"}
PASTED = """Fermé ⋅ Ouvre à 08:00 lun.
lundi\t08:00–12:00, 14:00–18:30
mardi\t08:00–12:00, 14:00–18:30
dimanche\tFermé
Suggérer de nouveaux horaires"""


@pytest.fixture
def google(admin):
    """A server that speaks as Google does, and the company that asks it."""
    spec = importlib.util.spec_from_file_location(
        "google_server", ADDON / "tests" / "google_server.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with module.google() as server:
        [company] = admin.call("res.company", "search", [], limit=1)
        admin.call(
            "res.company",
            "write",
            [company],
            {
                "field_hours_lookup": True,
                "field_google_key": module.KEY,
                "field_google_host": server.url,
            },
        )
        hours = [module.period(day, (8, 0), (12, 30)) for day in range(1, 7)]
        server.answer(
            {
                "places": [
                    module.place("Pneus du Lac", "1 Rue du Lac, 35000 Rennes", hours),
                    module.place("Pneus du Lac Laval", "Laval"),
                ]
            }
        )
        yield server
        admin.call("res.company", "write", [company], {"field_hours_lookup": False})


def client_with_hours(admin, name):
    [client] = make_clients(admin, name, is_company=True, street="1 rue du Lac")
    admin.call("res.partner", "write", [client], {"opening_week": TYPED})
    return client


def week(admin, client):
    [partner] = admin.call("res.partner", "read", [client], ["opening_week"])
    return partner["opening_week"]


def open_place(person, client):
    person.open(f"/odoo/clients/{client}")
    person.open_tab("Sur place")


def test_hours_from_google(people, url, admin, google):
    """Proves S4-03: two places, one chosen; both weeks side by side, then a click."""
    client = client_with_hours(admin, "Pneus du Lac")
    accountant = people(url, ACCOUNTANT)
    open_place(accountant, client)
    accountant.look("buttons")
    accountant.page.get_by_role("button", name="Chercher les horaires (Google)").click()
    accountant.expect_title("Horaires d'ouverture : Pneus du Lac")
    take = accountant.dialog.get_by_role("button", name="Reprendre ces horaires")
    expect(take).to_have_count(0)
    accountant.look("several places")
    accountant.dialog.get_by_role("radio", name="Laval").check()
    expect(accountant.dialog.get_by_role("alert")).to_contain_text("pas ses horaires")
    accountant.dialog.get_by_role("radio", name="1 Rue du Lac").check()
    expect(accountant.dialog).to_contain_text("9h00–17h00")
    expect(accountant.dialog).to_contain_text("8h00–12h30")
    accountant.look("found")
    accountant.click("Garder les horaires actuels")
    accountant.expect_no_dialog()
    assert week(admin, client) == TYPED

    accountant.page.get_by_role("button", name="Chercher les horaires (Google)").click()
    accountant.dialog.get_by_role("radio", name="1 Rue du Lac").check()
    take.click()
    accountant.expect_no_dialog()
    monday = accountant.page.locator(".o_field_crm_week input").first
    expect(monday).to_have_value("8h00–12h30")
    assert week(admin, client) == dict.fromkeys("012345", "8h00–12h30")
    accountant.look("taken over")


def test_hours_pasted_on_a_phone(people, url, admin):
    """Proves S4-03: without a key, copied from Google's page."""
    client = client_with_hours(admin, "Pneus du Canal")
    accountant = people(url, ACCOUNTANT, viewport=PHONE, is_phone=True)
    open_place(accountant, client)
    expect(accountant.page.get_by_role("button", name="Google")).to_have_count(0)
    accountant.page.get_by_role("button", name="Coller des horaires").click()
    accountant.expect_title("Horaires d'ouverture : Pneus du Canal")
    box = accountant.dialog.locator("[name=pasted] textarea")
    box.fill("lundi 8h-25h")
    box.blur()
    expect(accountant.dialog.get_by_role("alert")).to_contain_text("« 8h-25h »")
    accountant.look("unreadable")
    box.fill(PASTED)
    box.blur()
    expect(accountant.dialog).to_contain_text("8h00–12h00 / 14h00–18h30")
    expect(accountant.dialog).to_contain_text("Suggérer de nouveaux horaires")
    accountant.expect_fits()
    accountant.look("found")
    accountant.click("Reprendre ces horaires")
    accountant.expect_no_dialog()
    assert week(admin, client) == dict.fromkeys("01", "8h00–12h00 / 14h00–18h30")
