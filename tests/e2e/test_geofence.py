"""The ground of a client is drawn on the map, by those who keep the clients."""

import re

import pytest
from playwright.sync_api import expect

from .company import ACCOUNTANT, REP, make_clients

CLIENT = "Carrière de la Lande"
LATITUDE, LONGITUDE = 48.1173, -1.6778
# Corners as shares of the width and the height of the map, in order around.
CORNERS = ((0.3, 0.25), (0.7, 0.3), (0.65, 0.75), (0.35, 0.7))
SUMMARY = re.compile(r"^(Cercle de|Polygone de)")


@pytest.fixture
def client(admin):
    """A client whose place is known, and nothing else of its ground."""
    [client] = make_clients(
        admin, CLIENT, partner_latitude=LATITUDE, partner_longitude=LONGITUDE
    )
    return client


def ground(admin, client):
    [partner] = admin.call(
        "res.partner",
        "read",
        [client],
        ["geofence_shape", "geofence_radius", "geofence"],
    )
    return partner


class Map:
    """The map on a client's form, in front of somebody."""

    def __init__(self, person, client):
        self.person = person
        person.open(f"/odoo/clients/{client}")
        person.open_tab("Localisation")
        self.widget = person.page.locator(".o_field_crm_geofence")
        self.map = self.widget.locator(".o_field_crm_map")
        self.map.scroll_into_view_if_needed()
        expect(self.map).to_be_in_viewport()

    def tool(self, name):
        # A button's icon is part of its name.
        buttons = self.widget.get_by_role("button")
        buttons.filter(has_text=re.compile(rf"^\s*{name}\s*$")).click()

    def click(self, right, down):
        """Click a spot, as shares of the width and the height of the map."""
        area = self.map.bounding_box()
        self.map.click(
            position={"x": right * area["width"], "y": down * area["height"]}
        )

    def drag(self, handle, right, down):
        """Pull a handle by some points."""
        area = handle.bounding_box()
        x, y = area["x"] + area["width"] / 2, area["y"] + area["height"] / 2
        mouse = self.person.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + right, y + down, steps=10)
        mouse.up()

    def expect_summary(self, text):
        expect(self.widget.get_by_text(SUMMARY)).to_have_text(text)

    def save(self):
        """Save the form; returns when the server has it."""
        button = self.person.page.locator(".o_form_button_save")
        button.click()
        expect(button).to_be_hidden()


def test_the_radius_of_a_circle(people, url, admin, client):
    """Proves S4-05: 20 m unless said otherwise, pulled on the map or typed."""
    accountant = people(url, ACCOUNTANT)
    place = Map(accountant, client)
    place.expect_summary("Cercle de 20 m")
    accountant.look("circle of 20 m")
    place.drag(place.map.locator(".o_radius"), 60, 0)
    summary = place.widget.get_by_text(SUMMARY)
    expect(summary).not_to_have_text("Cercle de 20 m")
    pulled = int(re.search(r"\d+", summary.inner_text())[0])
    assert 20 < pulled < 200
    accountant.look("pulled")
    place.save()
    assert ground(admin, client)["geofence_radius"] == pulled

    place = Map(accountant, client)
    place.expect_summary(f"Cercle de {pulled} m")
    accountant.type("Rayon", "75")
    place.expect_summary("Cercle de 75 m")
    place.save()
    assert ground(admin, client) == {
        "id": client,
        "geofence_shape": "circle",
        "geofence_radius": 75,
        "geofence": False,
    }


def test_a_polygon_is_drawn(people, url, admin, client):
    """Proves S4-06: corner by corner, undone, saved, and there when reopened."""
    accountant = people(url, ACCOUNTANT)
    place = Map(accountant, client)
    place.tool("Polygone")
    for corner in (*CORNERS[:3], (0.9, 0.9)):
        place.click(*corner)
    accountant.page.keyboard.press("Backspace")
    place.click(*CORNERS[3])
    accountant.look("being drawn")
    accountant.page.keyboard.press("Enter")
    place.expect_summary("Polygone de 4 sommets")

    # One more corner between two, then both steps are taken back.
    place.map.get_by_title("Ajouter un sommet").first.click()
    place.expect_summary("Polygone de 5 sommets")
    place.tool("Annuler")
    place.expect_summary("Polygone de 4 sommets")
    place.drag(place.map.get_by_title("Sommet 1"), -30, -20)
    accountant.look("drawn")
    place.save()
    saved = ground(admin, client)
    assert saved["geofence_shape"] == "polygon"
    [ring] = saved["geofence"]["coordinates"]
    assert len(ring) == 5
    assert ring[0] == ring[-1]
    for longitude, latitude in ring:
        assert abs(longitude - LONGITUDE) < 0.01
        assert abs(latitude - LATITUDE) < 0.01
    # The place lies inside, west is on the left and north on top.
    longitudes, latitudes = zip(*ring, strict=True)
    assert min(longitudes) < LONGITUDE < max(longitudes)
    assert min(latitudes) < LATITUDE < max(latitudes)

    place = Map(accountant, client)
    place.expect_summary("Polygone de 4 sommets")
    expect(place.map.get_by_title(re.compile("^Sommet"))).to_have_count(4)
    accountant.look("reopened")
    place.tool("Cercle")
    place.expect_summary("Cercle de 20 m")
    place.tool("Annuler")
    place.expect_summary("Polygone de 4 sommets")


def test_a_square_and_what_is_refused(people, url, admin, client):
    """Proves S4-06: two clicks make a square; sides that cross are refused at once."""
    accountant = people(url, ACCOUNTANT)
    place = Map(accountant, client)
    place.tool("Carré")
    place.click(0.3, 0.3)
    place.click(0.6, 0.7)
    place.expect_summary("Polygone de 4 sommets")
    accountant.look("square")
    place.tool("Polygone")
    for corner in ((0.2, 0.2), (0.8, 0.8), (0.8, 0.2), (0.2, 0.8)):
        place.click(*corner)
    accountant.page.keyboard.press("Enter")
    expect(accountant.dialog).to_contain_text("Ce polygone est inutilisable")
    accountant.look("crossing sides refused")
    accountant.dialog.locator(".modal-footer button").click()
    accountant.expect_no_dialog()
    place.expect_summary("Polygone de 4 sommets")
    place.save()
    [ring] = ground(admin, client)["geofence"]["coordinates"]
    assert len({longitude for longitude, _latitude in ring}) == 2


def test_a_rep_looks_only(people, url, client):
    """A rep sees the ground of a client and has no tools to change it."""
    rep = people(url, REP)
    place = Map(rep, client)
    place.expect_summary("Cercle de 20 m")
    expect(place.widget.get_by_role("toolbar")).to_have_count(0)
    expect(place.map.locator(".o_field_crm_map_handle")).to_have_count(0)
    rep.look("read only")
