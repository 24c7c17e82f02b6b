"""A manager looks for doubles, merges one, and takes it back (S1-14 … S1-18, S3-38)."""

import pytest
from playwright.sync_api import expect

from .company import MANAGER
from .window import PHONE

KEPT, TWIN = "Transports Kervella", "SARL KERVELLA TRANSPORT"


@pytest.fixture(scope="module")
def clients(admin, company):
    """A client, and the same once more with another phone and a visit."""
    place = {"zip": "29870", "city": "Lannilis", "field_status": "client"}
    kept, twin = (
        admin.call("res.partner", "create", {**place, **values})
        for values in (
            {"name": KEPT, "ref": "K100", "phone": "02 98 04 70 01"},
            {"name": TWIN, "ref": "K200", "phone": "02 98 04 70 02"},
        )
    )
    visits = [
        admin.call("field.visit", "create", {"partner_id": client})
        for client in (kept, kept, twin)
    ]
    return {"kept": kept, "twin": twin, "visit": visits[-1]}


def test_search_review_merge_and_undo(people, url, admin, clients):
    """Proves S3-38 and S1-18: found, compared, chosen, merged, undone."""
    manager = people(url, MANAGER)
    page = manager.page
    manager.open_app()
    manager.choose_menu("Données", "Doublons")
    manager.click("Chercher les doublons")
    dialog = page.locator(".modal")
    dialog.get_by_role("button", name="Rechercher", exact=True).click()
    dialog.get_by_role("button", name="Voir les doublons").click()
    page.locator(".o_data_row", has_text="Lannilis").locator("td").nth(1).click()
    table = page.locator(".o_field_double_table")
    expect(table).to_be_visible()
    expect(page.locator(".o_field_double_head")).to_contain_text("même code postal")
    visits = table.locator("tr", has=page.get_by_text("Visites", exact=True))
    expect(visits.locator("td").first).to_have_text("2")
    manager.look("side by side")
    phone = table.get_by_role("radiogroup", name="Téléphone")
    phone.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Fusionner", exact=True).click()
    notice = page.locator(".o_notification", has_text="Rien n'est perdu")
    expect(notice).to_be_visible()
    kept, visit = clients["kept"], clients["visit"]
    assert admin.find("res.partner", ref="K100", phone="02 98 04 70 02") == kept
    assert admin.find("field.visit", id=visit, partner_id=kept) == visit
    manager.open("/odoo/merges")
    page.locator(".o_data_row", has_text=KEPT).locator("td").nth(1).click()
    manager.look("what moved")
    manager.click("Annuler la fusion")
    page.locator(".modal").get_by_role("button", name="Ok").click()
    expect(page.locator(".o_notification", has_text="comme avant")).to_be_visible()
    assert admin.find("field.visit", id=visit, partner_id=clients["twin"]) == visit
    assert admin.find("res.partner", ref="K100", phone="02 98 04 70 01") == kept


def test_on_a_telephone(people, url, admin, clients):
    """Proves S3-38: side by side on 390 pixels, ruled out with a thumb."""
    manager = people(url, MANAGER, viewport=PHONE, is_phone=True)
    page = manager.page
    manager.open("/odoo/doubles")
    manager.click("Chercher les doublons")
    dialog = page.locator(".modal")
    dialog.get_by_role("button", name="Rechercher", exact=True).click()
    dialog.get_by_role("button", name="Voir les doublons").click()
    page.locator(".o_kanban_record", has_text="Lannilis").click()
    expect(page.locator(".o_field_double_table")).to_be_visible()
    manager.look("telephone")
    page.get_by_role("button", name="Pas des doublons").click()
    page.locator(".modal").get_by_role("button", name="Pas des doublons").click()
    expect(page.locator(".modal")).to_have_count(0)
    assert admin.find("field.double.exception", low_id=clients["kept"])
