"""A new version of the app reaches a phone whose queue is full."""

import pytest
from playwright.sync_api import expect

from .company import REP, make_clients


@pytest.fixture
def client(admin):
    [client] = make_clients(admin, "Garage Le Goff")
    return client


@pytest.fixture
def new_version(admin):
    """Call it for the server to bring another version of the app."""
    made = []

    def bring():
        values = {
            "name": "Another version",
            "bundle": "field_crm_sync.assets_app",
            "path": "web/static/src/core/utils/timing.js",
        }
        made.append(admin.call("ir.asset", "create", values))

    yield bring
    admin.call("ir.asset", "unlink", made)


def version(phone):
    return phone.page.evaluate("document.body.dataset.version")


def test_an_update_keeps_what_waits(phone, client, new_version):
    """It waits for the rep, and everything that waits on the phone outlives it."""
    phone.sign_in(REP)
    before = version(phone)
    phone.context.route("**/field/api/push", lambda route: route.abort())
    kept = [
        phone.save("VC", {"partner": client, "comment": f"Visite {number}"})
        for number in range(3)
    ]
    new_version()
    phone.ask("await update.registration.update()")
    strip = phone.page.get_by_role("status").filter(has_text="nouvelle version")
    expect(strip).to_be_visible()
    assert version(phone) == before
    phone.look("new version")

    with phone.page.expect_navigation():
        strip.get_by_role("button").click()
    phone.expect_ready()
    assert version(phone) != before
    assert {phone.state_of(uuid) for uuid in kept} == {"waiting"}
    phone.context.unroute("**/field/api/push")
    for uuid in kept:
        phone.expect_done(uuid)


def test_half_a_version_is_none(phone, client, new_version):
    """An asset that cannot be fetched: the old version stays, whole."""
    phone.sign_in(REP)
    before = version(phone)
    phone.context.route(
        "**/web/assets/**", lambda route: route.fulfill(status=502, body="")
    )
    new_version()
    phone.ask("await update.registration.update().catch(() => null)")
    phone.page.wait_for_timeout(2000)
    assert not phone.ask("update.state.isReady")
    phone.close()
    phone.open(offline=True)
    phone.start()
    phone.expect_ready()
    assert version(phone) == before
