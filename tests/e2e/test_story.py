"""From a spreadsheet to a client, as the people who do it live it."""

import re

from dateutil.relativedelta import relativedelta
from playwright.sync_api import expect

from .company import ACCOUNTANT, REP
from .import_steps import ImportSteps
from .person import today
from .workbook import CLIENT, PROSPECT, REFUSED, SHEET, write_workbook

WRONG_IBAN = "FR76 3000 6000 0112 3456 7890 198"
IBAN = "FR76 3000 6000 0112 3456 7890 189"
BIC = "AGRIFRPP"
CLIENT_CODE = "VALFLEURI"
# Both questions, then what the proposals are about (S3-23 … S3-26).
QUESTIONS = [
    *("Visite", "Téléphone", "Mail", "Agence"),
    *("Visite commerciale avec rdv", "Visite commerciale sans rdv"),
    *("Commande", "Livraison", "Relevé de parc", "Remise de proposition"),
]
PROPOSALS = ["Agraire", "TP", "GC", "PL & PLP", "Lubrifiant", "Flotte entreprise"]
PRESETS = ["1 semaine", "2 semaines", "1 mois", "3 mois", "6 mois", "1 an"]
COMMENT = "Intéressé par deux pneus agraires, rappeler après la moisson."


def test_a_prospect_becomes_a_client(people, url, mail_server, tmp_path):
    """The whole story, from the workbook to the client with its visits.

    Proves S0-18, S0-32, S0-33, S3-20, S3-21, S3-22, S3-23, S3-24, S3-25, S3-26,
    S3-28, S3-32, S3-33, S3-40, S3-41, S3-43, S3-44, S3-45, S3-48, S3-49, S3-77,
    S3-78, S3-108, S3-109.
    """
    accountant = people(url, ACCOUNTANT)
    import_workbook(accountant, write_workbook(tmp_path / "clients.xlsx"))
    rep = people(url, REP)
    record_visit(rep)
    ask_for_conversion(rep)
    link = read_mail_to_accountant(mail_server, url)
    validate(accountant, link)
    read_mail_to_rep(mail_server)
    find_client(rep)


def import_workbook(accountant, path):
    """S0-32, S0-33: file, sheet, columns, errors row by row, import."""
    page = accountant.page
    accountant.open_app()
    steps = ImportSteps(accountant)
    steps.begin()
    steps.drop(path)
    page.locator("[name=sheet_name] input").click()
    accountant.look("sheets of the workbook")
    page.get_by_role("menuitem", name=SHEET).click()
    accountant.click("Suivant : les colonnes")

    expect(steps.target("Raison sociale")).to_have_value("Nom")
    expect(steps.column("Remarque interne")).not_to_contain_text("Par son")
    accountant.look("columns proposed")
    steps.choose("Client (oui/non)", "Client (oui ou non)")
    accountant.look("columns completed")
    accountant.click("Suivant : contrôler les lignes")

    steps.expect_total("nouvelles", 4)
    problems = page.locator("[name=problem_ids] .o_data_row")
    expect(problems).to_have_count(len(REFUSED))
    for row, (reference, reason) in REFUSED.items():
        problem = problems.filter(has_text=reference)
        expect(problem).to_contain_text(row)
        expect(problem).to_contain_text(reason)
    expect(page.get_by_role("button", name="Importer", exact=True)).to_be_disabled()
    accountant.look("refused rows")
    accountant.field("Importer sans les lignes refusées").check()
    accountant.click("Importer")

    steps.expect_done()
    steps.expect_total("créées", 4)
    accountant.look("imported")
    accountant.click("Ouvrir les fiches importées")
    expect(page.locator(".o_data_row")).to_have_count(4)
    accountant.choose_menu("Clients")
    expect(page.locator(".o_data_row").filter(has_text=CLIENT)).to_be_visible()
    expect(page.locator(".o_data_row").filter(has_text=PROSPECT)).to_have_count(0)


def record_visit(rep):
    """S3-20 … S3-33: the prospect, « Visite ce jour », questions, date de revoir."""
    rep.open_app()
    rep.choose_menu("Prospects")
    rep.search(PROSPECT)
    rep.open_record(PROSPECT)
    rep.look("prospect")
    rep.click("Visite ce jour")
    rep.expect_title(f"Visite ce jour : {PROSPECT}")
    rep.look("visit")
    report = rep.dialog
    expect(report.locator("label.form-check-label")).to_have_text(QUESTIONS)
    report.get_by_role("radio", name="Visite", exact=True).check()
    report.get_by_role("radio", name="Visite commerciale avec rdv").check()
    report.get_by_role("checkbox", name="Remise de proposition").check()
    expect(report.locator("label.form-check-label")).to_have_text(
        [*QUESTIONS, *PROPOSALS]
    )
    report.get_by_role("checkbox", name="Agraire").check()
    report.locator("textarea").fill(COMMENT)
    expect(report.locator(".o_selection_badge")).to_have_text(PRESETS)
    report.get_by_text("1 mois", exact=True).click()
    # A month from today, as the day's tooltip shows it in full.
    revisit = today() + relativedelta(months=1)
    expect(report.locator("[name=revisit_date] button")).to_have_attribute(
        "data-tooltip", f"{revisit:%d/%m/%Y}"
    )
    rep.look("visit reported")
    rep.click("Enregistrer la visite")
    rep.expect_no_dialog()
    to_see_again = rep.page.get_by_role("button", name="Date de revoir")
    expect(to_see_again).to_contain_text(f"{(revisit - today()).days} jours")
    rep.page.get_by_role("button", name="Historique des visites").click()
    rep.expect_title(f"Historique des visites : {PROSPECT}")
    visit = rep.page.locator(".o_data_row")
    expect(visit).to_have_count(1)
    expect(visit).to_contain_text("Remise de proposition (Agraire)")
    expect(visit).to_contain_text(COMMENT)
    rep.look("history of the prospect")
    rep.page.get_by_role("link", name=PROSPECT).click()
    rep.expect_title(PROSPECT)


