"""An accountant sends a request back, and the rep reads why."""

from playwright.sync_api import expect

from .company import ACCOUNTANT, REP, ask_for_conversion, make_prospect

PROSPECT = "EARL des Peupliers"
REASON = "Le SIRET est celui de l'ancien exploitant."


def test_an_accountant_refuses_with_a_reason(people, url, remote, mail_server):
    """The reason reaches the rep by mail and stays on the prospect.

    Proves the other end of S3-43: what is not validated goes back to who asked.
    """
    rep_remote = remote(REP)
    ask_for_conversion(rep_remote, make_prospect(rep_remote, PROSPECT))

    accountant = people(url, ACCOUNTANT)
    accountant.open_app()
    accountant.choose_menu("Demandes", "Créations de clients")
    accountant.look("requests")
    accountant.open_record(PROSPECT)
    accountant.click("Refuser")
    accountant.expect_title("Refuser la demande")
    accountant.type("Motif", REASON)
    accountant.look("reason")
    accountant.click("Refuser")
    accountant.expect_no_dialog()
    expect(accountant.page.get_by_role("alert").first).to_contain_text(REASON)
    accountant.look("refused")

    mail = mail_server.wait_for(REP.email, f"[Création Client] {PROSPECT} : refusée")
    assert mail.author == ACCOUNTANT.email
    assert REASON in mail.text

    rep = people(url, REP)
    rep.open_app()
    rep.choose_menu("Prospects")
    rep.search(PROSPECT)
    rep.open_record(PROSPECT)
    notice = rep.page.get_by_role("alert").filter(has_text="La comptabilité a refusé")
    expect(notice).to_be_visible()
    rep.look("prospect refused")
    rep.click("Voir pourquoi")
    expect(rep.page.locator(".o_kanban_record")).to_contain_text(REASON)
    rep.look("why")
