"""The reps' app without a network: it opens, it saves, and everything arrives once."""

import pytest

from .company import REP, make_clients
from .server import wait_until

CLIENT = "Scierie du Val"


@pytest.fixture
def client(admin):
    [client] = make_clients(admin, CLIENT)
    return client


def visits(remote, comment):
    """Visits with this comment, as the rep sees them at the office."""
    return remote(REP).call(
        "field.visit", "search_read", [["comment", "=", comment]], ["state", "source"]
    )


def visit(client, comment):
    return {"partner": client, "comment": comment, "answers": []}


def test_it_opens_cold_without_a_network(phone, client):
    """Browser closed, network gone: the app opens with what the phone holds (S3-02)."""
    phone.sign_in(REP)
    phone.close()
    phone.open(offline=True)
    phone.start()
    phone.expect_ready()
    assert phone.ask("field.partners.find({text: argument}).total", CLIENT) == 1
    assert not phone.status()["online"]
    phone.look("cold")


def test_what_is_done_offline_arrives_when_there_is_signal(phone, client, remote):
    """One tick on the phone, two at the office, by itself (S2-08 … S2-10, S2-13)."""
    phone.sign_in(REP)
    phone.set_offline()
    uuid = phone.save("VC", visit(client, "Dans la cour, sans réseau"))
    assert phone.state_of(uuid) == "waiting"
    assert phone.ask("field.partners.get(argument).tick", client) == 1
    [mine] = phone.ask("field.visits.of(argument)", client)
    assert mine["comment"] == "Dans la cour, sans réseau"

    phone.close()
    phone.open(offline=True)
    phone.start()
    phone.expect_ready()
    assert phone.state_of(uuid) == "waiting"
    phone.set_offline(False)
    phone.expect_done(uuid)
    [found] = visits(remote, "Dans la cour, sans réseau")
    assert (found["state"], found["source"]) == ("done", "phone")


def test_a_lost_answer_is_asked_for_again(phone, client, remote):
    """The visit is applied once, whatever becomes of the answer (S3-64, S3-73)."""
    phone.sign_in(REP)
    with phone.losing("push") as answers:
        uuid = phone.save("VC", visit(client, "Réponse perdue"))
        phone.expect_done(uuid)
    assert answers[0]["results"][0]["state"] == "applied"
    assert len(visits(remote, "Réponse perdue")) == 1


def test_two_tabs_send_each_thing_once(phone, client, remote):
    """Both tabs see what either of them did; one of them synchronises (S3-73)."""
    phone.sign_in(REP)
    other = phone.context.new_page()
    other.goto("/field")
    phone.expect_ready(other)
    phone.set_offline()
    first = phone.save("VC", visit(client, "Premier onglet"))
    second = phone.save("VC", visit(client, "Second onglet"), page=other)
    phone.expect_true("field.status.waiting === 2")
    phone.set_offline(False)
    for uuid in (first, second):
        phone.expect_done(uuid)
        phone.expect_done(uuid, page=other)
    assert len(visits(remote, "Premier onglet")) == 1
    assert len(visits(remote, "Second onglet")) == 1


def test_a_prospect_and_its_visit_arrive_in_their_order(phone, remote):
    """A prospect made offline can be visited at once (S2-11, S2-12, S3-37, S3-49)."""
    phone.sign_in(REP)
    phone.set_offline()
    prospect = phone.save("CP", {"values": {"name": "Élevage Tanguy"}})
    report = phone.save("VP", visit(prospect, "Première rencontre"))
    [row] = phone.ask("field.partners.find({text: 'elevage tan*'}).rows")
    assert (row["key"], row["tick"]) == (prospect, 1)
    phone.set_offline(False)
    phone.expect_done(report)
    [found] = remote(REP).call(
        "res.partner", "search_read", [["name", "=", "Élevage Tanguy"]], ["visit_ids"]
    )
    assert len(found["visit_ids"]) == 1
    phone.expect_true("field.partners.get(argument)?.tick === 0", found["id"])


def test_what_is_refused_stays_in_sight(phone, remote):
    """A refusal is an alert with its reason; mended, the rest follows (S2-14)."""
    phone.sign_in(REP)
    phone.set_offline()
    prospect = phone.save("CP", {"values": {"name": ""}})
    phone.save("VP", visit(prospect, "Chez un inconnu"))
    phone.set_offline(False)
    phone.expect_true("field.status.alerts === 2")
    alerts = phone.ask("field.alerts.all()")
    assert {alert["state"] for alert in alerts} == {"rejected", "waits"}
    assert all(alert["reason"] for alert in alerts)
    assert phone.ask("field.partners.get(argument).tick", prospect) == "alert"

    phone.page.reload()
    phone.expect_ready()
    assert phone.status()["alerts"] == 2
    again = "await field.alerts.again(...argument)"
    phone.ask(again, [prospect, {"values": {"name": "Ferme du Ruisseau"}}])
    phone.expect_true("field.status.alerts === 0 && field.status.waiting === 0")
    assert len(visits(remote, "Chez un inconnu")) == 1


def test_a_photo_goes_on_where_it_broke_off(phone, client, remote):
    """The visit has its two ticks before the photo, which arrives in parts, whole."""
    phone.sign_in(REP)
    parts = []

    def spoil(route):
        if route.request.method == "PATCH":
            parts.append(route.request.headers["upload-offset"])
            if len(parts) == 2:
                route.abort()
                return
        route.continue_()

    phone.context.route("**/field/api/upload/**", spoil)
    uuid = phone.save("VC", visit(client, "Avec photo"), pixels=450)
    phone.expect_done(uuid)
    phone.expect_true("field.status.photos === 0")
    assert parts[1] == parts[2] != "0"
    [found] = visits(remote, "Avec photo")
    [photo] = remote(REP).call(
        "ir.attachment",
        "search_read",
        [["res_model", "=", "field.visit"], ["res_id", "=", found["id"]]],
        ["mimetype", "file_size"],
    )
    assert photo["mimetype"] == "image/png"
    assert photo["file_size"] > 512 * 1024


def test_a_closed_app_sends_in_the_background(phone, client, remote):
    """The app is closed in the yard; with signal the worker sends, once (S2-13)."""
    phone.sign_in(REP)
    phone.set_offline()
    uuid = phone.save("VC", visit(client, "Application fermée"))
    assert phone.state_of(uuid) == "waiting"
    phone.page.goto("about:blank")
    phone.set_offline(False)
    [found] = wait_until(lambda: visits(remote, "Application fermée"))
    assert found["state"] == "done"
    phone.start()
    phone.expect_ready()
    phone.expect_done(uuid)
    assert len(visits(remote, "Application fermée")) == 1
