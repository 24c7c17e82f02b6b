"""Every screen of the reps' app can be used by everybody, light and dark."""

import re

import pytest
from playwright.sync_api import expect

from .accessibility import obstacles
from .company import REP, give, make_clients, make_prospect

SCREENS = {
    "/": "Bonjour",
    "/clients": "Clients",
    "/prospects": "Prospects",
    "/stats": "Statistiques",
    "/history": "Historique",
    "/alerts": "Synchro",
    "/settings": "Paramètres",
}


@pytest.fixture(scope="module")
def client(admin, remote, company):
    rep = remote(REP)
    [client] = make_clients(
        admin,
        "Scierie du Bois Joli",
        phone="02 99 75 02 01",
        site_note="Sonner deux fois",
    )
    give(admin, [client], rep)
    make_prospect(rep, "Haras de la Plaine")
    rep.call(
        "field.visit",
        "create",
        {
            "partner_id": client,
            "state": "done",
            "comment": "A commandé quatre pneus",
            "revisit_preset": "1m",
        },
    )
    return client


@pytest.fixture
def rep(phone, client):
    return phone.sign_in(REP)


def go(rep, address):
    rep.page.evaluate("(address) => { location.hash = address; }", address)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_screens_are_for_everybody(rep, client, theme):
    """Labels, names, contrast and focus (WCAG AA), at 360 points, both themes."""
    page, found = rep.page, []
    page.evaluate(
        "(theme) => { document.documentElement.dataset.theme = theme; }", theme
    )
    for address, title in SCREENS.items():
        go(rep, address)
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        rep.look(f"{theme} {title}")
        found += obstacles(page, f"{address} ({theme})")
    go(rep, f"/card/{client}")
    expect(page.get_by_role("heading", name="Scierie du Bois Joli")).to_be_visible()
    for name in ("Info", "Historique", "KPIs", "Notes"):
        page.locator(".f-segments").get_by_role("button", name=name).click()
        rep.look(f"{theme} card {name}")
        found += obstacles(page, f"card, {name} ({theme})")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_forms_are_for_everybody(rep, client, theme):
    """S2-03, S2-04: the forms of a client and of a prospect; Escape closes each."""
    page, found = rep.page, []
    page.evaluate(
        "(theme) => { document.documentElement.dataset.theme = theme; }", theme
    )
    go(rep, f"/card/{client}")
    for name in ("Visite ce jour", "S'enregistrer", "Plus"):
        page.get_by_role("button", name=name, exact=True).click()
        found += check_form(rep, name, theme)
    for name in ("Date de revoir", "Type de parc", "Demande de modification"):
        page.get_by_role("button", name="Plus", exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name=name).click()
        found += check_form(rep, name, theme)
    go(rep, "/prospects")
    page.get_by_role("button", name="Nouveau prospect").click()
    found += check_form(rep, "Nouveau prospect", theme)
    row = page.locator(".f-item").filter(has_text="Haras de la Plaine")
    row.get_by_role("button").last.click()
    for name in ("Transformation en client", "Modifier le prospect", "Supprimer"):
        page.get_by_role("button", name="Plus", exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name=name).click()
        found += check_form(rep, name, theme)


def check_form(rep, name, theme):
    dialog = rep.page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=1)).to_be_visible()
    rep.look(f"{theme} form {name}")
    found = obstacles(rep.page, f"{name} ({theme})")
    rep.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    return found


def test_statistics_are_one_page(rep, tmp_path):
    """S3-53 … S3-57: what the phone holds, printed on a single A4 page."""
    go(rep, "/stats")
    page = rep.page
    expect(page.get_by_text("Visites par grille commerciale")).to_be_visible()
    expect(page.get_by_text("Clients visités")).to_be_visible()
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1
    rep.look("stats")


def test_history_is_a_calendar(rep, client):
    """S3-59, S3-60: the days of the month, their visits with comments."""
    go(rep, "/history")
    page = rep.page
    day = page.locator(".f-day-today")
    expect(day).to_have_attribute("data-count", re.compile(r"[1-9]"))
    expect(page.locator(".f-past")).to_contain_text("A commandé quatre pneus")
    page.get_by_role("button", name="Semaine").click()
    expect(page.locator(".f-day")).to_have_count(7)
    page.get_by_role("button", name="Précédent").click()
    expect(page.get_by_text("Pas de visite ce jour-là")).to_be_visible()


def test_a_refused_visit_is_mended(rep, client, remote):
    """S2-14: the alert says why; mended and sent again, it arrives."""
    rep.save(
        "VC",
        {"partner": client, "comment": "Trop vieille", "date": "2020-01-05T10:00:00Z"},
    )
    rep.expect_true("field.status.alerts === 1")
    go(rep, "/alerts")
    page = rep.page
    alert = page.locator(".f-past li").filter(has_text="Visite d'un client")
    expect(alert).to_contain_text("Refusé")
    expect(alert).to_contain_text("Scierie du Bois Joli")
    rep.look("alert")
    alert.get_by_role("button", name="Modifier").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Commentaire").fill("Corrigée")
    form.get_by_label("Jour").fill(
        page.evaluate("new Date().toISOString().slice(0, 10)")
    )
    form.get_by_role("button", name="Renvoyer").click()
    expect(page.get_by_text("Aucune alerte")).to_be_visible()
    rep.expect_true("!field.status.waiting")
    found = [["partner_id", "=", client], ["comment", "=", "Corrigée"]]
    assert remote(REP).call("field.visit", "search_count", found) == 1


def test_the_theme_is_kept(rep):
    """Light or dark as the rep chose, also after the phone was switched off."""
    go(rep, "/settings")
    rep.page.get_by_role("button", name="Sombre").click()
    rep.close()
    rep.open()
    rep.start()
    rep.expect_ready()
    assert rep.page.evaluate("document.documentElement.dataset.theme") == "dark"
