"""What the manuals promise of the reps' app, where no other walk comes along."""

from datetime import datetime, timezone

import pytest
from playwright.sync_api import expect

from .app_steps import button, open_card, sheet, submit, tab
from .company import ADMINISTRATOR, MANAGER, REP, give, make_clients, make_prospect
from .server import wait_until

HERE = {"latitude": 48.1205, "longitude": -1.2105, "accuracy": 10}
CLIENT = "Ferme de la Touche"


@pytest.fixture(scope="module")
def base(admin, remote, company):
    """A client whose sheet has gaps, with a mission on site, and two prospects."""
    rep = remote(REP)
    [own] = admin.call("res.company", "search", [], limit=1)
    france = {"country_id": admin.reference("base.fr")}
    admin.call("res.company", "write", [own], france)
    [client] = make_clients(
        admin, CLIENT, partner_latitude=48.1206, partner_longitude=-1.2106
    )
    give(admin, [client], rep)
    sheet_of = make_prospect(rep, "EARL du Grand Chêne")
    names = [
        *("street", "country_id", "category_code_id", "subcategory_code_id"),
        *("agency_id", "periodicity_id", "price_grid_id", "payment_mode_id"),
        *("payment_days", "invoice_edition_id", "company_registry"),
    ]
    [filled] = rep.call("res.partner", "read", [sheet_of], names)
    values = {n: v[0] if isinstance(v, list) else v for n, v in filled.items()}
    values.pop("id")
    admin.call("res.partner", "write", [client], values)
    on_site = admin.call(
        "field.visit.type", "create", {"name": "Relevé de parc", "requires_visit": True}
    )
    admin.call(
        "field.visit",
        "create",
        {
            "partner_id": client,
            "user_id": rep.uid,
            "type_id": on_site,
            "state": "planned",
            "date": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S"),
        },
        context={"mail_auto_subscribe_no_notify": True},
    )
    far = make_prospect(rep, "Haras de Deauville", zip="14800", city="Deauville")
    fields = remote(ADMINISTRATOR)
    dialog = fields.call("field.own.list", "action_manage_fields")["res_id"]
    line = {"label": "Cheptel laitier", "kind": "integer"}
    fields.call("field.own.wizard", "write", [dialog], {"line_ids": [[0, 0, line]]})
    fields.call("field.own.wizard", "action_save", [dialog])
    return {"client": client, "near": sheet_of, "far": far, "type": on_site}


@pytest.fixture
def rep(phone, base):
    phone.stand_at(HERE)
    phone.sign_in(REP)
    return phone


def test_a_mission_on_site_completes_the_client(rep, base, remote):
    """S2-05, S2-06, S2-18, S2-36: before the check-in the client's gaps are filled,
    offline, though a rep may not write clients; then the office takes the visit."""
    page, office = rep.page, remote(REP)
    rep.set_offline()
    tab(rep, "Clients")
    open_card(rep, CLIENT)
    button(rep, "S'enregistrer").click()
    form = sheet(rep)
    expect(form).to_contain_text("Fiche client à compléter")
    expect(form).to_contain_text("Vous y êtes")
    begin = form.get_by_role("button", name="Commencer la visite")
    expect(begin).to_be_disabled()
    rep.look("to complete")
    form.get_by_label("Téléphone", exact=True).fill("02 99")
    expect(begin).to_be_disabled()
    form.get_by_label("Téléphone", exact=True).fill("02 99 75 66 01")
    submit(rep, "Commencer la visite")
    button(rep, "Terminer la visite").click()
    expect(sheet(rep)).not_to_contain_text("Fiche client à compléter")
    sheet(rep).get_by_label("Commentaire").fill("Parc relevé")
    submit(rep, "Enregistrer la visite")
    expect(page.get_by_role("link", name="Y aller")).to_have_attribute(
        "href", "https://www.google.com/maps/dir/?api=1&destination=48.1206%2C-1.2106"
    )
    rep.set_offline(False)
    rep.expect_true("!field.status.waiting")
    assert not rep.status()["alerts"]
    [client] = office.call("res.partner", "read", [base["client"]], ["phone"])
    assert client["phone"] == "02 99 75 66 01"
    [visit] = office.call(
        "field.visit",
        "search_read",
        [["comment", "=", "Parc relevé"]],
        ["type_id", "presence"],
    )
    assert visit["type_id"][0] == base["type"] and visit["presence"] == "on_site"


