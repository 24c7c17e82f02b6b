"""Towns by postal code and name, offline (S0-36, S0-37)."""

import lzma
import re
from collections import defaultdict
from functools import cache, cached_property
from pathlib import Path

from .section import Section
from .town_name import town_name

DATA = Path(__file__).parents[2] / "data" / "gazetteer"
# Countries of their own to ISO, whose communes have French postal codes.
FRENCH = {"FR", "GP", "MQ", "RE", "GF", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "MC"}
# Questions remembered; an import asks the same few thousand again and again.
REMEMBERED = 50_000
_NOT_ASKED = object()
_FRENCH_CODE = re.compile(r"(?:F|FR|FRANCE)?[ .-]*(\d{4,5})(?:\.0)?", re.I)
_CODE_IN_TOWN = re.compile(r"\s*(?:F-?)?(\d{5})\b")


class Gazetteer:
    """Finds the town of an address without a network.

    Reads its files once, a department when it is first asked for; safe to share
    between threads.
    """

    def __init__(self, folder=DATA):
        self._folder = folder
        self._memo = {}
        self._sections = {}

    @classmethod
    @cache
    def shared(cls):
        """The one of this process, for all that look for the same towns."""
        return cls()

    def find(self, postcode, town, country="FR"):
        """The `Place` of a postal code and a town, or None.

        `postcode`: text or number, its leading zero may be missing; may be empty.
        `town`: as people type it; may be empty. `country`: ISO code of two letters.
        Takes anything and never fails. Precision "postcode" says that the town could
        not be recognised: the position is that of the largest town of the postal code.
        """
        question = (postcode, town, country)
        try:
            found = self._memo.get(question, _NOT_ASKED)
        except TypeError:
            # A list, say: nothing that could be remembered.
            return self._search(*map(str, question))
        if found is not _NOT_ASKED:
            return found
        if len(self._memo) >= REMEMBERED:
            self._memo.clear()
        self._memo[question] = found = self._search(*question)
        return found

    def _search(self, postcode, town, country):
        name = town_name(town)
        country = str(country or "FR").upper()
        if country not in FRENCH:
            section = self._section("abroad", country)
            return section and name.key and section.find("", name) or None
        postcode = french_postcode(postcode) or _leading_code(town)
        section = postcode and self._section("fr", _prefix(postcode))
        if section:
            return section.find(postcode, name)
        # Nothing asked: no reason to read the whole country.
        return self._by_name_alone(name) if name.key else None

    def _by_name_alone(self, name):
        keys = [f"{name.key}{name.district}"] if name.district else []
        for key in [*keys, name.key]:
            for index in (self._current, self._former):
                if len(index.get(key, ())) == 1:
                    return next(iter(index[key].values()))
                if key in index:
                    return None
        return None

    @cached_property
    def _current(self):
        return self._everywhere("current")

    @cached_property
    def _former(self):
        return self._everywhere("former")

    def _everywhere(self, kind):
        """{name: {INSEE code: place}} of the whole of France."""
        index = defaultdict(dict)
        for prefix in self._french:
            for name, places in getattr(self._section("fr", prefix), kind).items():
                index[name].update((place.insee, place) for place in places)
        return dict(index)

    @cached_property
    def _french(self):
        return _read(self._folder / "fr.tsv.xz")

    @cached_property
    def _abroad(self):
        return _read(self._folder / "abroad.tsv.xz")

    def _section(self, file, key):
        """The `Section` of a prefix or country, or None; parsed when first used."""
        section = self._sections.get((file, key))
        if section is None:
            text = (self._french if file == "fr" else self._abroad).get(key)
            if text is None:
                return None
            section = self._sections[file, key] = Section(text)
        return section


def french_postcode(value):
    """Five digits of what may be a French postal code, or ""."""
    text = re.sub(r"(?<=\d) (?=\d)", "", str(value or "").strip())
    found = _FRENCH_CODE.fullmatch(text)
    return found[1].zfill(5) if found else ""


def _leading_code(town):
    found = _CODE_IN_TOWN.match(str(town or ""))
    return found[1] if found else ""


def _prefix(postcode):
    return postcode[:3] if postcode[:2] in ("97", "98") else postcode[:2]


def _read(path):
    """{key: lines} of a file whose sections begin with `#key`."""
    text = lzma.decompress(path.read_bytes()).decode()
    return dict(part.split("\n", 1) for part in text.split("#")[1:])
