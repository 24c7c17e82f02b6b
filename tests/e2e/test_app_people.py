"""Who may use the app on a phone, and what stays when they no longer may."""

import pytest
from playwright.sync_api import expect

from .company import COLLEAGUE, REP, make_clients
from .server import wait_until

COUNT = "field.status.waiting"


@pytest.fixture
def client(admin):
    [client] = make_clients(admin, "Transports Rouault")
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


def visits(remote, comment):
    found = [["comment", "=", comment]]
    return remote(REP).call("field.visit", "search_count", found)


def test_a_lost_key_asks_to_sign_in_again(phone, client, remote):
    """Signed out, the work goes on and stays; signed in again, it arrives."""
    phone.sign_in(REP)
    phone.context.clear_cookies()
    phone.ask("await field.sync()")
    phone.set_offline()
    # Whoever signs in with this phone's identifier takes its key over.
    remote(REP).post_app("device", device=phone.ask("field.phone.device"))
    phone.set_offline(False)
    visit = phone.save("VC", {"partner": client, "comment": "Sans clé"})
    phone.expect_true("!field.status.signedIn")
    assert phone.state_of(visit) == "waiting"
    assert phone.ask("field.partners.get(argument).tick", client) == 1
    phone.look("signed out")
    phone.sign_in(REP)
    phone.expect_done(visit)
    assert visits(remote, "Sans clé") == 1


def test_another_user_has_a_phone_of_their_own(phone, client, remote):
    """The first one's queue is neither sent under the second one's name nor lost."""
    phone.sign_in(REP)
    phone.set_offline()
    visit = phone.save("VC", {"partner": client, "comment": "Celle de Camille"})
    phone.page.goto("about:blank")
    phone.context.clear_cookies()
    # Neither page nor worker gets through, so that it is still there afterwards.
    phone.context.route("**/field/api/push", lambda route: route.abort())
    phone.set_offline(False)

    phone.sign_in(COLLEAGUE)
    phone.expect_true("field.status.rep.name === argument", COLLEAGUE.name)
    assert phone.ask(COUNT) == 0
    assert visits(remote, "Celle de Camille") == 0
    assert len(databases(phone)) == 2
    phone.context.unroute("**/field/api/push")

    phone.context.clear_cookies()
    phone.sign_in(REP)
    phone.expect_true("field.status.rep.name === argument", REP.name)
    phone.expect_done(visit)
    assert visits(remote, "Celle de Camille") == 1


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
    wait_until(lambda: not databases(phone))
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
    wait_until(lambda: not databases(phone))
