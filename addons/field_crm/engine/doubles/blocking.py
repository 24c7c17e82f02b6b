"""Which pairs are worth a look: comparing all with all takes days.

Accounts meet by an equal number, in one postal code, or within a kilometre.
"""

import math
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations

from rapidfuzz import fuzz, process

#: So many accounts with one number are no doubles: it is a switchboard, a bookkeeper's
#: address, the account of a factoring bank. Only those with names alike are looked at.
CROWD = 6
#: So many have what somebody typed to get past a mandatory field: it is no number.
PLACEHOLDER = 200
# Two names of one place are looked at from this share of equal characters on. In a
# small place nearly everything is, in a big one only what is well alike.
_SMALL_PLACE, _ROUGH_SMALL, _ROUGH_BIG = 400, 58, 74
# Beyond, a place is parted once more by the beginnings and the ends of the words: a
# slip spares one of the two.
_HUGE_PLACE, _LETTERS = 1000, 3
# Letters that so many of a huge place share part nothing.
_COMMON = 0.05
# Degrees of latitude: a little over a kilometre.
_CELL = 0.0095


def without_placeholders(accounts):
    """The accounts without the numbers that hundreds have."""
    counts = Counter(
        (account.bucket, kind, value)
        for account in accounts
        for kind, values in _numbers(account)
        for value in values
    )
    return [
        replace(
            account,
            **{
                kind: tuple(left) if kind == "phones" else "".join(left)
                for kind, values in _numbers(account)
                for left in [
                    [
                        value
                        for value in values
                        if counts[account.bucket, kind, value] <= PLACEHOLDER
                    ]
                ]
            },
        )
        for account in accounts
    ]


def _numbers(account):
    for kind in ("siret", "iban", "email"):
        value = getattr(account, kind)
        yield kind, (value,) if value else ()
    yield "phones", tuple(dict.fromkeys(account.phones))


class Candidates:
    """Pairs of positions in a list of accounts, each once.

    :param wanted: positions of which one must be in each pair; ``None`` for all
    """

    def __init__(self, accounts, wanted=None):
        self.accounts = accounts
        self.wanted = wanted
        self.pairs = set()

    def add_numbers(self):
        """Pairs with the same SIRET, IBAN, e-mail or phone number."""
        for kind in ("siret", "iban", "email", "phones"):
            groups = defaultdict(list)
            for place, account in enumerate(self.accounts):
                for value in dict(_numbers(account))[kind]:
                    groups[account.bucket, value].append(place)
            for places in groups.values():
                if len(places) > CROWD:
                    self._add_alike(places, _ROUGH_BIG)
                elif len(places) > 1:
                    self.pairs.update(filter(self._is_wanted, combinations(places, 2)))

    def add_postcode(self, places):
        """Pairs of one postal code with names alike."""
        size = len(places)
        if size <= _HUGE_PLACE:
            self._add_alike(
                places, _ROUGH_SMALL if size <= _SMALL_PLACE else _ROUGH_BIG
            )
            return
        parts = defaultdict(list)
        for place in places:
            words = self.accounts[place].name_key.split()
            ends = {(word[-_LETTERS:], True) for word in words}
            for letters in {(word[:_LETTERS], False) for word in words} | ends:
                parts[letters].append(place)
        for some in parts.values():
            if len(some) <= max(size * _COMMON, _SMALL_PLACE):
                self._add_alike(some, _ROUGH_BIG)

    def postcodes(self):
        """Lists of positions, one for each postal code."""
        groups = defaultdict(list)
        for place, account in enumerate(self.accounts):
            if account.zip and account.name_key:
                groups[account.bucket, account.zip].append(place)
        return [
            places
            for places in groups.values()
            if len(places) > 1
            and (self.wanted is None or not self.wanted.isdisjoint(places))
        ]

    def add_neighbours(self):
        """Pairs of two postal codes within about a kilometre, with names alike."""
        cells = defaultdict(lambda: defaultdict(list))
        located = [
            place
            for place, account in enumerate(self.accounts)
            if account.name_key
            and account.latitude is not None
            and account.longitude is not None
        ]
        for place in located:
            account = self.accounts[place]
            row = math.floor(account.latitude / _CELL)
            cells[account.bucket, row, _column(account, row)][account.zip].append(place)
        for place in located if self.wanted is None else self.wanted & set(located):
            account = self.accounts[place]
            for key in self._cells_around(account):
                for zip_code, places in cells.get(key, {}).items():
                    if zip_code and zip_code == account.zip:
                        continue
                    self._add_found(place, places, _ROUGH_BIG)

    def _cells_around(self, account):
        middle = math.floor(account.latitude / _CELL)
        for row in (middle - 1, middle, middle + 1):
            column = _column(account, row)
            for step in (-1, 0, 1):
                yield account.bucket, row, column + step

    def _add_alike(self, places, cutoff):
        if self.wanted is None:
            for index, place in enumerate(places):
                self._add_found(place, places[index + 1 :], cutoff)
            return
        changed = [place for place in places if place in self.wanted]
        others = [place for place in places if place not in self.wanted]
        for index, place in enumerate(changed):
            self._add_found(place, changed[index + 1 :] + others, cutoff)

    def _add_found(self, place, places, cutoff):
        """Pair one account with those of ``places`` whose names are roughly alike."""
        found = process.extract(
            self.accounts[place].name_key,
            [self.accounts[other].name_key for other in places],
            scorer=fuzz.ratio,
            processor=None,
            score_cutoff=cutoff,
            limit=None,
        )
        for _name, _score, index in found:
            other = places[index]
            if other != place:
                self.pairs.add((place, other) if place < other else (other, place))

    def _is_wanted(self, pair):
        return self.wanted is None or not self.wanted.isdisjoint(pair)


def _column(account, row):
    # Meridians draw together: the width of a cell is that of its row.
    width = _CELL / max(math.cos(math.radians(row * _CELL)), 0.01)
    return math.floor(account.longitude / width)
