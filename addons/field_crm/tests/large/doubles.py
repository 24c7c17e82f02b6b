"""A base in which it is known who is entered twice, as people enter things twice."""

import random
from itertools import combinations

from ...engine.doubles import Account, name_key, street_key

_SYLLABLES = (
    "ba", "bel", "ber", "bois", "bon", "bou", "car", "cha", "che", "cor", "dan", "del",
    "do", "du", "fa", "fer", "gar", "gi", "gou", "gue", "ha", "jo", "ker", "la", "lan",
    "len", "mar", "mo", "mon", "nau", "per", "pi", "pou", "ra", "ri", "ro", "sal", "se",
    "ta", "the", "tou", "va", "vi",
)  # fmt: skip
_ENDINGS = (
    "ard", "aud", "eau", "ec", "el", "er", "et", "ier", "in", "ois", "on", "ot", "oux",
    "ec", "ac", "an",
)  # fmt: skip
_TRADES = (
    "Garage", "Transports", "Menuiserie", "Boulangerie", "Scierie", "Maçonnerie",
    "Ambulances", "Autocars", "Laiterie", "Paysages", "Plomberie", "Taxis", "Travaux",
    "Terrassement", "Pneus", "Carrosserie", "Élevage", "Ferme", "Vergers", "Pépinières",
    "Boucherie", "Hôtel", "Restaurant", "Imprimerie", "Peinture", "Toitures", "Loisirs",
)  # fmt: skip
_FORMS = ("SARL", "EARL", "SAS", "GAEC", "Ets", "SA", "EURL", "SCEA")
_FIRST_NAMES = (
    "Jean", "Marie", "Michel", "Anne", "Yann", "Paul", "Luc", "Élodie", "Hervé", "René",
    "Claude", "Bruno", "Sylvie", "Denis", "Alain", "Gilles",
)  # fmt: skip
_STREETS = (
    "rue des Lilas", "avenue de la Gare", "rue du Moulin", "place de l'Église",
    "route de Rennes", "impasse du Bois", "boulevard Victor Hugo", "chemin Vert",
    "rue Pasteur", "rue du Stade", "allée des Chênes", "zone artisanale du Lac",
)  # fmt: skip
_SHORT = (
    ("Transports", "Transp"), ("Établissements", "Ets"), ("avenue", "av."),
    ("boulevard", "bd"), ("route", "rte"), ("Saint", "St"), ("place", "pl."),
    ("Restaurant", "Resto"), ("Maçonnerie", "Maçon."), ("Menuiserie", "Menuis."),
)  # fmt: skip


class Misspeller:
    """Enters a company once more, as people do: with slips, in other words, in part."""

    def __init__(self, seed=1):
        self.random = random.Random(seed)

    def enter_again(self, row):
        draw = self.random
        again = dict(row)
        again.pop("parent", None)
        name = row["name"]
        for change in draw.sample(
            (self._slip, self._other_form, self._swap, self._shorten, _bare, str.upper),
            draw.choice((1, 1, 2)),
        ):
            name = change(name)
        again["name"] = name
        again["street"] = self._maybe(
            0.85, lambda: self._shorten(draw.choice((str, self._slip))(row["street"]))
        )
        again["phone"] = self._kept(row["phone"], 0.45, 0.3, self._phone)
        again["email"] = self._kept(
            row["email"], 0.35, 0.2, lambda: self._email(name.split()[-1])
        )
        again["siret"] = self._kept(row["siret"], 0.35, 0, str)
        again["iban"] = self._kept(row["iban"], 0.3, 0, str)
        again["latitude"] += draw.uniform(-0.0015, 0.0015)
        again["longitude"] += draw.uniform(-0.002, 0.002)
        if draw.random() < 0.05:
            again["zip"] = f"{int(again['zip']) // 100 * 100:05}"
        return again

    def _slip(self, text):
        letters = [place for place, char in enumerate(text) if char.isalpha()]
        place = self.random.choice(letters)
        char = text[place]
        change = self.random.choice(("drop", "double", "other", "turn"))
        if change == "drop":
            return text[:place] + text[place + 1 :]
        if change == "double":
            return text[:place] + char + text[place:]
        if change == "turn":
            return text[:place] + text[place + 1 : place + 2] + char + text[place + 2 :]
        return text[:place] + self.random.choice("aeinorst") + text[place + 1 :]

    def _other_form(self, name):
        words = [word for word in name.split() if word not in _FORMS]
        form = self.random.choice((*_FORMS, "", "S.A.R.L."))
        return f"{form} {' '.join(words)}".strip()

    def _swap(self, name):
        words = name.split()
        self.random.shuffle(words)
        return " ".join(words)

    def _shorten(self, text):
        for long, short in _SHORT:
            text = text.replace(long, short)
        words = text.split()
        if words and words[0] in _FIRST_NAMES:
            words[0] = f"{words[0][0]}."
        return " ".join(words)

    def _kept(self, value, same, other, make):
        chance = self.random.random()
        if chance < same:
            return value
        return make() if chance < same + other else ""

    def _maybe(self, chance, make):
        return make() if self.random.random() < chance else ""

    def _phone(self):
        return f"+33{self.random.randint(200000000, 799999999)}"

    def _email(self, word):
        return f"{word.lower()}{self.random.randint(1, 9999)}@field.example"


