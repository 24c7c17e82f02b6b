"""What `./fieldcrm demo` proposes to a newcomer, done as it is written there."""

import re

from playwright.sync_api import expect

from .demo import ADDON, demo_account
from .import_steps import ImportSteps

WORKBOOK = ADDON / "demo" / "clients-et-prospects.xlsx"
PROSPECT = "GAEC des Trois Chênes"


def test_the_proposals_of_the_demo_work(people, demo_url):
    """The demo's file is imported, its prospect visited, refused, signed, approved.

    Proves S0-31, S0-40, S3-20, S3-33, S3-41, S3-43, S3-45, S3-48 on the file and the
    account numbers that the demo prints.
    """
    text = (ADDON / "demo" / "try_first.txt").read_text("utf-8")
    assert str(WORKBOOK.relative_to(ADDON.parents[1])) in text
    assert PROSPECT in text
    wrong_iban, iban = re.findall(r"FR76(?: \d+)+", text)
    [bic] = re.findall(r"BIC (\w+)", text)

    accountant = people(demo_url, demo_account("comptable"))
    import_workbook(accountant)
    rep = people(demo_url, demo_account("commercial"))
    visit(rep)
    convert(rep, wrong_iban, iban, bic)
    approve(accountant)
    find_client(rep)


def import_workbook(accountant):
    """The six wrong rows are said, the others are imported."""
    page = accountant.page
    accountant.open("/odoo/clients")
    steps = ImportSteps(accountant)
    steps.begin()
    steps.drop(WORKBOOK)
    sheet = page.locator("[name=sheet_name] input")
    expect(sheet).to_have_value("Clients et prospects")
    accountant.click("Suivant : les colonnes")
    expect(steps.target("Nom")).to_have_value("Nom")
    accountant.click("Suivant : contrôler les lignes")
    steps.expect_total("nouvelles", 55)
    steps.expect_total("à mettre à jour", 10)
    steps.expect_total("refusées", 6)
    accountant.look("six rows refused")
    accountant.field("Importer sans les lignes refusées").check()
    accountant.click("Importer")
    steps.expect_done()
    steps.expect_total("créées", 55)
    accountant.look("imported")
    accountant.click("Ouvrir les fiches importées")
    expect(page.locator(".o_data_row").first).to_be_visible()


def visit(rep):
    """A visit with an answer, to be seen again in a month."""
    rep.open("/odoo/prospects")
    rep.search(PROSPECT)
    rep.open_record(PROSPECT)
    rep.click("Visite ce jour")
    rep.expect_title(f"Visite ce jour : {PROSPECT}")
    rep.dialog.get_by_role("radio", name="Visite", exact=True).check()
    rep.dialog.get_by_text("1 mois", exact=True).click()
    rep.click("Enregistrer la visite")
    rep.expect_no_dialog()
    history = rep.page.get_by_role("button", name="Historique des visites")
    expect(history).to_contain_text("1")


def convert(rep, wrong_iban, iban, bic):
    """The wrong account is refused in words; the right one, signed, is sent."""
    rep.click("Transformation en client")
    rep.expect_title("Transformation en client")
    rep.type("IBAN", wrong_iban)
    rep.click("Demander la création du client")
    expect(rep.dialog).to_contain_text("sa clé de contrôle est fausse")
    rep.look("wrong account refused")
    rep.click("Fermer")
    rep.type("IBAN", iban)
    rep.type("BIC", bic)
    rep.dialog.locator(".o_signature").click()
    rep.draw(rep.dialog.locator("canvas"))
    rep.click("Adopter & Signer")
    expect(rep.dialog.locator("img.o_signature")).to_be_visible()
    rep.click("Demander la création du client")
    rep.expect_no_dialog()
    expect(rep.page.get_by_role("status").first).to_contain_text(
        "La transformation de ce prospect en client a été demandée à la comptabilité."
    )


def approve(accountant):
    """The request is among those to validate."""
    accountant.open("/odoo/clients")
    accountant.choose_menu("Demandes", "Créations de clients")
    accountant.open_record(PROSPECT)
    accountant.click("Valider et créer le client")
    state = accountant.page.locator(".o_statusbar_status [aria-checked=true]")
    expect(state).to_have_text("Validée")
    accountant.look("validated")


def find_client(rep):
    """The client is among the clients, its visit bears the mark."""
    rep.open("/odoo/clients")
    rep.search(PROSPECT)
    rep.open_record(PROSPECT)
    rep.page.get_by_role("button", name="Historique des visites").click()
    rep.expect_title("Historique des visites")
    expect(rep.page.locator(".o_data_row")).to_contain_text("[PROSPECT] Visite du")
    rep.look("client with its visit")
