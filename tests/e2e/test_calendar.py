"""Missions are moved in the calendar; doors and colleagues set the limits."""

from datetime import datetime, time, timedelta, timezone

import pytest
from playwright.sync_api import expect

from .company import COLLEAGUE, MANAGER, REP, make_clients
from .person import today
from .server import RemoteError, wait_until
from .window import ZONE

CLIENT = "Scierie du Canal"
WORKING_DAYS = {str(weekday): "8h-18h" for weekday in range(5)}
TUESDAY, THURSDAY, SATURDAY = 1, 3, 5


@pytest.fixture(scope="module")
def client(admin):
    """A client that is open from Monday to Friday."""
    [client] = make_clients(admin, CLIENT)
    admin.call("res.partner", "write", [client], {"opening_week": WORKING_DAYS})
    return client


def next_week(weekday, hour):
    """A moment of next week in Paris, which no test's duration makes past."""
    monday = today() + timedelta(days=7 - today().weekday())
    day = monday + timedelta(days=weekday)
    return datetime.combine(day, time(hour), tzinfo=ZONE)


@pytest.fixture
def planner(remote):
    """Somebody who plans missions for everybody, and whose mails have a sender."""
    return remote(MANAGER)


def plan(planner, client, moment, account=REP):
    """A mission of an hour; returns its identifier."""
    return planner.call(
        "field.visit",
        "create",
        {
            "partner_id": client,
            "user_id": planner.find("res.users", login=account.login),
            "date": f"{moment.astimezone(timezone.utc):%Y-%m-%d %H:%M:%S}",
            "duration": 1,
            "state": "planned",
        },
    )


def planned_for(admin, mission):
    """When the server has a mission, in Paris."""
    [visit] = admin.call("field.visit", "read", [mission], ["date"])
    moment = datetime.fromisoformat(visit["date"]).replace(tzinfo=timezone.utc)
    return moment.astimezone(ZONE)


def show_next_week(person):
    page = person.page
    page.locator(".scale_button_selection").click()
    page.locator(".o_scale_button_week").click()
    page.locator("button:has(> .oi-arrow-right)").click()
    monday = next_week(0, 0)
    expect(
        page.locator(f".fc-day[data-date='{monday:%Y-%m-%d}']").first
    ).to_be_visible()


def mission_box(person, mission):
    return person.page.locator(f".o_event[data-event-id='{mission}']")


def spot(person, moment):
    """Where a moment begins on the calendar of a week: right, down."""
    page = person.page
    column = page.locator(f".fc-timegrid-col[data-date='{moment:%Y-%m-%d}']")
    slot = page.locator(f".fc-timegrid-slot-lane[data-time='{moment:%H:%M:%S}']")
    across, down = column.bounding_box(), slot.bounding_box()
    return across["x"] + across["width"] / 2, down["y"]


def drag(person, mission, start, end):
    """Drag a mission from one moment to another with the mouse."""
    box = mission_box(person, mission)
    box.scroll_into_view_if_needed()
    area = box.bounding_box()
    right, down = area["x"] + area["width"] / 2, area["y"] + area["height"] / 2
    (from_x, from_y), (to_x, to_y) = spot(person, start), spot(person, end)
    mouse = person.page.mouse
    mouse.move(right, down)
    mouse.down()
    mouse.move(right + to_x - from_x, down + to_y - from_y, steps=15)
    mouse.up()


def test_a_manager_moves_a_mission(people, url, admin, planner, client):
    """Proves S3-59, S4-12: another day, another hour; closed doors warn.

    What warns is not refused: the manager knows why.
    """
    start, open_then = next_week(TUESDAY, 10), next_week(THURSDAY, 14)
    closed_then = next_week(SATURDAY, 9)
    mission = plan(planner, client, start)
    manager = people(url, MANAGER)
    manager.open("/odoo/visit-calendar")
    show_next_week(manager)
    expect(mission_box(manager, mission)).to_contain_text(CLIENT)
    manager.look("before")

    drag(manager, mission, start, open_then)
    wait_until(lambda: planned_for(admin, mission) == open_then)
    notices = manager.page.locator(".o_notification")
    expect(notices).to_have_count(0)
    expect(mission_box(manager, mission)).to_contain_text("14:00")
    manager.look("on Thursday")

    drag(manager, mission, open_then, closed_then)
    expect(notices).to_contain_text("En dehors des heures d'ouverture")
    expect(notices).to_contain_text(f"« {CLIENT} » n'est pas ouvert samedi")
    expect(notices).to_contain_text("Prochaine ouverture")
    assert planned_for(admin, mission) == closed_then
    manager.look("warned")

    manager.page.reload()
    show_next_week(manager)
    expect(mission_box(manager, mission)).to_contain_text("09:00")


def test_planning_outside_opening_hours_warns(people, url, client):
    """Proves S4-12: a click on the calendar, a client whose doors are closed then."""
    manager = people(url, MANAGER)
    manager.open("/odoo/visit-calendar")
    show_next_week(manager)
    right, down = spot(manager, next_week(SATURDAY, 11))
    manager.page.mouse.click(right, down + 4)
    manager.expect_title("Nouvelle visite")
    warning = manager.dialog.get_by_role("status")
    expect(warning).to_have_count(0)
    manager.choose("Client ou prospect", CLIENT)
    expect(warning).to_contain_text(f"« {CLIENT} » n'est pas ouvert samedi")
    manager.look("warned")
    manager.click("Enregistrer")
    manager.expect_no_dialog()
    expect(
        manager.page.locator(
            f".fc-timegrid-col[data-date='{next_week(SATURDAY, 11):%Y-%m-%d}'] .o_event"
        ).filter(has_text="11:00")
    ).to_contain_text(CLIENT)


def test_a_rep_moves_the_own_missions_only(people, url, admin, remote, planner, client):
    """Proves S3-60: a colleague's mission stays put, on the screen and behind it."""
    mine_then, theirs_then = next_week(TUESDAY, 8), next_week(TUESDAY, 16)
    mine = plan(planner, client, mine_then)
    theirs = plan(planner, client, theirs_then, COLLEAGUE)
    rep = people(url, REP)
    rep.open(f"/odoo/clients/{client}")
    rep.page.get_by_role("button", name="Historique des visites").click()
    rep.expect_title(f"Historique des visites : {CLIENT}")
    rep.page.locator(".o_cp_switch_buttons .o_calendar").click()
    show_next_week(rep)

    later = next_week(THURSDAY, 16)
    drag(rep, theirs, theirs_then, later)
    rep.look("a colleague's mission stays")
    own_later = next_week(THURSDAY, 9)
    drag(rep, mine, mine_then, own_later)
    wait_until(lambda: planned_for(admin, mine) == own_later)
    rep.look("the own mission moved")
    assert planned_for(admin, theirs) == theirs_then
    with pytest.raises(RemoteError, match="AccessError"):
        remote(REP).call("field.visit", "write", [theirs], {"duration": 2})