class KnownDoubles(Misspeller):
    """Companies of which it is known which are the same.

    ``rows`` holds each by its number, ``truth`` the pairs of numbers that are one
    company. Towns have namesakes, sites share the switchboard of their parent, and a
    bookkeeper's address stands at many clients: those are no doubles.

    Parameters
    ----------
    size : int
        How many rows, doubles included.
    share : float
        How many of them are entered again.
    """

    def __init__(self, size, seed=1, share=0.05):
        super().__init__(seed)
        self.places = [self._place() for _ in range(max(size // 60, 5))]
        self.surnames = [self._surname() for _ in range(max(size // 8, 50))]
        originals = int(size * (1 - share))
        self.rows = {number: self._draw() for number in range(1, originals + 1)}
        self._set_traps(originals)
        same = {}
        for number in range(originals + 1, size + 1):
            original = self.random.randint(1, originals)
            self.rows[number] = self.enter_again(self.rows[original])
            same.setdefault(original, [original]).append(number)
        self.truth = {
            pair for numbers in same.values() for pair in combinations(numbers, 2)
        }

    def accounts(self):
        return [
            Account(
                id=number,
                family=row.get("parent") or number,
                name_key=name_key(row["name"]),
                street_key=street_key(row["street"]),
                zip=row["zip"],
                latitude=row["latitude"],
                longitude=row["longitude"],
                phones=tuple(filter(None, (row["phone"],))),
                email=row["email"],
                siret=row["siret"],
                iban=row["iban"],
            )
            for number, row in self.rows.items()
        ]

    # --- companies ------------------------------------------------------------------

    def _draw(self):
        draw = self.random
        town, zip_code, latitude, longitude = draw.choice(self.places)
        surname = draw.choice(self.surnames)
        name = draw.choice(
            (
                f"{draw.choice(_TRADES)} {surname}",
                f"{draw.choice(_FORMS)} {surname} {draw.choice(self.surnames)}",
                f"{draw.choice(_TRADES)} {draw.choice(_FIRST_NAMES)} {surname}",
                f"{draw.choice(_FIRST_NAMES)} {surname}",
                f"{draw.choice(_FORMS)} {draw.choice(_TRADES)} {surname}",
            )
        )
        return {
            "name": name,
            "street": f"{draw.randint(1, 120)} {draw.choice(_STREETS)}",
            "zip": zip_code,
            "city": town,
            "latitude": latitude + draw.uniform(-0.02, 0.02),
            "longitude": longitude + draw.uniform(-0.03, 0.03),
            "phone": self._maybe(0.85, self._phone),
            "email": self._maybe(0.6, lambda: self._email(surname)),
            "siret": self._maybe(0.5, lambda: str(draw.randint(10**13, 10**14 - 1))),
            "iban": self._maybe(0.2, lambda: f"FR76{draw.randint(10**22, 10**23 - 1)}"),
        }

    def _set_traps(self, count):
        draw = self.random
        for number in draw.sample(range(1, count + 1), count // 50):
            # A cousin in the same trade and town.
            cousin = self.rows[draw.randint(1, count)]
            self.rows[number].update(
                {key: cousin[key] for key in ("zip", "city", "latitude", "longitude")},
                name=f"{draw.choice(_TRADES)} {cousin['name'].split()[-1]}",
            )
        for number in draw.sample(range(1, count + 1), count // 100):
            parent = draw.randint(1, count)
            if parent != number and "parent" not in self.rows[parent]:
                self.rows[number].update(
                    parent=parent,
                    name=self.rows[parent]["name"],
                    phone=self.rows[parent]["phone"],
                    siret="",
                )
        for _ in range(count // 500):
            email, phone = self._email("cabinet"), self._phone()
            for number in draw.sample(range(1, count + 1), min(15, count // 20)):
                self.rows[number].update(email=email, phone=phone)

    # --- values ---------------------------------------------------------------------

    def _surname(self):
        parts = self.random.choices(_SYLLABLES, k=self.random.choice((1, 2, 2)))
        name = "".join(parts) + self.random.choice(_ENDINGS)
        return self.random.choice(("", "", "", "Le ")) + name.capitalize()

    def _place(self):
        draw = self.random
        zip_code = f"{draw.randint(1, 95):02}{draw.randint(0, 99) * 10:03}"
        town = self._surname()
        return town, zip_code, draw.uniform(43, 50), draw.uniform(-4, 7)


def _bare(name):
    return name.replace("é", "e").replace("É", "E").replace("ç", "c").replace("ô", "o")


def naive_pairs(accounts, rows):
    """What an exact comparison finds: same phone, e-mail, SIRET, or name and place."""
    groups = {}
    for account in accounts:
        row = rows[account.id]
        keys = [
            ("siret", account.siret),
            ("email", account.email),
            ("name", (row["name"].casefold(), account.zip)),
            *(("phone", phone) for phone in account.phones),
        ]
        for kind, value in keys:
            if value:
                groups.setdefault((kind, value), set()).add(account.id)
    return {
        pair for numbers in groups.values() for pair in combinations(sorted(numbers), 2)
    }


def quality(found, truth):
    """Precision and recall, as shares from 0 to 1."""
    right = len(truth & set(found))
    return {
        "precision": round(right / max(len(found), 1), 3),
        "recall": round(right / max(len(truth), 1), 3),
    }
