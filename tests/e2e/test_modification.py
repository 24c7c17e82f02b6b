"""A rep asks for changes of a client, the accountant applies them with a click."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from .company import ACCOUNTANT, REP, make_clients
from .window import PHONE

XSS = "<img src=x onerror=alert(1)>"
ON_A_PHONE = {"viewport": PHONE, "is_phone": True}


NUMBERS = count(1)


@pytest.fixture
def client(admin):
    """A client with a code: its identifier, code and name."""
    number = next(NUMBERS)
    name, code = f"Menuiserie des Ormes {number}", f"ORMES{number}"
    [client] = make_clients(
        admin, name, client_code=code, street="1 rue du Bois", phone=False
    )
    return client, code, name


def open_dialog(rep, client, name):
    """« Demande de modification » on the client's form."""
    rep.open(f"/odoo/clients/{client}")
    rep.expect_title(name)
    button = rep.page.get_by_role("button", name="Demande de modification")
    more = rep.page.locator(".o_statusbar_buttons .dropdown-toggle")
    expect(button.or_(more).first).to_be_visible()
    if button.is_visible():
        button.click()
    else:
        more.click()
        rep.page.get_by_role("menuitem", name="Demande de modification").click()
    rep.expect_title(f"Demande de modification : {name}")


def send(rep):
    """Send it; returns the number that the rep is told."""
    rep.click("Envoyer au comptable")
    notice = rep.page.locator(".o_notification")
    expect(notice).to_contain_text("est chez le comptable")
    rep.expect_no_dialog()
    return re.search(r"La demande (\S+) est chez", notice.inner_text())[1]


def read_mail(mail_server, code, name):
    """S3-79, mail C; returns its text and the link to the request."""
    mail = mail_server.wait_for(
        ACCOUNTANT.email, f"[Modification Client] {code} {name}"
    )
    assert mail.author == REP.email
    assert mail.recipients == (ACCOUNTANT.email,)
    assert XSS not in mail.html
    [link] = set(re.findall(r'href="([^"]*/odoo/modifications/\d+)"', mail.html))
    return mail.text, link


def test_from_the_dialog_to_the_click(people, url, admin, mail_server, client):
    """Proves S3-17, S3-18, S3-79, S3-80: two fields, each applied with one click.

    What was typed holds HTML, which stays text in the mail and on every screen.
    """
    client, code, name = client
    rep = people(url, REP)
    open_dialog(rep, client, name)
    street = "7 quai <img src=x onerror=z>"
    rep.type("Adresse 1", street)
    rep.type("Ville", "Vitré")
    # What is there today stands beside what is typed.
    today = rep.dialog.locator(".o_field_asked").filter(has_text="1 rue du Bois")
    expect(today).to_be_visible()
    rep.type("Commentaire", f"Déménagement le 1er {XSS}")
    rep.look("dialog")
    number = send(rep)
    assert number.split("-")[1:2] == [code]

    text, link = read_mail(mail_server, code, name)
    assert text.startswith(
        f"{REP.name} a demandé la modification du client {code} {name}, "
        "il rapporte les changements suivants :"
    )
    assert "« 1 rue du Bois » remplacé par « 7 quai" in text
    assert "Ville : « Rennes » remplacé par « Vitré »" in text

    accountant = people(url, ACCOUNTANT)
    accountant.open(link)
    lines = accountant.page.locator(".o_data_row")
    expect(lines).to_have_count(2)
    accountant.look("request")
    for applied, field in enumerate(("Ville", "Adresse 1"), start=1):
        line = lines.filter(has_text=field)
        line.get_by_role("button", name="Appliquer").click()
        expect(lines.filter(has_text="Appliqué")).to_have_count(applied)
    [partner] = admin.call("res.partner", "read", [client], ["street", "city"])
    assert (partner["street"], partner["city"]) == (street, "Vitré")
    accountant.look("applied")
    accountant.click("Clore le sujet")
    state = accountant.page.locator(".o_statusbar_status [aria-checked=true]")
    expect(state).to_have_text("Clos")
    accountant.look("closed")
    assert not accountant.page.evaluate(
        "document.querySelectorAll('img[onerror]').length"
    )


def test_nothing_changed_is_nothing_asked(people, url, client):
    """Proves S3-18: without a new value there is nothing to send."""
    client, _code, name = client
    rep = people(url, REP)
    open_dialog(rep, client, name)
    rep.click("Envoyer au comptable")
    expect(rep.dialog).to_contain_text("saisissez d'abord les nouvelles valeurs")


def test_the_same_on_phones(people, url, admin, mail_server, client):
    """Proves S3-17, S3-80 at the client's door: rep and accountant on telephones."""
    client, code, name = client
    rep = people(url, REP, **ON_A_PHONE)
    open_dialog(rep, client, name)
    rep.expect_fits()
    rep.look("dialog")
    rep.type("Ville", "Fougères")
    expect(
        rep.dialog.locator(".o_field_asked").filter(has_text="Rennes")
    ).to_be_visible()
    rep.look("typed over")
    expect(
        rep.dialog.get_by_role("button", name="Envoyer au comptable")
    ).to_be_in_viewport()
    send(rep)
    rep.look("sent")

    _text, link = read_mail(mail_server, code, name)
    accountant = people(url, ACCOUNTANT, **ON_A_PHONE)
    accountant.open(link)
    card = accountant.page.locator(".o_kanban_record").filter(has_text="Fougères")
    expect(card).to_contain_text("Rennes")
    accountant.expect_fits()
    accountant.look("request")
    card.get_by_role("button", name="Appliquer", exact=True).tap()
    expect(card).to_contain_text("Appliqué")
    accountant.look("applied")
    [partner] = admin.call("res.partner", "read", [client], ["city"])
    assert partner["city"] == "Fougères"
