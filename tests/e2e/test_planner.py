"""The planner's screen: from the clients selected to tours changed by hand and sent."""

import re

import pytest
from playwright.sync_api import expect

from .company import COLLEAGUE, MANAGER, REP, make_clients
from .server import wait_until
from .window import PHONE

MONDAY, TUESDAY = "2027-03-01", "2027-03-02"
HOURS = ((8.5, 12), (13, 17.5))
# Around Rennes.
TOWNS = {
    "Bruz": (48.02, -1.75),
    "Betton": (48.18, -1.64),
    "Vitré": (48.12, -1.21),
    "Janzé": (47.96, -1.50),
    "Guichen": (47.97, -1.79),
    "Montfort": (48.14, -1.95),
}


@pytest.fixture(scope="module")
def plan(admin, remote):
    """Tours of two reps for two days, computed; one client cannot be placed."""
    depot, *_rest = make_clients(
        admin, "Dépôt de Rennes", partner_latitude=48.11, partner_longitude=-1.68
    )
    calendar = admin.call(
        "resource.calendar",
        "create",
        {
            "name": "Tournées",
            "tz": "Europe/Paris",
            "attendance_ids": [[5, 0, 0]]
            + [
                [0, 0, {"name": "Travail", "dayofweek": str(day), "hour_from": begins,
                        "hour_to": ends, "day_period": "morning"}]
                for day in range(5)
                for begins, ends in HOURS
            ],
        },
    )  # fmt: skip
    resources = admin.call(
        "field.resource",
        "create",
        [
            {
                "user_id": admin.find("res.users", login=account.login),
                "calendar_id": calendar,
                "start_id": depot,
            }
            for account in (REP, COLLEAGUE)
        ],
    )
    clients = []
    for town, (latitude, longitude) in TOWNS.items():
        clients += make_clients(
            admin,
            f"Pneus de {town}",
            city=town,
            partner_latitude=latitude,
            partner_longitude=longitude,
        )
    closed, *clients = clients
    admin.call("res.partner", "write", [closed], {"opening_week": {"6": "9h-12h"}})
    manager = remote(MANAGER)
    action = manager.call("res.partner", "action_optimise", [closed, *clients])
    plan = action["res_id"]
    manager.call(
        "field.tour.plan",
        "write",
        [plan],
        {
            "date_from": MONDAY,
            "date_to": TUESDAY,
            "seconds": 2,
            "resource_ids": [[6, 0, resources]],
        },
    )
    manager.call("field.tour.plan", "action_compute", [plan])
    wait_until(lambda: state(manager, plan) == "computed", patience=300)
    return plan


def state(manager, plan):
    [found] = manager.call("field.tour.plan", "read", [plan], ["state"])
    return found["state"]


def figure(page, name):
    return page.locator(f"[data-figure={name}] dd span").first


def expect_one_line(page):
    """On a laptop the buttons of the screen stand side by side."""
    wide = page.viewport_size
    page.set_viewport_size({"width": 1366, "height": 768})
    bar = page.locator(".o_control_panel_main")
    shown = bar.locator("button:visible, select:visible").all()
    boxes = [one.bounding_box() for one in shown]
    assert len(boxes) > 6 and max(box["height"] for box in boxes) < 48
    middles = [box["y"] + box["height"] / 2 for box in boxes]
    assert max(middles) - min(middles) < 6, boxes
    page.set_viewport_size(wide)


