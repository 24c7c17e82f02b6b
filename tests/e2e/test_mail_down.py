"""The mail server is down: people go on working, and no mail is lost."""

from playwright.sync_api import expect

from .company import ACCOUNTANT, REP, ask_for_conversion, make_prospect
from .server import wait_until

PROSPECT = "SCEA du Moulin"
WAITING = ("outgoing", "exception")


def test_an_approval_does_not_need_the_mail_server(
    people, url, remote, admin, mail_server
):
    """Proves S3-44 when no mail can be sent: the client is made, the mail follows."""
    rep = remote(REP)
    prospect = make_prospect(rep, PROSPECT)
    request = ask_for_conversion(rep, prospect)
    mail_server.wait_for(ACCOUNTANT.email, f"[Création Client] {PROSPECT}")
    mail_server.stop()
    try:
        accountant = people(url, ACCOUNTANT)
        accountant.open(f"/odoo/conversions/{request}")
        accountant.click("Valider et créer le client")
        state = accountant.page.locator(".o_statusbar_status [aria-checked=true]")
        expect(state).to_have_text("Validée")
        accountant.look("validated without a mail server")
        mail = wait_until(lambda: failed_mail(admin))
        assert mail["email_to"].endswith(f"<{REP.email}>")
        assert mail["failure_reason"]
    finally:
        mail_server.start()
    resend = admin.reference("field_crm.ir_cron_resend_conversion_mails")
    admin.call("ir.cron", "method_direct_trigger", [resend])
    [client] = rep.call("res.partner", "read", [prospect], ["client_code"])
    subject = f"[Création Client] {client['client_code']} {PROSPECT}"
    assert mail_server.wait_for(REP.email, subject).author == ACCOUNTANT.email


def failed_mail(admin):
    mails = admin.call(
        "mail.mail",
        "search_read",
        [["subject", "like", PROSPECT], ["state", "in", WAITING]],
        ["state", "email_to", "failure_reason"],
    )
    return next((mail for mail in mails if mail["failure_reason"]), None)
