"""Types of mission that a rep begins only at the client's."""

import pytest
from playwright.sync_api import expect

from .app_steps import button, open_card, sheet, submit, tab
from .company import REP, give, make_clients

THERE = {"latitude": 47.9001, "longitude": -1.5001, "accuracy": 10}
AFAR = {"latitude": 48.0, "longitude": -1.5001, "accuracy": 10}
CLIENT = "Silo de Guichen"
TYPE = "Audit du silo"


@pytest.fixture(scope="module")
def client(admin, remote, company):
    """A client on the map, and a type of mission that requires presence."""
    [made] = make_clients(admin, CLIENT, partner_latitude=47.9, partner_longitude=-1.5)
    give(admin, [made], remote(REP))
    admin.call("field.visit.type", "create", {"name": TYPE, "needs_presence": True})
    return made


@pytest.fixture
def rep(phone, client):
    """Without a network, in front of the client's card; its GPS is off."""
    phone.sign_in(REP)
    phone.set_offline()
    tab(phone, "Clients")
    open_card(phone, CLIENT)
    return phone


def stand(rep, position):
    rep.context.grant_permissions(["geolocation"], origin=rep.url)
    rep.context.set_geolocation(position)


def report(rep, comment):
    """Choose the type in the report, which leads to the check-in."""
    button(rep, "Visite ce jour").click()
    rep.page.get_by_label("Commentaire").fill(comment)
    rep.page.get_by_label("Type de mission").select_option(label=TYPE)
    check_in = rep.page.get_by_role("dialog", name="S'enregistrer")
    expect(check_in).to_contain_text("exige votre présence sur place")
    return check_in


def begin(check_in):
    check_in.get_by_role("button", name="Commencer la visite").click()
    expect(check_in).to_have_count(0)


def save(rep, remote, client, comment):
    """The report is still there; returns what the office gets of it."""
    expect(rep.page.get_by_label("Commentaire")).to_have_value(comment)
    submit(rep, "Enregistrer la visite")
    rep.set_offline(False)
    rep.expect_true("!field.status.waiting")
    assert not rep.status()["alerts"]
    [visit] = remote(REP).call(
        "field.visit",
        "search_read",
        [["partner_id", "=", client], ["comment", "=", comment]],
        ["presence", "check_in_reason"],
    )
    return visit["presence"], visit["check_in_reason"]


def test_at_the_client(rep, remote, client):
    """S2-34, AMB-12: near enough the visit begins at once; without it, not at all."""
    stand(rep, THERE)
    check_in = report(rep, "Silo vu de près")
    expect(check_in).to_contain_text("Vous y êtes")
    rep.look("near")
    # Whoever closes the check-in keeps the report, and cannot save it.
    check_in.get_by_role("button", name="Fermer").click()
    expect(check_in).to_have_count(0)
    form = sheet(rep)
    expect(form).to_contain_text("enregistrez-vous")
    expect(form.get_by_role("button", name="Enregistrer la visite")).to_be_disabled()
    rep.look("not checked in")
    form.get_by_role("button", name="S'enregistrer").click()
    begin(check_in)
    expect(form).to_contain_text("Arrivée à")
    found = save(rep, remote, client, "Silo vu de près")
    assert found == ("on_site", False)


def test_far_from_the_client(rep, remote, client):
    """S2-34, AMB-12: beyond the limit only with a reason, which the office reads."""
    stand(rep, AFAR)
    check_in = report(rep, "Silo vu de loin")
    start = check_in.get_by_role("button", name="Commencer la visite")
    expect(check_in).to_contain_text("la limite est de 100 m")
    expect(start).to_be_disabled()
    check_in.get_by_role("textbox").fill("Rendez-vous au siège")
    rep.look("far")
    begin(check_in)
    found = save(rep, remote, client, "Silo vu de loin")
    assert found == ("afar", "Rendez-vous au siège")


def test_without_gps(rep, remote, client):
    """S2-34, AMB-12: a phone without a position needs a reason as well."""
    check_in = report(rep, "Silo vu sans GPS")
    start = check_in.get_by_role("button", name="Commencer la visite")
    expect(check_in).to_contain_text("ne donne pas sa position")
    expect(start).to_be_disabled()
    check_in.get_by_role("textbox").fill("Sous le silo")
    begin(check_in)
    expect(sheet(rep)).to_contain_text("distance inconnue")
    rep.look("without gps")
    found = save(rep, remote, client, "Silo vu sans GPS")
    assert found == ("unverified", "Sous le silo")