def test_a_planner_changes_tours_by_hand(people, url, plan, remote):
    """S0-51, S0-52, S4-12: tours on the map and the timeline, a stop dragged to another
    day, what it breaks in words, undone and done again, by keys too; locked; sent."""
    manager = people(url, MANAGER, viewport={"width": 1440, "height": 900})
    page = manager.page
    manager.open(f"/odoo/field.tour.plan/{plan}")
    manager.click("Carte et planning")
    expect(page.locator(".o_field_planner_row")).to_have_count(4)
    expect(page.locator(".o_field_planner_timeline [data-stop]")).to_have_count(5)
    expect(page.locator(".o_field_crm_client_map")).to_have_attribute("data-stops", "5")
    expect(page.locator(".o_field_planner_left")).to_contain_text("Pneus de Bruz")
    manager.expect_fits()
    expect_one_line(page)
    manager.look("tours")

    # From one line to another with the mouse.
    full = page.locator(".o_field_planner_row:has([data-stop])").first
    stop = full.locator("[data-stop]").first
    name = stop.get_attribute("aria-label").split(". ")[1].split(",")[0]
    empty = page.locator(".o_field_planner_row").filter(has_not_text=re.compile("vis."))
    target = empty.first.get_attribute("data-row")
    track = page.locator(f'[data-drop="{target}"]')
    stop.drag_to(track, target_position={"x": 300, "y": 20})
    moved = track.get_by_role("button", name=name)
    expect(moved).to_be_focused()
    expect(page.locator(".o_field_planner_chosen")).to_contain_text(name)
    page.locator(".o_undo").click()
    expect(moved).to_have_count(0)
    page.locator(".o_redo").click()
    expect(moved).to_be_visible()
    manager.look("moved")

    # What is closed is placed all the same, and the line says so.
    page.locator(".o_field_planner_left").get_by_role("button", name="Placer").click()
    manager.dialog.get_by_label("Jour").select_option(TUESDAY)
    manager.look("placing")
    manager.click("Déplacer")
    problems = page.locator(".o_field_planner_problems")
    expect(problems).to_contain_text("Pneus de Bruz")
    expect(page.locator(".o_field_planner_stop.o_wrong")).to_have_count(1)
    expect(figure(page, "left")).to_have_text("0")
    manager.look("closed")
    page.keyboard.press("Delete")
    expect(problems).to_have_count(0)
    expect(figure(page, "left")).to_have_text("1")

    # Keys: locked, then to the line above or below.
    moved.focus()
    page.keyboard.press("l")
    expect(moved.locator(".fa-lock")).to_be_visible()
    page.keyboard.press("l")
    expect(moved.locator(".fa-lock")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(figure(page, "left")).to_have_text("0")
    page.keyboard.press("Control+z")
    expect(figure(page, "left")).to_have_text("1")

    # One tour stands out on the map.
    page.locator(".o_field_planner_name:enabled").first.click()
    expect(page.locator(".o_field_planner_row.o_selected")).to_have_count(1)
    manager.look("one tour")

    manager.click("Envoyer aux commerciaux")
    manager.click("Envoyer")
    expect(page.locator(".o_notification")).to_contain_text("téléphones")
    assert state(remote(MANAGER), plan) == "sent"


def test_the_day_itself(people, url, plan, remote, phone):
    """S0-51, S0-52: a client cancels, a rep falls ill, the changes are sent; the phone
    of the other rep has the day in its new order, each stop with « Y aller »."""
    manager = people(url, MANAGER, viewport={"width": 1440, "height": 900})
    page, office = manager.page, remote(MANAGER)
    office.call("field.tour.plan", "action_send", [plan])
    manager.open(f"/odoo/field.tour.plan/{plan}/tour-planner")
    stops = page.locator(".o_field_planner_timeline [data-stop]")
    expect(stops).to_have_count(5)
    cancelled = stops.first.get_attribute("aria-label").split(". ")[1].split(",")[0]
    stops.first.click()
    page.locator(".o_client_cancels").click()
    expect(page.locator(".o_field_planner_left")).to_contain_text(cancelled)
    expect(stops).to_have_count(4)

    # Who is ill and when is taken from the visit that is chosen.
    row = page.locator(".o_field_planner_row:has([data-stop])").first
    ill, day = row.get_attribute("data-row").split("|")
    row.locator("[data-stop]").first.click()
    page.get_by_role("button", name="Plus d'actions").press("Enter")
    page.get_by_role("menuitem", name="Un commercial est absent").click()
    expect(manager.dialog).to_be_visible()
    manager.look("absence")
    manager.dialog.locator("button[name=action_apply]").click()
    expect(manager.dialog).to_have_count(0)
    wait_until(lambda: state(office, plan) == "sent", patience=300)
    manager.open(f"/odoo/field.tour.plan/{plan}/tour-planner")
    expect(page.locator(f'[data-row="{ill}|{day}"] [data-stop]')).to_have_count(0)
    expect(stops).to_have_count(4)
    manager.look("given away")
    page.locator(".o_control_panel .btn-primary").first.click()
    manager.dialog.locator(".btn-primary").click()
    expect(page.locator(".o_notification")).to_contain_text("téléphones")

    sent = office.call(
        "field.tour.stop",
        "search_read",
        [["plan_id", "=", plan], ["tour_id", "!=", False]],
        ["partner_id", "user_id", "begins_on", "visit_id"],
        order="begins_on",
    )
    assert len(sent) == 4
    assert cancelled not in {stop["partner_id"][1] for stop in sent}
    rounds = {}
    for stop in sent:
        rounds.setdefault((stop["user_id"][0], stop["begins_on"][:10]), []).append(stop)
    (user, day), longest = max(rounds.items(), key=lambda item: len(item[1]))
    account = REP if user == remote(REP).uid else COLLEAGUE
    phone.sign_in(account)
    phone.page.clock.set_fixed_time(f"{day}T07:00:00+01:00")
    phone.start()
    items = phone.page.locator(".f-round .f-item")
    expect(items).to_have_count(len(longest))
    expect(items.locator(".f-item-name")).to_have_text(
        [stop["partner_id"][1] for stop in longest]
    )
    expect(items.get_by_role("link", name="Y aller")).to_have_count(len(longest))
    phone.look("round")


def test_tours_on_a_phone(people, url, plan):
    """S0-52: list and map, a stop moved without dragging."""
    manager = people(url, MANAGER, viewport=PHONE, is_phone=True)
    page = manager.page
    manager.open(f"/odoo/field.tour.plan/{plan}/tour-planner")
    line = page.locator(".o_field_planner_line").first
    expect(line).to_be_visible()
    manager.expect_fits()
    manager.look("list")
    line.click()
    expect(page.locator(".o_field_planner_chosen")).to_be_visible()
    manager.look("stop")
    page.locator(".o_field_planner_chosen").get_by_role("button", name="Fermer").click()
    page.get_by_role("button", name="Carte", exact=True).click()
    expect(page.locator(".o_field_planner_point").first).to_be_visible()
    manager.look("map")
    page.get_by_role("button", name="Laissées de côté").click()
    expect(page.locator(".o_field_planner_left")).to_contain_text("Pneus de Bruz")


def test_a_new_client_added_by_hand(people, url, plan, remote):
    """S0-52, S0-53: « Ajouter comme client »: in plan and base, confirmed."""
    manager = people(url, MANAGER)
    manager.open(f"/odoo/field.tour.plan/{plan}/tour-planner")
    manager.page.get_by_role("button", name="Ajouter un client").click()
    manager.dialog.get_by_label("Nouveau").check()
    manager.type("Nom", "Pneus de Pacé")
    manager.type("Latitude", "48,15")
    manager.type("Longitude", "-1,77")
    manager.field("Ajouter comme client").check()
    manager.look("new client")
    manager.click("Ajouter")
    said = manager.page.locator(".o_notification")
    expect(said.filter(has_text="Pneus de Pacé")).to_be_visible()
    expect(manager.page.locator(".o_field_planner_left")).to_contain_text(
        "Pneus de Pacé"
    )
    found = remote(MANAGER).call(
        "res.partner",
        "search_count",
        [["name", "=", "Pneus de Pacé"], ["field_status", "=", "client"]],
    )
    assert found == 1
