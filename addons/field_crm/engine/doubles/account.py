"""What is compared of a prospect or client."""

import re
import unicodedata
from dataclasses import dataclass

# How the words of an address are shortened.
_STREET_WORDS = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard",
    "blvd": "boulevard", "bvd": "boulevard", "r": "rue", "rte": "route",
    "che": "chemin", "chem": "chemin", "chm": "chemin", "pl": "place",
    "imp": "impasse", "all": "allee", "sq": "square", "fg": "faubourg",
    "st": "saint", "ste": "sainte", "zi": "zone industrielle",
    "za": "zone artisanale", "zac": "zone activites", "res": "residence",
    "gal": "general", "mal": "marechal", "dr": "docteur",
}  # fmt: skip
_SMALL_WORDS = frozenset(("de", "du", "des", "la", "le", "les", "l", "d"))
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(slots=True)
class Account:
    """A prospect or client, with its numbers normalised.

    ``bucket`` parts what may never be the same, such as companies; ``family`` is the
    top of the tree of sites that it stands in. Coordinates are degrees, ``None`` when
    the place is not known. ``siret`` holds 14 digits or is empty.
    """

    id: int
    bucket: int = 0
    family: int = 0
    name_key: str = ""
    street_key: str = ""
    zip: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phones: tuple[str, ...] = ()
    email: str = ""
    siret: str = ""
    iban: str = ""

    @property
    def siren(self) -> str:
        return self.siret[:9]


def street_key(street: str | None) -> str:
    """Write an address line without accents, shortened words and small words."""
    text = unicodedata.normalize("NFKD", street or "").casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    words = (_STREET_WORDS.get(word, word) for word in _WORD.findall(text))
    return " ".join(word for word in words if word not in _SMALL_WORDS)


def siret_key(value: str | None) -> str:
    """The 14 digits of a SIRET; empty for anything else, a SIREN included."""
    digits = re.sub(r"\D", "", value or "")
    return digits if len(digits) == 14 and digits.strip("0") else ""


def iban_key(value: str | None) -> str:
    """An IBAN in capitals without spaces; empty when too short to be one."""
    text = re.sub(r"[^0-9A-Z]", "", (value or "").upper())
    return text if len(text) >= 15 else ""
