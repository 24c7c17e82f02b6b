"""Clients ask for missions on the public page, without a login (S4-22, S4-24)."""

import threading
import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from .company import MANAGER, make_clients
from .person import today
from .visitor import ask, link_in
from .window import PHONE

SLUG = "rendez-vous"
TITLE = "Prendre rendez-vous"
XSS = "<img src=x onerror=alert(1)>"
SENDER = {
    "company_name": f"Garage {XSS}",
    "contact_name": "Paul Martin",
    "email": "paul.martin@garage.example",
    "phone": "02 99 75 00 31",
    "street": "5 rue du Port",
    "zip": "35500",
    "city": "Vitré",
    "message": f"Deux pneus {XSS}",
}


@pytest.fixture(scope="module")
def page_id(admin, company):
    """The company's booking page, with generous limits."""
    manager = admin.find("res.users", login=MANAGER.login)
    return admin.call(
        "field.booking.page",
        "create",
        {
            "name": TITLE,
            "slug": SLUG,
            "intro": "Entretien et dépannage, chez vous.",
            "planner_ids": [[6, 0, [manager]]],
            "ip_limit": 1000,
            "page_limit": 1000,
        },
    )


def wish_day():
    return (today() + timedelta(days=5)).isoformat()


def test_a_stranger_books_from_the_phone(
    visitor, people, url, admin, page_id, company, mail_server
):
    """Proves S4-24: form, mail, click; then a manager makes the mission of it.

    What was typed holds HTML, which stays text wherever it is shown.
    """
    phone = visitor(viewport=PHONE, is_phone=True)
    assert phone.open(f"/booking/{SLUG}") == 200
    phone.expect_title(TITLE)
    phone.expect_no_sideways_scrolling()
    phone.look("form")
    phone.fill(**SENDER, wish_date=wish_day())
    phone.page.get_by_label("De quoi avez-vous besoin ?").select_option(
        label="Entretien"
    )
    phone.page.get_by_label("Matin").check()
    phone.be_slow()
    phone.look("filled in")
    phone.send("Envoyer ma demande")
    phone.expect_title("Encore une étape")
    phone.expect_no_sideways_scrolling()
    phone.look("look into your mails")

    mail = mail_server.wait_for(SENDER["email"], f"{company} : confirmez votre demande")
    confirm = link_in(mail, "/booking/confirm/")
    desktop = visitor()
    assert desktop.open(confirm) == 200
    desktop.expect_title("Confirmer votre demande")
    desktop.look("confirm")
    desktop.send("Confirmer ma demande")
    desktop.expect_title("Merci !")
    desktop.look("confirmed")

    manager = people(url, MANAGER)
    manager.open_app()
    manager.choose_menu("Demandes", "Demandes de rendez-vous")
    manager.look("requests")
    manager.page.locator(".o_data_cell", has_text="Paul Martin").click()
    expect(manager.page.locator(".o_form_view")).to_be_visible()
    manager.look("request")
    manager.type("Nom de la société", "Garage Martin")
    manager.page.get_by_role("button", name="En faire un prospect").click()
    manager.click("Accepter et planifier")
    state = manager.page.locator(".o_statusbar_status [aria-checked=true]")
    expect(state).to_have_text("À planifier")
    expect(manager.page.get_by_role("status").last).to_contain_text(XSS)
    manager.look("mission to plan")
    assert not manager.page.evaluate("document.querySelectorAll('img[onerror]').length")
    [request] = admin.call(
        "field.booking.request",
        "search_read",
        [["email", "=", SENDER["email"]]],
        ["name", "state"],
    )
    assert request["state"] == "accepted"
    subject = f"{company} : votre demande {request['name']} est acceptée"
    assert XSS not in mail_server.wait_for(SENDER["email"], subject).html


