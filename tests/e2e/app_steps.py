"""What a rep does on the phone, by the words on the screen."""

import re

from playwright.sync_api import expect

IBAN = "FR76 3000 6000 0112 3456 7890 189"


def tab(phone, name):
    phone.page.get_by_role("navigation").get_by_role("button", name=name).click()


def button(phone, name):
    return phone.page.get_by_role("button", name=name, exact=True)


def sheet(phone):
    """The form in front."""
    return phone.page.get_by_role("dialog")


def submit(phone, name):
    """Press the button at the foot of a form, which closes once it has a tick."""
    sheet(phone).get_by_role("button", name=name).click()
    expect(sheet(phone)).to_have_count(0)


def open_card(phone, name):
    row = phone.page.locator(".f-item").filter(has_text=name)
    row.get_by_role("button", name=re.compile("détails")).click()
    expect(phone.page.get_by_role("heading", name=name, level=1)).to_be_visible()


def more(phone, name):
    """One of the actions behind « Plus » of a card."""
    button(phone, "Plus").click()
    sheet(phone).get_by_role("button", name=name).click()
    expect(sheet(phone)).to_have_count(1)


def create_prospect(rep):
    tab(rep, "Prospects")
    button(rep, "Nouveau prospect").click()
    form = sheet(rep)
    submit_button = form.get_by_role("button", name="Soumettre")
    expect(submit_button).to_be_disabled()
    form.get_by_label("Nom", exact=True).fill("SARL du Moulin Neuf")
    # The farm's own number, written another way.
    form.get_by_label("Téléphone", exact=True).fill("+33 2.99.75.01.01")
    expect(form).to_contain_text("Ce numéro est déjà connu")
    expect(form).to_contain_text("Ferme du Val d'Izé")
    expect(submit_button).to_be_disabled()
    rep.look("double")
    form.get_by_label("Téléphone", exact=True).fill("02 99 75 00 77")
    expect(form.get_by_text("Ce numéro est déjà connu")).to_have_count(0)
    expect(form).to_contain_text("Position trouvée")
    submit(rep, "Soumettre")


def convert(rep):
    rep.page.get_by_role("searchbox").fill("moulin")
    open_card(rep, "SARL du Moulin Neuf")
    more(rep, "Transformation en client")
    form = sheet(rep)
    send = form.get_by_role("button", name="Soumettre")
    modes = form.get_by_label("Mode de règlement", exact=True)
    # Cheques are for farmers, at twenty days.
    expect(modes.locator("option", has_text="Chèque")).to_have_count(0)
    form.get_by_label("Catégorie client", exact=True).select_option("Agriculteur")
    form.get_by_label("Sous-catégorie client").select_option("Exploitation agricole")
    modes.select_option("Chèque")
    expect(form.get_by_label("Nb de jours")).to_have_value("20")
    expect(form.get_by_label("Nb de jours")).not_to_be_editable()
    modes.select_option("LCR directe")
    form.get_by_label("Nb de jours").fill("30")
    form.get_by_label("SIRET").fill("732 829 320 00074")
    form.get_by_label("Adresse 1").fill("Le Moulin Neuf")
    form.get_by_label("Code postal").fill("35500")
    form.get_by_label("Ville").fill("Vitré")
    form.get_by_label("Pays", exact=True).select_option("France")
    for label in ("Agence", "Grille conditions", "Périodicité", "Type édition facture"):
        form.get_by_label(label, exact=True).select_option(index=1)
    form.get_by_label("IBAN").fill(IBAN.replace("3456", "3465"))
    expect(form).to_contain_text("un caractère est mal saisi")
    form.get_by_label("IBAN").fill(IBAN)
    form.get_by_label("BIC").fill("AGRIFRPP")
    form.get_by_label("Signé par").fill("Yann Guérin")
    expect(send).to_be_disabled()
    sign(rep)
    expect(send).to_be_enabled()
    rep.look("conversion")
    submit(rep, "Soumettre")


def sign(rep):
    pad = rep.page.locator(".f-signature canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    mouse = rep.page.mouse
    mouse.move(box["x"] + 40, box["y"] + 40)
    mouse.down()
    mouse.move(box["x"] + 160, box["y"] + 120, steps=8)
    mouse.up()
