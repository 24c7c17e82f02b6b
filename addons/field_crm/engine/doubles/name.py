"""Names of companies without what people spell in three ways."""

import re
import unicodedata
from difflib import SequenceMatcher

# What a company is, and the small words between: « Ets Le Goff », « LE GOFF SARL ».
# fmt: off
_LEGAL_FORMS = frozenset({
    "sa", "sarl", "sas", "sasu", "eurl", "eirl", "ei", "snc", "sci", "scp", "scm",
    "scop", "scic", "sca", "scs", "gie", "gaec", "earl", "scea", "cuma", "sica",
    "gfa", "ets", "etablissements", "etablissement", "ste", "societe", "entreprise",
    "ent", "cie", "compagnie", "groupe", "fils", "freres", "frere", "mr", "mme",
    "m", "monsieur", "madame",
})
# fmt: on
# fmt: off
_SMALL_WORDS = frozenset({
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les",
})
# fmt: on
# « S.A.R.L. » is one word; so are « S A » and « L'Oréal » once the marks are gone.
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "&": " et "})

#: From this share of equal characters on, two names count as alike.
LIKENESS = 0.86


def name_key(name: str | None) -> str:
    """Strip a name of accents, case, punctuation, legal forms and small words.

    Words are sorted, because « Garage Martin » is also written « Martin garage ».
    When nothing else is left (« SARL La Société »), every word stays.

    Returns
    -------
    str
        Words with a space between; empty for a name without letter or digit.
    """
    text = _bare(name or "").translate(_LIGATURES)
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    words = _WORD.findall(text)
    telling = [
        word for word in words if word not in _LEGAL_FORMS and word not in _SMALL_WORDS
    ]
    return " ".join(sorted(telling or words))


def _bare(text: str) -> str:
    """Lower case without accents; each step can bring out work for the other."""
    for _step in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in text if not unicodedata.combining(char))


def are_alike(one: str, other: str, threshold: float = LIKENESS) -> bool:
    """Whether two keys of :func:`name_key` may name the same company.

    True for equal keys, for a key whose words are all in the other (« Le Goff » and
    « Garage Le Goff Vannes »: at least one word of four characters or more in common),
    and for keys that differ by a slip of the finger.
    """
    if not one or not other:
        return False
    if one == other:
        return True
    first, second = set(one.split()), set(other.split())
    smaller = min(first, second, key=len)
    if smaller <= (first | second) - (first ^ second) and any(
        len(word) >= 4 for word in smaller
    ):
        return True
    # In a fixed order: SequenceMatcher is not quite symmetric.
    matcher = SequenceMatcher(None, *sorted((one, other)), autojunk=False)
    return matcher.quick_ratio() >= threshold and matcher.ratio() >= threshold
