"""What is left of a town's name when its spelling no longer counts."""

import re
import unicodedata
from typing import NamedTuple

# Whole words only, after accents, case and punctuation are gone.
_WORDS = {
    "ST": "SAINT",
    "STE": "SAINTE",
    "STS": "SAINTS",
    "STES": "SAINTES",
    "S": "SUR",
    "SS": "SOUS",
    "MT": "MONT",
    "MTS": "MONTS",
    "LEZ": "LES",
    "ND": "NOTREDAME",
    "FBG": "FAUBOURG",
    "CHATEAUNF": "CHATEAUNEUF",
    "ARRDT": "ARRONDISSEMENT",
    "ARR": "ARRONDISSEMENT",
}
_ARTICLES = {"LE", "LA", "LES", "L"}
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})
# Post boxes and business codes, which have no place.
_BOX = re.compile(r"\b(?:BP|CS|TSA|CIDEX|B\.P\.?|C\.S\.?) ?\d{1,6}\b")
_CODE = re.compile(r"^\s*(?:F-?)?\d{5}\b")
_CEDEX = re.compile(r"\bCEDEX\b(?: ?(\d{1,2}))?.*")
_DISTRICT = re.compile(r"^(\d{1,2})(?:ER|E|EME|ERE|ND|NDE)?$")
_NOT_A_WORD = re.compile(r"[^A-Z0-9]+")


class TownName(NamedTuple):
    """A name reduced to letters, and the district or CEDEX number beside it.

    `key` is empty when the text names nothing; `district` is 0 when there is none.
    """

    key: str
    district: int = 0


def town_name(text):
    """Reduce a town as people type it to what it names.

    Accents, case, hyphens, apostrophes, leading articles, ST and SAINT, « S/ » and
    « SUR », post boxes and CEDEX no longer count: « St-Étienne-s/Usson CEDEX 2 » gives
    ("SAINTETIENNESURUSSON", 2), « LYON 3EME » ("LYON", 3). Takes anything, never fails.
    """
    upper = _fold(str(text or "")).upper()
    district = 0
    has_digit = any(map(str.isdigit, upper))
    if has_digit:
        upper = _BOX.sub(" ", _CODE.sub("", upper))
    if "CEDEX" in upper:
        cedex = _CEDEX.search(upper)
        if cedex:
            district = int(cedex[1] or 0)
            upper = upper[: cedex.start()]
    if "/" in upper:
        upper = upper.replace("/", " " if "S/" in upper else " SUR ")
    words = _NOT_A_WORD.sub(" ", upper).split()
    while len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    if has_digit:
        words, district = _without_district(words, district)
    return TownName("".join([_WORDS.get(word, word) for word in words]), district)


def _fold(text):
    """The text without accents and ligatures."""
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in folded if not unicodedata.combining(char))


def _without_district(words, district):
    """« LYON 3EME ARRONDISSEMENT » as (["LYON"], 3)."""
    kept = []
    for position, word in enumerate(words):
        number = _DISTRICT.match(word)
        if number and position:
            district = int(number[1]) or district
        else:
            kept.append(word)
    if kept[1:] and _WORDS.get(kept[-1], kept[-1]) == "ARRONDISSEMENT":
        kept.pop()
    return kept, district
