"""What speaks for two accounts being one, and what against it."""

import math
from dataclasses import dataclass
from enum import Enum

from rapidfuzz import fuzz

from .account import Account


class Reason(str, Enum):
    """Why two accounts may be one; the order is that of the screen."""

    SIRET = "siret"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    NAME_STREET = "name_street"
    NAME_ZIP = "name_zip"
    NAME_NEAR = "name_near"
    SIREN = "siren"


@dataclass(slots=True, frozen=True)
class Clue:
    """A reason; ``percent`` of likeness and ``metres`` apart go with names."""

    reason: Reason
    percent: int = 0
    metres: int = 0


@dataclass(slots=True, frozen=True)
class Pair:
    """Two accounts that may be one, the lower identifier first.

    ``score`` is from 0 to 1, by no means a probability; :data:`SURE` and
    :data:`LIKELY` part it for people.
    """

    low: int
    high: int
    score: float
    clues: tuple[Clue, ...]


#: From here on nobody needs to look twice.
SURE = 0.9
LIKELY = 0.7
#: Below, two accounts are not shown as doubles.
POSSIBLE = 0.5
#: How far two places of the same company are apart at most.
NEAR_METRES = 1000
#: From this likeness on, a name speaks for a double.
ALIKE = 0.8

# How much one clue alone says, and how much of it is left when the names differ.
_WEIGHTS = {
    Reason.SIRET: (0.97, 0.9),
    Reason.IBAN: (0.85, 0.7),
    Reason.EMAIL: (0.72, 0.65),
    Reason.PHONE: (0.75, 0.6),
    Reason.SIREN: (0.15, 1.0),
}
_UNLIKE = 0.5
# What an equal name says: in one postal code, a few metres away, at one address.
_ALIKE_SHARE, _NEAR_SHARE, _BEST_SHARE = 0.75, 0.85, 0.91
_SAME_STREET, _SAME_PLACE_METRES = 90, 100
# What is left of the score when both have one and they differ.
_OTHER_PHONE, _OTHER_EMAIL, _OTHER_STREET = 0.85, 0.92, 0.8
_OTHER_SIREN, _OTHER_SITE = 0.35, 0.7


def distance(one: Account, other: Account) -> float | None:
    """Metres as the crow flies; ``None`` when a place is not known."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    north = math.radians(one.latitude - other.latitude)
    east = math.radians(one.longitude - other.longitude)
    east *= math.cos(math.radians((one.latitude + other.latitude) / 2))
    return 6371000 * math.hypot(north, east)


def is_hopeless(one: Account, other: Account) -> bool:
    """Whether even equal names could not make these two possible doubles.

    Most pairs of a big town are: other phone, other address, other mailbox. Telling so
    takes a tenth of the time that comparing their names does.
    """
    if _equal_clues(one, other, is_family=False):
        return False
    doubt = _doubt(one, other)
    if doubt * _BEST_SHARE >= POSSIBLE and _is_same_street(one, other):
        return False
    best = _ALIKE_SHARE if one.zip and one.zip == other.zip else _NEAR_SHARE
    return doubt * best < POSSIBLE


def weigh(one: Account, other: Account, likeness: float) -> Pair:
    """Put together all that is known of two accounts.

    :param likeness: of their names, from 0 to 1
    """
    is_family = bool(one.family) and one.family == other.family
    clues = _equal_clues(one, other, is_family)
    has_same_siret = bool(one.siret) and one.siret == other.siret
    doubt = 1.0 if has_same_siret else _doubt(one, other)
    shares = []
    for clue in clues:
        alone, unlike = _WEIGHTS[clue.reason]
        share = alone if likeness >= _UNLIKE else alone * unlike
        # An equal number stands more doubt than names that are merely alike.
        shares.append(share * math.sqrt(doubt))
    named = _name_clue(one, other, likeness)
    if named:
        clue, share = named
        clues.append(clue)
        # Sites of one client bear its name.
        shares.append(share * doubt * (0.7 if is_family else 1))
    score = 1 - math.prod(1 - share for share in shares)
    low, high = sorted((one.id, other.id))
    order = list(Reason)
    clues.sort(key=lambda clue: order.index(clue.reason))
    return Pair(low, high, round(score, 4), tuple(clues))


def _equal_clues(one, other, is_family):
    clues = []
    if one.siret and one.siret == other.siret:
        clues.append(Clue(Reason.SIRET))
    if is_family:
        # Sites of one client share its switchboard, its bank and its mailbox.
        return clues
    if one.siret and one.siret != other.siret and one.siren == other.siren:
        clues.append(Clue(Reason.SIREN))
    if one.iban and one.iban == other.iban:
        clues.append(Clue(Reason.IBAN))
    if one.email and one.email == other.email:
        clues.append(Clue(Reason.EMAIL))
    if not set(one.phones).isdisjoint(other.phones):
        clues.append(Clue(Reason.PHONE))
    return clues


def _name_clue(one, other, likeness):
    if likeness < ALIKE:
        return None
    metres = distance(one, other)
    same_zip = bool(one.zip) and one.zip == other.zip
    share = _ALIKE_SHARE - (1 - likeness) / (1 - ALIKE) * 0.4
    percent = int(likeness * 100)
    if same_zip and _is_same_street(one, other):
        return Clue(Reason.NAME_STREET, percent), share + _BEST_SHARE - _ALIKE_SHARE
    if same_zip:
        return Clue(Reason.NAME_ZIP, percent), share
    if metres is not None and metres <= NEAR_METRES:
        is_same = metres <= _SAME_PLACE_METRES
        extra = _NEAR_SHARE - _ALIKE_SHARE if is_same else 0
        return Clue(Reason.NAME_NEAR, percent, round(metres)), share + extra
    return None


def _is_same_street(one, other):
    if not one.street_key or not other.street_key:
        return False
    numbers = [
        {word for word in key.split() if word.isdigit()}
        for key in (one.street_key, other.street_key)
    ]
    if numbers[0] != numbers[1]:
        return False
    return fuzz.ratio(one.street_key, other.street_key) >= _SAME_STREET


def _doubt(one, other):
    left = 1.0
    if one.siret and other.siret:
        left *= _OTHER_SITE if one.siren == other.siren else _OTHER_SIREN
    if one.phones and other.phones and set(one.phones).isdisjoint(other.phones):
        left *= _OTHER_PHONE
    if one.email and other.email and one.email != other.email:
        left *= _OTHER_EMAIL
    if one.street_key and other.street_key and not _is_same_street(one, other):
        left *= _OTHER_STREET
    return left