def ask_for_conversion(rep):
    """S3-41 … S3-48: LD, a wrong IBAN, then the right one and a signature."""
    rep.click("Transformation en client")
    rep.expect_title("Transformation en client")
    expect(rep.dialog).to_contain_text(
        "Champs obligatoires à renseigner : Périodicité, Grille conditions, "
        "Mode de règlement, Type édition facture."
    )
    rep.look("conversion")
    rep.choose("Périodicité", "M")
    rep.choose("Grille conditions", "AGRI")
    rep.choose("Type édition facture", "P")
    rep.choose("Mode de règlement", "LD")
    rep.type("Nb de jours", "30")
    rep.type("IBAN", WRONG_IBAN)
    rep.click("Demander la création du client")
    expect(rep.dialog).to_contain_text(
        f"IBAN « {WRONG_IBAN.replace(' ', '')} » n'est pas valide : "
        "sa clé de contrôle est fausse, un chiffre a été mal saisi."
    )
    rep.look("wrong IBAN refused")
    rep.click("Fermer")
    rep.type("IBAN", IBAN)
    rep.type("BIC", BIC)
    rep.click("Demander la création du client")
    expect(rep.dialog).to_contain_text("la signature du client est obligatoire")
    rep.look("signature demanded")
    rep.click("Fermer")
    rep.dialog.locator(".o_signature").click()
    rep.draw(rep.dialog.locator("canvas"))
    rep.look("signature")
    rep.click("Adopter & Signer")
    expect(rep.dialog.locator("img.o_signature")).to_be_visible()
    rep.look("conversion complete")
    rep.click("Demander la création du client")
    expect(rep.page.locator(".o_notification")).to_contain_text(
        f"La demande est transmise à la comptabilité, qui validera « {PROSPECT} »."
    )
    rep.expect_no_dialog()
    expect(rep.page.get_by_role("status").first).to_contain_text(
        "La transformation de ce prospect en client a été demandée à la comptabilité."
    )
    rep.look("conversion asked")


def read_mail_to_accountant(mail_server, url):
    """S3-77, mail A: returns the link that it holds."""
    mail = mail_server.wait_for(ACCOUNTANT.email, f"[Création Client] {PROSPECT}")
    assert mail.author == REP.email
    assert mail.recipients == (ACCOUNTANT.email,)
    assert mail.text.startswith(
        "Un nouveau client est en attente de validation, "
        "accédez à sa fiche en cliquant sur le lien suivant :"
    )
    [link] = re.findall(r'href="([^"]+)"', mail.html)
    assert link.startswith(url)
    return link


def validate(accountant, link):
    """S3-43, S3-44: the accountant follows the link, completes, approves."""
    accountant.open(link)
    accountant.expect_title(PROSPECT)
    accountant.look("request")
    accountant.type("Code client", CLIENT_CODE)
    accountant.choose("Titre", "GAEC")
    accountant.open_tab("Règlement et facturation")
    expect(accountant.field("IBAN")).to_have_value(IBAN.replace(" ", ""))
    accountant.choose("Type de facturation", "N")
    accountant.look("request completed")
    accountant.click("Valider et créer le client")
    state = accountant.page.locator(".o_statusbar_status [aria-checked=true]")
    expect(state).to_have_text("Validée")
    accountant.look("request validated")


def read_mail_to_rep(mail_server):
    """S3-78, mail B."""
    mail = mail_server.wait_for(
        REP.email, f"[Création Client] {CLIENT_CODE} {PROSPECT}"
    )
    assert mail.author == ACCOUNTANT.email
    assert mail.recipients == (REP.email,)
    assert mail.text == (
        f"Le client {CLIENT_CODE} {PROSPECT} vient d'être validé et créé dans winpro. "
        "Il sera disponible dans le CRM à la prochaine actualisation, "
        "la facturation winpro est déjà possible."
    )


def find_client(rep):
    """S3-45: the client is there, with the visit of the prospect and its mark."""
    rep.choose_menu("Clients")
    rep.search(PROSPECT)
    rep.open_record(PROSPECT)
    state = rep.page.locator(".o_statusbar_status [aria-checked=true]")
    expect(state).to_have_text("Client")
    # A rep reads clients: their fields are text, not boxes.
    code = rep.page.locator(".o_field_widget[name=client_code]")
    expect(code).to_have_text(CLIENT_CODE)
    rep.look("client")
    rep.page.get_by_role("button", name="Historique des visites").click()
    day = today()
    expect(rep.page.locator(".o_data_row")).to_contain_text(
        f"[PROSPECT] Visite du {day:%d/%m/%Y}"
    )
    rep.look("history of the client")
