"""Clients say what they think of a visit, without a login (S0-08, S0-56)."""

import http.cookiejar
import re
import threading
import urllib.request
from datetime import datetime, timedelta, timezone

import pytest
from playwright.sync_api import expect

from .company import REP
from .visitor import ask, link_in
from .window import PHONE

CLIENT = "Scierie de la Forêt"
XSS = "<img src=x onerror=alert(1)>"
THREADS = 6


@pytest.fixture(scope="module")
def asking(admin, company):
    """The company asks after each visit, at once."""
    [found] = admin.call("res.company", "search", [], limit=1)
    settings = {
        "field_feedback_mode": "all",
        "field_feedback_delay_hours": 0,
        "field_feedback_rest_days": 0,
    }
    admin.call("res.company", "write", [found], settings)
    yield company
    admin.call("res.company", "write", [found], {"field_feedback_mode": "off"})


@pytest.fixture
def asked(asking, admin, remote, mail_server, request):
    """A visit was recorded and the client asked: the client, the visit, the link."""
    email = f"{re.sub('[^a-z]', '', request.node.name)}@scierie.example"
    client = admin.call(
        "res.partner",
        "create",
        {
            "name": CLIENT,
            "field_status": "client",
            "zip": "35000",
            "city": "Rennes",
            "email": email,
            "lang": "fr_FR",
        },
    )
    an_hour_ago = datetime.now(timezone.utc) - timedelta(hours=1)
    visit = remote(REP).call(
        "field.visit",
        "create",
        {
            "partner_id": client,
            "state": "done",
            "date": an_hour_ago.strftime("%Y-%m-%d %H:%M:%S"),
        },
    )
    cron = admin.reference("field_crm.ir_cron_visit_feedback")
    admin.call("ir.cron", "method_direct_trigger", [cron])
    subject = f"{asking} : comment s'est passée notre visite ?"
    mail = mail_server.wait_for(email, subject)
    return client, visit, link_in(mail, r"/feedback/[^/]+(?=\")")


def test_an_opinion_from_the_phone(asked, visitor, people, url, admin):
    """Proves S0-27, S0-28, S0-29, S0-56: by keyboard too; and it reaches the card."""
    client, visit, link = asked
    phone = visitor(viewport=PHONE, is_phone=True)
    assert phone.open(f"{link}?rating=5") == 200
    phone.expect_title("Comment s'est passée notre visite ?")
    phone.expect_no_sideways_scrolling()
    phone.look("question")
    content = phone.page.content()
    assert "Camille" in content
    for secret in ("Aubert", CLIENT, REP.email):
        assert secret not in content

    desktop = visitor()
    desktop.open(link)
    keyboard = desktop.page.keyboard
    keyboard.press("Tab")
    keyboard.press("Space")
    for _step in range(3):
        keyboard.press("ArrowRight")
    keyboard.press("Tab")
    keyboard.type(f"Très bien {XSS}")
    desktop.look("answered by keyboard")
    keyboard.press("Tab")
    keyboard.press("Enter")
    desktop.expect_title("Merci !")
    desktop.look("thanks")

    # The other window still shows the form: what it sends comes too late.
    phone.send("Envoyer mon avis")
    phone.expect_title("Merci !")
    [card] = admin.call(
        "res.partner",
        "read",
        [client],
        ["last_rating", "last_rating_comment", "last_visit_rating"],
    )
    assert card["last_rating"] == card["last_visit_rating"] == "4/5"
    assert card["last_rating_comment"] == f"Très bien {XSS}"

    rep = people(url, REP)
    rep.open(f"/odoo/visits/{visit}")
    expect(rep.page.get_by_role("status").last).to_contain_text(XSS)
    rep.look("visit with an opinion")
    rep.open("/odoo/client-opinions")
    expect(rep.page.locator(".o_data_row", has_text=XSS)).to_have_count(1)
    rep.look("opinions")
    assert not rep.page.evaluate("document.querySelectorAll('img[onerror]').length")


def test_many_answers_at_once(asked, url, admin):
    """Proves S0-56: of several browsers at the same moment one is heard."""
    client, visit, link = asked
    browsers = [open_form(url, link) for _browser in range(THREADS)]
    start = threading.Barrier(THREADS)
    codes = []

    def answer(opener, token, mark):
        start.wait()
        form = {"rating": mark, "comment": f"n° {mark}", "csrf_token": token}
        codes.append(ask(url, link, form, opener)[0])

    threads = [
        threading.Thread(target=answer, args=(*browser, str(1 + index % 5)))
        for index, browser in enumerate(browsers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [200] * THREADS
    [answer] = admin.call(
        "field.visit.feedback",
        "search_read",
        [["visit_id", "=", visit]],
        ["rating", "comment", "state"],
    )
    assert answer["comment"] == f"n° {answer['rating']}"
    [card] = admin.call("res.partner", "read", [client], ["last_rating"])
    assert card["last_rating"] == f"{answer['rating']}/5"
    told = admin.call(
        "mail.message",
        "search_count",
        [
            ["model", "=", "field.visit"],
            ["res_id", "=", visit],
            ["body", "like", "Avis du client"],
        ],
    )
    assert told == 1


def open_form(url, link):
    """A browser with its own cookies, and the token of the form it was given."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    opener = urllib.request.build_opener(jar)
    _status, text = ask(url, link, opener=opener)
    return opener, re.search(r'name="csrf_token" value="([^"]+)"', text)[1]
