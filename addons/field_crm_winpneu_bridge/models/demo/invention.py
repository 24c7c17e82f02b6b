"""Clients and a history that a tyre dealer of the west of France could have."""

import random
from datetime import date, datetime, timedelta

_TRADES = ("Garage", "Transports", "Carrosserie", "EARL", "GAEC", "TP", "Taxi")
_NAMES = (
    "Le Gall", "Morvan", "Guillou", "Riou", "Le Bihan", "Hamon", "Tanguy", "Cadiou",
    "Jézéquel", "Le Roux", "Prigent", "Quéré", "Kervella", "Bodin", "Rault", "Lucas",
    "Hervé", "Collin", "Besnard", "Chevalier", "Leroux", "Touzé", "Poirier", "Gautier",
)  # fmt: skip
_TOWNS = (
    ("35", "000", "Rennes"), ("35", "400", "Saint-Malo"), ("35", "300", "Fougères"),
    ("35", "500", "Vitré"), ("22", "000", "Saint-Brieuc"), ("22", "100", "Dinan"),
    ("56", "000", "Vannes"), ("56", "300", "Pontivy"), ("29", "000", "Quimper"),
    ("44", "110", "Châteaubriant"), ("53", "000", "Laval"), ("50", "300", "Avranches"),
)  # fmt: skip
_STREETS = ("rue du Port", "ZA des Landes", "route de Rennes", "place de l'Église")
_SUBJECTS = (
    ("TEL", "Appel du {day}", ("Rappeler en fin de mois", "Demande un tarif", "")),
    ("TEL", "Relance devis", ("Devis accepté", "Attend la récolte", "Trop cher")),
    ("VIS", "Passage à l'agence", ("Pneus montés", "Géométrie à prévoir", "")),
    ("LIV", "Livraison du {day}", ("", "Manque une enveloppe")),
    ("FAC", "Facture transmise", ("",)),
    ("LIT", "Litige facture", ("Avoir demandé", "Prix contesté", "Réglé")),
)
# What the quarantine is for.
WRONG_CLIENTS = {
    "X00001": {"nom_client": "SociÃ©tÃ© des Rives", "ville_fac": "Dinan"},
    "X00002": {"nom_client": "Garage du Viaduc", "c_agence": "ZZZZ"},
    "X00003": {"nom_client": "Transports Le Guen", "ville_fac": "Morlaix"},
}
WRONG_REVENUE = [("X00003", -1250.00)]


def invent_clients(count, agencies, reps, grids, seed=7):
    """Clients as winpneu has them: (code, values by column)."""
    chance = random.Random(seed)
    for number in range(count):
        department, office, town = chance.choice(_TOWNS)
        name = f"{chance.choice(_TRADES)} {chance.choice(_NAMES)}"
        yield (
            f"W{number + 1:05}",
            {
                "nom_client": name[:35],
                "adr1_fac": f"{chance.randint(1, 80)} {chance.choice(_STREETS)}",
                "dep_fac": department,
                "bur_dis_fac": office,
                "ville_fac": town,
                "c_pays": "FR",
                "c_agence": chance.choice(agencies),
                "c_rep": chance.choice(reps),
                "c_catc": chance.choice(grids),
                # Numbers that the regulator keeps for fiction.
                "tel_1": f"02 61 91 {number // 100:02} {number % 100:02}",
                "nb_jour_1": chance.choice((0, 30, 30, 45)),
                "date_creation_ste": date(
                    chance.randint(1985, 2022), chance.randint(1, 12), 1
                ),
            },
        )


def invent_history(count, codes, users, today, seed=11):
    """Rows of the history by the annexe's names, over three years."""
    chance = random.Random(seed)
    for _number in range(count):
        day = today - timedelta(days=int(1 + chance.random() ** 2 * 1100))
        origin, subject, comments = chance.choice(_SUBJECTS)
        yield {
            "origine_relation": origin,
            "date_relation": datetime(day.year, day.month, day.day),
            "heure_relation": f"{chance.randint(8, 17):02}:{chance.randint(0, 59):02}",
            "type_entite": "C",
            "c_entite": chance.choice(codes),
            "c_user": chance.choice(users),
            "type_relation": "S",
            "objet": subject.format(day=f"{day:%d/%m/%Y}"),
            "commentaire": chance.choice(comments) or None,
            "num_relation_sujet": 0,
            "c_archive": "O" if (today - day).days > 1000 else "N",
        }


def invent_revenue(codes, year, seed=13):
    """(code, year, amount) of this year and the one before."""
    chance = random.Random(seed)
    for code in codes:
        last = round(chance.lognormvariate(8.5, 1), 2)
        yield code, year - 1, last
        yield code, year, round(last * chance.uniform(0.4, 1.3), 2)