def test_a_known_person_sees_the_own_place(
    visitor, people, url, admin, page_id, company, mail_server
):
    """Proves S4-22, S4-24: the link of a person opens the missions of one place."""
    site, other = make_clients(admin, "Transports Le Goff", "Concurrent SARL")
    mine, theirs = make_missions(admin, site, other)
    email = "anne.legoff@transports.example"
    admin.call(
        "res.partner",
        "create",
        {"name": "Anne Le Goff", "parent_id": site, "email": email, "lang": "fr_FR"},
    )
    person = admin.find("res.partner", email=email)
    admin.call("res.partner", "write", [person], {"allows_booking": True})
    admin.call(
        "res.partner",
        "action_send_booking_link",
        [person],
        context={"booking_page_id": page_id},
    )
    mail = mail_server.wait_for(email, f"{company} : votre page de rendez-vous")
    link = link_in(mail, f"/booking/{SLUG}/me/")

    for options in ({"viewport": PHONE, "is_phone": True}, {}):
        window = visitor(**options)
        assert window.open(link) == 200
        window.expect_title(TITLE)
        window.expect_no_sideways_scrolling()
        window.look("missions")
        expect(window.page.get_by_text(mine)).to_be_visible()
        content = window.page.content()
        for secret in (theirs, "Concurrent", "remarque interne", email):
            assert secret not in content
    window.page.get_by_label("De quoi avez-vous besoin ?").select_option(
        label="Réparation"
    )
    window.fill(wish_date=wish_day(), message="Le camion bleu.")
    window.be_slow()
    window.send("Envoyer ma demande")
    expect(window.page.get_by_role("status")).to_contain_text("enregistrée")
    window.look("asked")
    missions = admin.call(
        "field.visit",
        "search_read",
        [["partner_id", "=", site], ["source", "=", "booking"]],
        ["state", "contact_id"],
    )
    assert [(m["state"], m["contact_id"][0]) for m in missions] == [("to_plan", person)]

    admin.call("res.partner", "write", [person], {"allows_booking": False})
    assert ask(url, link)[0] == 404, "the link ends with the right"


def make_missions(admin, *clients):
    kind = admin.find("field.visit.type", code="ENT")
    missions = admin.call(
        "field.visit",
        "create",
        [
            {"partner_id": client, "type_id": kind, "comment": "remarque interne"}
            for client in clients
        ],
    )
    return [
        each["name"] for each in admin.call("field.visit", "read", missions, ["name"])
    ]


def test_keyboard_alone(visitor, page_id):
    """Proves S4-24: every field is reached and labelled, the trap is not."""
    window = visitor()
    window.open(f"/booking/{SLUG}")
    names = []
    for _press in range(14):
        window.page.keyboard.press("Tab")
        names.append(
            window.page.evaluate(
                "[document.activeElement.name,"
                " document.activeElement.labels?.length || 0]"
            )
        )
    reached = [name for name, _labels in names if name]
    assert reached[:7] == [
        "company_name",
        "contact_name",
        "email",
        "phone",
        "street",
        "zip",
        "city",
    ]
    assert "fld_confirm" not in reached
    assert {"type_id", "wish_date", "wish_period", "message"} <= set(reached)
    assert all(labels for name, labels in names if name)


def test_flood(admin, url, page_id):
    """Proves S4-24: many at once get in as often as the limit says, give or take those
    that arrive in the same instant, and nothing of the others is kept."""
    limit, threads, rounds = 5, 4, 8
    page = admin.call(
        "field.booking.page",
        "create",
        {"name": "Flood", "slug": "flood", "ip_limit": limit, "page_limit": 1000},
    )
    codes = []

    def flood():
        for _round in range(rounds):
            codes.append(ask(url, "/booking/flood", {"company_name": "x"})[0])

    workers = [threading.Thread(target=flood) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert set(codes) == {422, 429}, codes
    assert limit <= codes.count(422) <= limit + threads
    assert ask(url, "/booking/flood", {"company_name": "x"})[0] == 429
    assert not admin.call(
        "field.booking.request", "search_count", [["page_id", "=", page]]
    )


def test_nothing_of_others_over_rpc(url, page_id):
    """Proves S4-24: who has no login reaches no model of the page."""
    for model in ("field.booking.request", "field.booking.page", "res.partner"):
        with pytest.raises(urllib.error.HTTPError):
            request = urllib.request.Request(
                f"{url}/json/2/{model}/search_read",
                data=b"{}",
                headers={"Content-Type": "application/json"},
            )
            urllib.request.urlopen(request, timeout=60)
