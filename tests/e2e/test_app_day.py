"""A rep's whole day on the phone, without a network, and what the office has of it."""

import base64
import re
from datetime import datetime, timedelta, timezone

import pytest
from playwright.sync_api import expect

from .app_steps import (
    button,
    convert,
    create_prospect,
    more,
    open_card,
    sheet,
    submit,
    tab,
)
from .company import REP, give, make_clients, make_prospect
from .person import today
from .server import wait_until

NEAR = {"latitude": 48.1205, "longitude": -1.2105, "accuracy": 10}
FAR = {"latitude": 48.2, "longitude": -1.2105, "accuracy": 10}
# One red pixel.
PHOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGA"
    "hKmMIQAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def clients(admin, remote, company):
    """Four clients, one of them due, and a prospect of the rep's own."""
    rep = remote(REP)
    agency = admin.find("field.agency", code="REN")
    farm, garage, works, negoce = make_clients(
        admin,
        "Ferme du Val d'Izé",
        "Garage de la Gare",
        "Travaux publics Morel",
        "Négoce de Nantes",
        agency_id=agency,
    )
    give(admin, [farm, garage, works, negoce], rep)
    admin.call(
        "res.partner",
        "write",
        [farm],
        {
            "partner_latitude": 48.1206,
            "partner_longitude": -1.2106,
            "phone": "02 99 75 01 01",
            "site_note": "Attention au chien",
            "revisit_date": str(today() - timedelta(days=3)),
        },
    )
    for client, latitude in ((garage, 48.13), (works, 48.15)):
        admin.call(
            "res.partner",
            "write",
            [client],
            {"partner_latitude": latitude, "partner_longitude": -1.2106},
        )
    admin.call(
        "field.visit",
        "create",
        {
            "partner_id": garage,
            "user_id": rep.uid,
            "state": "planned",
            "date": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S"),
        },
        context={"mail_auto_subscribe_no_notify": True},
    )
    prospect = make_prospect(rep, "GAEC de la Lande")
    return {"farm": farm, "garage": garage, "works": works, "prospect": prospect}


@pytest.fixture
def rep(phone, clients):
    """The rep's phone, at the farm."""
    phone.stand_at(NEAR)
    phone.sign_in(REP)
    return phone


