"""The workbook that the accountant imports, as a company keeps it."""

from openpyxl import Workbook

from .company import COLLEAGUE, REP, SIRET

SHEET = "Clients et prospects"
HEADERS = (
    "Référence", "Client (oui/non)", "Code client", "Raison sociale", "Adresse",
    "Code postal", "Ville", "Téléphone", "N° SIRET", "Catégorie", "Sous-catégorie",
    "Agence", "Secteur", "Commercial", "Parc VL", "Remarque interne",
)  # fmt: skip
HEADER_ROW = 3
PROSPECT = "GAEC du Val Fleuri"
CLIENT = "Transports Guérin"
ROWS = (
    ("C-1001", "oui", "GUERIN", CLIENT, "12 rue des Lilas", "35000", "Rennes",
     "02 99 00 11 22", SIRET, "TRSP", "MARC", "REN", "Rennes Nord", REP.name, 4,
     "à jour"),
    ("C-1002", "oui", "LEMOINE", "Garage Lemoine", "3 place du Marché", "35140",
     "Fougères", "02 99 94 00 10", None, "GAR", None, "REN", None, COLLEAGUE.name, 2,
     None),
    ("P-2001", "non", None, PROSPECT, "La Ville Neuve", "35500", "Vitré",
     "02 99 75 00 20", SIRET, "AGRI", "EXPL", "REN", "Rennes Nord", REP.name, 3, None),
    ("P-2002", "non", None, "Terrassement Cadiou", "Zone artisanale", "35600", "Redon",
     "02 99 71 00 30", None, "TP", None, "REN", None, COLLEAGUE.name, 6, None),
    ("P-2003", "non", None, None, "2 rue du Four", "35000", "Rennes",
     None, None, None, None, None, None, REP.name, None, "sans nom"),
    ("P-2004", "non", None, "Carrières de la Vilaine", "Le Bourg", "35550", "Pipriac",
     None, None, "MINE", None, None, None, REP.name, None, "catégorie inconnue"),
)  # fmt: skip
REFUSED = {
    "8": ("P-2003", "Le nom manque."),
    "9": ("P-2004", "Inconnu : absent de la liste."),
}


def write_workbook(path):
    """Two sheets; the table stands below a title, on the second one."""
    workbook = Workbook()
    workbook.active.title = "Lisez-moi"
    workbook.active.append(["Base clients de l'agence de Rennes"])
    sheet = workbook.create_sheet(SHEET)
    sheet.append(["Extraction du lundi"])
    sheet.append([])
    sheet.append(HEADERS)
    for row in ROWS:
        sheet.append(row)
    workbook.save(path)
    return path
