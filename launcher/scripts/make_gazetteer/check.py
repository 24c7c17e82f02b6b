"""How far our positions are from GeoNames', for the towns that both name once."""

import math
from collections import defaultdict

from lines import section_of
from town_name import town_name

KM_PER_DEGREE = 111.195


def compare(sections, towns):
    """Distances in km to GeoNames for names that both have once."""
    ours, theirs = defaultdict(list), defaultdict(list)
    for prefix, lines in sections.items():
        if prefix.isdigit() and len(prefix) == 2:
            for line in lines:
                code, name, latitude, longitude, _codes = line.split("\t")
                if code[-1].isdigit() and section_of(code) == prefix:
                    ours[town_name(name).key].append(
                        (float(latitude), float(longitude))
                    )
    for town in towns:
        if town["countrycode"] == "FR":
            theirs[town_name(town["name"]).key].append(
                (town["latitude"], town["longitude"])
            )
    distances = sorted(
        _km(ours[key][0], theirs[key][0])
        for key in ours.keys() & theirs.keys()
        if len(ours[key]) == len(theirs[key]) == 1
    )
    shares = {"median": 0.5, "90 %": 0.9, "95 %": 0.95, "99 %": 0.99}
    return {
        "compared with GeoNames": len(distances),
        "km": {
            k: round(distances[int(len(distances) * s)], 2) for k, s in shares.items()
        },
        "farther than 20 km": sum(d > 20 for d in distances),
    }


def _km(one, other):
    width = math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(one[0] - other[0], (one[1] - other[1]) * width) * KM_PER_DEGREE