def test_the_day_begins_at_home(rep):
    """S3-05 … S3-12: whom to see, contact and revenue at once, fresh or not."""
    page = rep.page
    expect(page.locator(".f-fresh-good")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Ferme du Val d'Izé")
    expect(row).to_contain_text("retard 3 j")
    expect(row).to_contain_text("REN")
    row.get_by_role("button").click()
    tray = page.get_by_role("complementary")
    expect(tray).to_contain_text("CA N-1")
    expect(tray.get_by_role("link", name="Appeler")).to_have_attribute(
        "href", "tel:0299750101"
    )
    expect(tray.get_by_role("link", name="Y aller")).to_have_attribute(
        "href", re.compile("google.com/maps.*48.1206")
    )
    round_today = page.locator(".f-round")
    expect(round_today).to_contain_text("Garage de la Gare")
    rep.look("home")

    rep.set_offline()
    page.evaluate(
        """() => {
            const {env} = [...odoo.loader.modules.get("@odoo/owl").App.apps][0];
            env.field.status.freshness.isFresh = false;
        }"""
    )
    expect(page.locator(".f-fresh-bad")).to_contain_text(
        "vos bases ne sont pas à jour, merci de vous connecter pour les actualiser"
    )
    button(rep, "Dernière visite").click()
    expect(page.get_by_text("Personne à voir ici")).to_be_visible()


def test_clients_are_found_offline(rep):
    """S2-24 … S2-33, S3-13, S3-14: order, search among all, filters, selection."""
    rep.set_offline()
    page = rep.page
    tab(rep, "Clients")
    rows = page.locator(".f-item .f-item-name")
    expect(rows.first).to_have_text("Ferme du Val d'Izé")
    expect(page.get_by_text("du plus proche au plus éloigné")).to_be_visible()

    page.get_by_role("searchbox").fill("trav*morel")
    expect(rows).to_have_text(["Travaux publics Morel"])
    page.get_by_role("searchbox").fill("introuvable")
    expect(page.get_by_text("Aucun résultat")).to_be_visible()
    page.get_by_role("searchbox").fill("")

    button(rep, "Filtres").click()
    sheet(rep).get_by_label("Date de revoir").select_option("En retard")
    sheet(rep).get_by_role("button", name="Appliquer").click()
    expect(rows).to_have_text(["Ferme du Val d'Izé"])
    expect(page.get_by_text("Date de revoir : En retard")).to_be_visible()
    rep.look("filtered")
    button(rep, "Effacer").click()

    for name in ("Ferme du Val d'Izé", "Garage de la Gare"):
        button(rep, f"Ajouter {name} à la sélection").click()
    expect(page.locator(".f-item-chosen")).to_have_count(2)
    expect(page.get_by_role("complementary")).to_contain_text("2 sélectionnés")


def test_a_day_offline_arrives_once(rep, clients, remote, tmp_path):
    """The visit with its check-in and photo, the park, a request, a prospect and its
    conversion, all without a network; then everything is at the office.

    Proves S2-07 … S2-13, S2-19 … S2-24, S2-34 … S2-36, S3-17 … S3-27, S3-31 … S3-34,
    S3-37 … S3-42, S3-46 … S3-49, S0-58, S0-59, AMB-02, AMB-12 as the rep does them.
    """
    page, office = rep.page, remote(REP)
    rep.set_offline()
    tab(rep, "Clients")
    open_card(rep, "Ferme du Val d'Izé")
    expect(page.get_by_text("Attention au chien").first).to_be_visible()

    # Too far: the visit begins only with a reason, or where the client is.
    rep.context.set_geolocation(FAR)
    button(rep, "S'enregistrer").click()
    expect(sheet(rep)).to_contain_text("la limite est de 100 m")
    begin = sheet(rep).get_by_role("button", name="Commencer la visite")
    expect(begin).to_be_disabled()
    rep.look("too far")
    rep.context.set_geolocation(NEAR)
    sheet(rep).get_by_role("button", name="Mesurer à nouveau").click()
    expect(sheet(rep)).to_contain_text("Vous y êtes")
    submit(rep, "Commencer la visite")

    button(rep, "Terminer la visite").click()
    form = sheet(rep)
    form.get_by_label("Visite", exact=True).check()
    form.get_by_label("Remise de proposition").check()
    form.get_by_label("Agraire").check()
    form.get_by_label("Commentaire").fill("Vu au champ")
    form.get_by_role("button", name="1 mois", exact=True).click()
    photo = tmp_path / "hangar.png"
    photo.write_bytes(PHOTO)
    form.locator("input[type=file]").set_input_files(photo)
    expect(form.locator(".f-photo img")).to_have_count(1)
    rep.look("visit")
    submit(rep, "Enregistrer la visite")
    button(rep, "Historique").first.click()
    expect(page.locator(".f-past")).to_contain_text("Remise de proposition (Agraire)")
    expect(page.locator(".f-past")).to_contain_text("Vu au champ")

    more(rep, "Type de parc")
    sheet(rep).get_by_role("switch", name="AGRI").check(force=True)
    sheet(rep).get_by_label("Véhicules", exact=True).fill("4")
    submit(rep, "Enregistrer le parc")

    more(rep, "Demande de modification")
    form = sheet(rep)
    form.get_by_role("button", name="Téléphone", exact=True).click()
    form.get_by_label("Téléphone", exact=True).fill("02 99")
    send = form.get_by_role("button", name="Envoyer à la comptable")
    expect(send).to_be_disabled()
    form.get_by_label("Téléphone", exact=True).fill("02 99 75 01 02")
    submit(rep, "Envoyer à la comptable")
    expect(page.get_by_text(re.compile("Modification demandée le"))).to_be_visible()

    create_prospect(rep)
    convert(rep)
    rep.look("converted")
    expect(
        page.get_by_text(re.compile("Transformation en client demandée"))
    ).to_be_visible()

    rep.set_offline(False)
    rep.expect_true("!field.status.waiting && !field.status.photos")
    assert not rep.status()["alerts"]
    assert_arrived(office, clients)


def assert_arrived(office, clients):
    """Each once, as the rep typed it."""
    farm = clients["farm"]
    [visit] = office.call(
        "field.visit",
        "search_read",
        [["partner_id", "=", farm], ["comment", "=", "Vu au champ"]],
        ["answer_summary", "presence", "check_in_distance", "check_in_accuracy"],
    )
    assert "Remise de proposition (Agraire)" in visit["answer_summary"]
    assert visit["presence"] == "on_site" and visit["check_in_accuracy"] == 10
    photos = wait_until(
        lambda: office.call(
            "ir.attachment",
            "search_read",
            [["res_model", "=", "field.visit"], ["res_id", "=", visit["id"]]],
            ["mimetype"],
        )
    )
    assert [one["mimetype"] for one in photos] == ["image/jpeg"]
    [partner] = office.call("res.partner", "read", [farm], ["revisit_date", "phone"])
    assert partner["revisit_date"] > str(today() + timedelta(days=27))
    assert partner["phone"] == "02 99 75 01 01"
    assert office.call("field.park.line", "search_count", [["partner_id", "=", farm]])
    [asked] = office.call(
        "field.modification.request",
        "search_read",
        [["partner_id", "=", farm]],
        ["state"],
    )
    assert asked["state"] == "pending"
    [prospect] = office.call(
        "res.partner",
        "search_read",
        [["name", "=", "SARL du Moulin Neuf"]],
        ["partner_latitude", "zip", "iban"],
    )
    assert prospect["zip"] == "35500"
    assert abs(prospect["partner_latitude"] - NEAR["latitude"]) < 0.001
    [request] = office.call(
        "field.conversion.request",
        "search_read",
        [["partner_id", "=", prospect["id"]]],
        ["state", "signed_by"],
    )
    assert (request["state"], request["signed_by"]) == ("pending", "Yann Guérin")
