"""Larger towns of the neighbouring countries, by name alone."""

from collections import defaultdict

from lines import line_of
from town_name import town_name

NEIGHBOURS = {
    "BE": 0,
    "CH": 0,
    "LU": 0,
    "AD": 0,
    "DE": 15_000,
    "ES": 15_000,
    "IT": 15_000,
    "NL": 15_000,
    "PT": 15_000,
    "GB": 15_000,
}
# Where several towns of a country share a name, one must be this much larger.
DOMINANT = 10
# Names in other languages (Bruxelles, Anvers, Cologne) are kept for larger towns only.
WELL_KNOWN = 50_000


def foreign_sections(towns):
    """{country: lines}: towns whose name is theirs alone, or nearly so."""
    sections = {}
    for country, least in NEIGHBOURS.items():
        chosen = [
            t for t in towns if t["countrycode"] == country and t["population"] >= least
        ]
        names = defaultdict(dict)
        for town in chosen:
            for name in _names(town):
                names[town_name(name).key][town["geonameid"]] = max(
                    town["population"], 1
                )
        lines = []
        for town in sorted(chosen, key=lambda t: -t["population"]):
            kept = {}
            for name in _names(town):
                key = town_name(name).key
                others = [p for i, p in names[key].items() if i != town["geonameid"]]
                if max(town["population"], 1) >= DOMINANT * max(others, default=0):
                    kept.setdefault(key, name)
            for name in kept.values():
                point = town["latitude"], town["longitude"]
                lines.append(line_of("", name, point, [], ""))
        sections[country] = lines
    return sections


def _names(town):
    """Its own name; a large town's in Latin letters of other languages too."""
    yield town["name"]
    if town["population"] >= WELL_KNOWN:
        for name in town["alternatenames"]:
            if len(town_name(name).key) > 3:
                yield name