def test_a_new_client_from_the_list_to_the_bin(rep, base, remote, admin):
    """S2-01, S2-02, S2-16, S2-39, S3-03, S3-51, S0-57, S0-60, S0-61: « Nouveau client »
    at the bottom right, « soumettre », changed from its card, found around, put in the
    bin at the top right."""
    page, office = rep.page, remote(REP)
    expect(page.get_by_role("navigation").get_by_role("button")).to_have_text(
        ["Accueil", "Clients", "Prospects", "Stats", "Historique"]
    )
    rep.set_offline()
    tab(rep, "Clients")
    new = button(rep, "Nouveau client")
    box = new.bounding_box()
    assert box["x"] + box["width"] > 300 and box["y"] > 500, "bottom right"
    new.click()
    form = sheet(rep)
    expect(form).to_contain_text("Il commence comme prospect")
    form.get_by_label("Nom", exact=True).fill("GAEC des Trois Moulins")
    form.get_by_role("button", name="Adresse", exact=True).click()
    form.get_by_label("Adresse 1").fill("Le Bourg")
    form.get_by_label("Code postal").fill("35500")
    form.get_by_label("Ville").fill("Vitré")
    form.get_by_role("button", name="Plus d'informations").click()
    form.get_by_label("Cheptel laitier").fill("85")
    rep.look("new client")
    submit(rep, "Soumettre")
    title = page.get_by_role("heading", name="GAEC des Trois Moulins", level=1)
    expect(title).to_be_visible()
    expect(page.locator(".f-facts")).to_contain_text("85")
    # Not yet at the office: one tick beside its name (S3-51).
    expect(page.locator(".f-head").get_by_label("En attente")).to_be_visible()

    button(rep, "Modifier les détails").click()
    sheet(rep).get_by_label("Téléphone", exact=True).fill("02 99 75 66 02")
    submit(rep, "Soumettre")
    rep.set_offline(False)
    rep.expect_true("!field.status.waiting")
    found = [["name", "=", "GAEC des Trois Moulins"]]
    read = ["partner_latitude", "phone", "own_properties"]
    made = wait_until(lambda: office.call("res.partner", "search_read", found, read))[0]
    assert abs(made["partner_latitude"] - 48.12) < 0.05
    assert made["phone"] == "02 99 75 66 02"
    assert [one["value"] for one in made["own_properties"]] == [85]

    tab(rep, "Prospects")
    rows = page.locator(".f-item .f-item-name")
    expect(rows.filter(has_text="Haras de Deauville")).to_have_count(1)
    button(rep, "Dans un rayon de 20 km").click()
    expect(rows.filter(has_text="Haras de Deauville")).to_have_count(0)
    expect(rows.filter(has_text="GAEC des Trois Moulins")).to_have_count(1)
    rep.look("around")
    open_card(rep, "GAEC des Trois Moulins")
    button(rep, "Supprimer le prospect").click()
    submit(rep, "Supprimer")
    rep.expect_true("!field.status.waiting")
    assert not office.call("res.partner", "search_count", found)


def test_a_tap_too_many_is_undone(rep, base, remote):
    """S3-32, S3-34: « Annuler » puts the date and the park right again, offline too."""
    page, office = rep.page, remote(REP)
    rep.set_offline()
    rep.page.evaluate(
        "(address) => { location.hash = address; }", f"/card/{base['client']}"
    )
    before = "field.partners.get(argument).revisit_date"
    day = rep.ask(before, base["client"])
    button(rep, "Plus").click()
    sheet(rep).get_by_role("button", name="Date de revoir").click()
    sheet(rep).get_by_role("button", name="1 an", exact=True).click()
    submit(rep, "Enregistrer la date")
    assert rep.ask(before, base["client"]) != day
    rep.look("undo")
    page.get_by_role("status").get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Annulé", exact=True)).to_be_visible()
    assert rep.ask(before, base["client"]) == day
    rep.set_offline(False)
    rep.expect_true("!field.status.waiting")
    [client] = office.call("res.partner", "read", [base["client"]], ["revisit_date"])
    assert (client["revisit_date"] or None) == day


def test_a_manager_chooses_whose_figures(phone, base, remote):
    """S3-58, S3-60: the drop-downs of Stats and Historique show every rep's visits; a
    rep has none of them."""
    rep = remote(REP)
    rep.call(
        "field.visit",
        "create",
        {"partner_id": base["near"], "state": "done", "comment": "Vu par Camille"},
    )
    phone.sign_in(MANAGER)
    page = phone.page
    tab(phone, "Historique")
    expect(page.locator(".f-past")).to_have_count(0)
    page.get_by_label("Commercial", exact=True).select_option(label=REP.name)
    expect(page.locator(".f-past")).to_contain_text("Vu par Camille")
    phone.look("history of a rep")
    tab(phone, "Stats")
    visits = page.locator(".f-kpis > div").filter(has_text="Visites").locator("dd")
    expect(visits.first).to_have_text("0")
    page.get_by_label("Commercial", exact=True).select_option(label=REP.name)
    expect(visits.first).not_to_have_text("0")
    expect(page.locator(".f-head")).to_contain_text(REP.name)
    phone.look("stats of a rep")
    phone.context.clear_cookies()
    phone.sign_in(REP)
    phone.expect_true("field.status.rep.name === argument", REP.name)
    for name in ("Historique", "Stats"):
        tab(phone, name)
        expect(page.get_by_label("Commercial", exact=True)).to_have_count(0)
