"""What a provider has found, and whether it may be believed (S0-36, S0-37)."""

import math
from typing import NamedTuple

from .gazetteer import Gazetteer
from .place import Place
from .town_name import town_name

# BAN's own measure of likeness, from 0 to 1; what is below, it calls doubtful.
LEAST_SCORE = 0.5
# An address is not farther from its town hall; overseas communes are larger.
KM_FROM_TOWN, KM_FROM_TOWN_OVERSEAS = 30, 200
KM_PER_DEGREE = 111.195
# (south, west, north, east) of the countries whose towns we may not know.
BOXES = {
    "FR": (41.2, -5.6, 51.3, 9.8),
    "GP": (15.7, -62.0, 16.6, -60.9),
    "MQ": (14.3, -61.3, 15.0, -60.7),
    "GF": (2.0, -54.7, 6.0, -51.5),
    "RE": (-21.5, 55.1, -20.8, 55.9),
    "YT": (-13.1, 44.9, -12.5, 45.4),
}


class Answer(NamedTuple):
    """One candidate of a provider. `kind`: "address", "street" or "town"."""

    latitude: float
    longitude: float
    kind: str
    score: float
    postcode: str
    town: str
    insee: str
    country: str


class Verdict(NamedTuple):
    """What is made of the candidates: a position, or the problem that there is.

    `problem`: "not_found", "unlike" (another address), "elsewhere" (another town),
    "outside" (another country), "street" (the town only); None when believed.
    """

    problem: str | None
    latitude: float = 0.0
    longitude: float = 0.0
    precision: str = ""


def judge(address, answers, gazetteer=None):
    """The `Verdict` on the candidates of an address, the best first."""
    if not answers:
        return Verdict("not_found")
    place = (gazetteer or Gazetteer.shared()).find(
        address.postcode, address.town, address.country
    )
    problems = []
    for answer in answers:
        problem = _problem(address, answer, place)
        if not problem:
            return Verdict(None, answer.latitude, answer.longitude, answer.kind)
        problems.append(problem)
    return Verdict(problems[0])


def _problem(address, answer, place):
    if not _is_in_country(address, answer, place):
        return "outside"
    if answer.score < LEAST_SCORE:
        return "unlike"
    if not _is_same_town(address, answer, place):
        return "elsewhere"
    return "street" if answer.kind == "town" and address.street else None


def _is_in_country(address, answer, place):
    if not (abs(answer.latitude) <= 90 and abs(answer.longitude) <= 180):
        return False
    if answer.country and answer.country != address.country:
        return False
    if place:
        overseas = place.insee[:2] in ("97", "98")
        limit = KM_FROM_TOWN_OVERSEAS if overseas else KM_FROM_TOWN
        return _km(answer, place) <= limit
    south, west, north, east = BOXES.get(address.country, (-90, -180, 90, 180))
    return south <= answer.latitude <= north and west <= answer.longitude <= east


def _is_same_town(address, answer, place):
    if answer.postcode and answer.postcode == address.postcode:
        return True
    if place and answer.insee and answer.insee == place.insee:
        return True
    wanted, found = town_name(address.town).key, town_name(answer.town).key
    return bool(wanted) and wanted == found


def _km(answer: Answer, place: Place):
    width = math.cos(math.radians(place.latitude))
    return KM_PER_DEGREE * math.hypot(
        answer.latitude - place.latitude, (answer.longitude - place.longitude) * width
    )
