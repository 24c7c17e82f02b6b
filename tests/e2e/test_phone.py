"""A rep's everyday screens on a telephone."""

from playwright.sync_api import expect

from .company import REP, make_prospect
from .window import PHONE

PROSPECT = "GAEC de la Rive"


def test_a_rep_works_on_a_phone(people, url, remote):
    """List, card and « Visite ce jour » fit 390 × 844 points and can be used.

    Proves S3-20, S3-40, S3-49 where they happen: at the prospect's, on a telephone.
    """
    make_prospect(remote(REP), PROSPECT)
    rep = people(url, REP, viewport=PHONE, is_phone=True)
    rep.open("/odoo/prospects")
    card = rep.page.locator(".o_kanban_record").filter(has_text=PROSPECT)
    expect(card).to_be_visible()
    rep.expect_fits()
    rep.look("prospects")

    rep.open_record(PROSPECT)
    expect(rep.page.get_by_role("button", name="Visite ce jour")).to_be_in_viewport()
    rep.expect_fits()
    rep.look("card")

    rep.click("Visite ce jour")
    rep.expect_title(f"Visite ce jour : {PROSPECT}")
    # Nothing may cover the questions: no calendar, no list that opened by itself.
    expect(
        rep.page.locator(".o_datetime_picker, .o-autocomplete--dropdown-menu")
    ).to_have_count(0)
    rep.look("visit")
    rep.dialog.get_by_text("Visite", exact=True).tap()
    rep.dialog.get_by_text("Remise de proposition").tap()
    rep.dialog.get_by_text("Agraire").tap()
    rep.dialog.get_by_text("1 mois", exact=True).tap()
    expect(
        rep.dialog.get_by_role("button", name="Enregistrer la visite")
    ).to_be_in_viewport()
    rep.expect_fits()
    rep.look("visit reported")
    rep.click("Enregistrer la visite")
    rep.expect_no_dialog()
    rep.expect_fits()
    rep.look("card after the visit")

    rep.page.locator(".o_statusbar_buttons .dropdown-toggle").tap()
    rep.look("other actions")
    rep.page.get_by_role("menuitem", name="Transformation en client").tap()
    rep.expect_title("Transformation en client")
    expect(
        rep.dialog.get_by_role("button", name="Demander la création du client")
    ).to_be_in_viewport()
    rep.expect_fits()
    rep.look("conversion")
