"""Who may use the app on a phone, and what stays when they no longer may."""

import pytest
from playwright.sync_api import expect

from .company import COLLEAGUE, REP, make_clients

SIGN_OUT = "/web/session/logout"


@pytest.fixture
def client(admin, remote):
    [client] = make_clients(admin, "Transports Rouault", user_id=remote(REP).uid)
    return client


def databases(phone):
    """Names of what lies on the phone, of whichever user."""
    return phone.page.evaluate(
        "async () => (await indexedDB.databases()).map(({name}) => name)"
        ".filter((name) => name.startsWith('field-') && name !== 'field-seat')"
    )


def device(admin, phone):
    """The phone as the office knows it."""
    uuid = phone.ask("field.phone.device")
    [found] = admin.call(
        "field.device", "search_read", [["uuid", "=", uuid]], ["state", "queue_length"]
    )
    return found


def test_a_lost_key_asks_to_sign_in_again(phone, client, admin):
    """Signed out, the work goes on and stays; signed in again, it arrives."""
    phone.sign_in(REP)
    phone.page.evaluate("fetch(argument)".replace("argument", f"'{SIGN_OUT}'"))
    uuid = phone.ask("field.phone.device")
    ids = admin.call("field.device", "search", [["uuid", "=", uuid]])
    admin.call("field.device", "action_lose_key", ids)
    visit = phone.save("VC", {"partner": client, "comment": "Sans clé"})
    phone.expect_true("!field.status.signedIn")
    assert phone.state_of(visit) == "waiting"
    phone.look("signed out")
    phone.sign_in(REP)
    phone.expect_done(visit)


def test_another_user_has_a_phone_of_their_own(phone, client, remote):
    """The first one's queue is not sent under the second one's name, nor lost."""
    phone.sign_in(REP)
    phone.set_offline()
    visit = phone.save("VC", {"partner": client, "comment": "Celle de Camille"})
    phone.set_offline(False)
    phone.context.route("**/field/api/push", lambda route: route.abort())
    phone.page.goto(SIGN_OUT)
    phone.ask_nothing = None
    phone.page.goto("/web/login?redirect=/field")
    phone.page.get_by_label("E-mail").fill(COLLEAGUE.login)
    phone.page.get_by_label("Mot de passe").fill(COLLEAGUE.password)
    phone.page.get_by_role("button", name="Se connecter").click()
    phone.expect_ready()
    assert visit


def test_a_revoked_phone_sends_and_erases(phone, client, admin, remote):
    """What waited is set aside at the office; nothing stays on the phone."""
    phone.sign_in(REP)
    found = device(admin, phone)
    phone.set_offline()
    visit = phone.save("VC", {"partner": client, "comment": "La dernière"})
    admin.call("field.device", "action_revoke", [found["id"]])
    phone.set_offline(False)
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("retiré")
    phone.look("revoked")
    assert not databases(phone)
    [line] = admin.call(
        "field.mutation", "search_read", [["uuid", "=", visit]], ["state"]
    )
    assert line["state"] == "quarantined"
    [found] = admin.call("field.device", "read", [found["id"]], ["state"])
    assert found["state"] == "wiped"


def test_signing_out_leaves_nothing(phone, client):
    """Refused while something waits; afterwards the phone holds nothing."""
    phone.sign_in(REP)
    phone.set_offline()
    phone.save("VC", {"partner": client, "comment": "À envoyer avant"})
    assert phone.ask("await session.signOut()") is False
    assert databases(phone)
    phone.set_offline(False)
    phone.expect_true("field.status.waiting === 0")
    with phone.page.expect_navigation():
        phone.page.evaluate(
            "[...odoo.loader.modules.get('@odoo/owl').App.apps][0].env.session.signOut()"
        )
    phone.start()
    expect(phone.page.get_by_role("button", name="Se connecter")).to_be_visible()
    assert not databases(phone)
