"""The places of a department or of a country, and how a spelling finds one of them."""

from rapidfuzz import fuzz, process

from .place import Place
from .town_name import town_name

# One typing error in a name of five letters, two in one of ten, give 80. Measured on
# every commune with one random error: docs/design/geocoding.md.
ALIKE_IN_CODE = 80
# Without a postal code to lean on, one error in eight letters.
ALIKE_IN_SECTION = 88
# The next best name must be clearly worse.
LEAD = 5
# Shorter beginnings name too many places.
LEAST_BEGINNING = 4
DISTRICT, FORMER, COARSE = "*", "-", "~"


class Section:
    """Places written one a line, the most populous first, former names last."""

    def __init__(self, text):
        self.by_code = {}
        self.by_name = {}
        self.current, self.former = {}, {}
        for line in text.splitlines():
            self._add(*line.split("\t"))

    def _add(self, code, name, latitude, longitude, postcodes):
        mark = code[-1:] if code[-1:] in (DISTRICT, FORMER, COARSE) else ""
        place = Place(
            float(latitude),
            float(longitude),
            "postcode" if mark == COARSE else "town",
            name,
            code[: len(code) - len(mark)],
        )
        key, number = town_name(name)
        keys = [f"{key}{number}", key] if mark == DISTRICT else [key]
        for postcode in postcodes.split():
            here = self.by_code.setdefault(postcode, {})
            for each in keys:
                here.setdefault(each, place)
        (self.former if mark == FORMER else self.current).setdefault(
            keys[0], []
        ).append(place)
        if mark == FORMER and keys[0] in self.current:
            return
        # A name that two places share says nothing by itself.
        known = self.by_name.setdefault(keys[0], place)
        if known is not place:
            self.by_name[keys[0]] = None

    def find(self, postcode, town):
        """The `Place` that a postal code (or "") and a `TownName` mean, or None."""
        here = self.by_code.get(postcode, {})
        keys = [f"{town.key}{town.district}"] if town.district else []
        keys += [town.key] if town.key else []
        for key in keys:
            if key in here:
                return here[key]
        found = _beginning(town.key, here)
        for key in keys:
            found = found or self.by_name.get(key)
        if found or not here:
            return found or _alike(town.key, self.by_name, ALIKE_IN_SECTION)
        found = _alike(town.key, here, ALIKE_IN_CODE)
        return found or next(iter(here.values()))._replace(precision="postcode")


def _beginning(key, places):
    """The only place whose name begins with `key`, or that `key` begins with."""
    if len(key) < LEAST_BEGINNING:
        return None
    found = {
        place
        for name, place in places.items()
        if name.startswith(key)
        or (len(name) >= LEAST_BEGINNING and key.startswith(name))
    }
    return found.pop() if len(found) == 1 else None


def _alike(key, places, least):
    """The place whose name is `key` but for typing errors, when no other comes near."""
    if not key:
        return None
    best = process.extract(
        key, places.keys(), scorer=fuzz.ratio, score_cutoff=least - LEAD, limit=3
    )
    if not best or best[0][1] < least:
        return None
    place = places[best[0][0]]
    rivals = [score for name, score, _index in best[1:] if places[name] is not place]
    return None if rivals and rivals[0] > best[0][1] - LEAD else place
