"""What the partners of a large base are called and where they are."""

TRADES = (
    "Transports", "GAEC", "EARL", "Garage", "Menuiserie", "Établissements",
    "Maçonnerie", "Ambulances", "Autocars", "Scierie", "Laiterie", "Paysages",
)  # fmt: skip

NAMES = (
    "Le Goff", "Lemoine", "Guérin", "Morvan", "Le Gall", "Tanguy", "Rolland", "Riou",
    "Prigent", "Hamon", "Le Roux", "Corre", "Quéré", "Bihan", "Kerouanton", "Salaün",
    "Jaouen", "Cadiou", "Hervé", "Briand", "Menez", "Abgrall", "Cariou", "Gourvennec",
    "Le Floch", "Colin", "Nédélec", "Philippe", "Rannou", "Bourhis", "Daniel", "Fily",
    "Guillou", "Henry", "Joncour", "Kerbrat", "Lagadec", "Madec", "Nicolas", "Olivier",
    "Pennec", "Quiniou", "Roudaut", "Seznec", "Thomas", "Urvoy", "Vigouroux", "Yvinec",
    "Allain", "Bodénès", "Coatmeur", "Derrien",
)  # fmt: skip

FIRST_NAMES = (
    "Anne", "Yann", "Maël", "Soizic", "Erwan", "Gaëlle", "Loïc", "Nolwenn", "Ronan",
    "Katell", "Alan", "Morgane", "Tugdual", "Rozenn", "Goulven", "Enora",
)  # fmt: skip

# Town, postal code, latitude, longitude.
TOWNS = (
    ("Rennes", "35000", 48.117, -1.678), ("Brest", "29200", 48.390, -4.486),
    ("Quimper", "29000", 47.996, -4.102), ("Lorient", "56100", 47.748, -3.370),
    ("Vannes", "56000", 47.658, -2.761), ("Saint-Brieuc", "22000", 48.514, -2.765),
    ("Fougères", "35300", 48.352, -1.199), ("Vitré", "35500", 48.124, -1.211),
    ("Morlaix", "29600", 48.577, -3.828), ("Lannion", "22300", 48.732, -3.459),
    ("Dinan", "22100", 48.456, -2.050), ("Pontivy", "56300", 48.069, -2.969),
    ("Ploërmel", "56800", 47.932, -2.396), ("Redon", "35600", 47.651, -2.084),
    ("Carhaix", "29270", 48.276, -3.573), ("Loudéac", "22600", 48.178, -2.754),
    ("Guingamp", "22200", 48.562, -3.151), ("Landerneau", "29800", 48.451, -4.248),
    ("Auray", "56400", 47.668, -2.985), ("Concarneau", "29900", 47.875, -3.918),
    ("Combourg", "35270", 48.412, -1.747), ("Lamballe", "22400", 48.468, -2.516),
    ("Châteaulin", "29150", 48.196, -4.090), ("Questembert", "56230", 47.661, -2.452),
)  # fmt: skip
