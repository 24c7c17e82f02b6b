"""Sectors on the map: seen, looked into, accepted."""

import pytest
from playwright.sync_api import expect

from .company import MANAGER, make_clients
from .server import wait_until

# So many clients in the west, in the east.
TOWNS = {"Brest": (48.39, -4.49, 3), "Vitré": (48.12, -1.21, 3)}


@pytest.fixture(scope="module")
def clients(admin):
    """Clients of two towns far from each other, in no sector."""
    made = []
    for town, (latitude, longitude, count) in TOWNS.items():
        names = [f"Garage {number} de {town}" for number in range(count)]
        made += make_clients(
            admin,
            *names,
            city=town,
            sector_id=False,
            partner_latitude=latitude,
            partner_longitude=longitude,
        )
    return made


@pytest.fixture(scope="module")
def sectorisation(remote, clients):
    """Two new sectors, worked out and not accepted."""
    manager = remote(MANAGER)
    record = manager.call("res.partner", "action_sectorise", clients)["res_id"]
    values = {"mode": "new", "sector_count": 2}
    manager.call("field.sectorisation", "write", [record], values)
    manager.call("field.sectorisation", "action_compute", [record])

    def is_computed():
        [found] = manager.call("field.sectorisation", "read", [record], ["state"])
        return found["state"] == "computed"

    wait_until(is_computed, patience=120)
    return record


def sectors_of(remote, clients):
    found = remote(MANAGER).call("res.partner", "read", clients, ["sector_id"])
    return {row["sector_id"] and row["sector_id"][0] for row in found}


def test_sectors_are_seen_before_they_are_accepted(
    people, url, sectorisation, clients, remote
):
    """S0-54: before, after and who changes on the map; then kept on the clients."""
    manager = people(url, MANAGER, viewport={"width": 1366, "height": 768})
    page = manager.page
    manager.open(f"/odoo/field.sectorisation/{sectorisation}")
    manager.click("Les voir sur la carte")
    rows = page.locator(".o_field_sectors_rows li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("3 clients")
    box = page.locator(".o_field_sectors_map").bounding_box()
    assert box["y"] + box["height"] > 740, "the map fills the window"
    manager.expect_fits()
    manager.look("after")
    page.locator("button[data-side=moves]").click()
    expect(page.locator("button[data-side=moves]")).to_have_attribute(
        "aria-pressed", "true"
    )
    manager.look("moves")

    # Who comes into the first sector, as a list of clients.
    page.locator(".o_field_sectors_flows button").first.click()
    expect(page.locator(".o_data_row")).to_have_count(3)
    page.go_back()
    expect(rows).to_have_count(2)
    assert sectors_of(remote, clients) == {False}

    manager.click("Accepter")
    manager.click("Accepter les secteurs")
    expect(page.get_by_role("button", name="Accepter", exact=True)).to_have_count(0)
    assert len(sectors_of(remote, clients) - {False}) == 2
