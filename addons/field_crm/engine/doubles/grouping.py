"""Groups of accounts that may all be one, out of pairs."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import product

from .evidence import Pair

#: More than that many records are seldom one, and nobody can compare them.
MAX_GROUP = 12
# Two groups become one when so many of their members are pairs across.
_BOUND = 0.5


@dataclass(slots=True, frozen=True)
class Group:
    """Accounts that may be one; ``pairs`` are those among its members, best first."""

    members: tuple[int, ...]
    pairs: tuple[Pair, ...]

    @property
    def score(self) -> float:
        """That of the weakest link which holds the group together."""
        return min(
            max(pair.score for pair in self.pairs if member in (pair.low, pair.high))
            for member in self.members
        )


def group(pairs, exceptions=frozenset()) -> list[Group]:
    """Part pairs into groups, without chaining.

    A is like B and B is like C: whether A is C as well must show itself. Two groups
    become one when half of the members across are pairs themselves, when nobody has
    said that two of them are no doubles, and when the group stays small. A pair that is
    left between two groups becomes a group of its own, so that no finding is lost.

    :param exceptions: set of (low, high) that are no doubles
    :return: the best group first
    """
    pairs = [pair for pair in pairs if (pair.low, pair.high) not in exceptions]
    pairs.sort(key=lambda pair: (-pair.score, pair.low, pair.high))
    known = {(pair.low, pair.high) for pair in pairs}
    members = {}
    for pair in pairs:
        one = members.setdefault(pair.low, [pair.low])
        other = members.setdefault(pair.high, [pair.high])
        if one is not other and _may_join(one, other, known, exceptions):
            if len(one) < len(other):
                one, other = other, one
            one.extend(other)
            for member in other:
                members[member] = one
    inside, between = defaultdict(list), []
    for pair in pairs:
        if members[pair.low] is members[pair.high]:
            inside[id(members[pair.low])].append(pair)
        else:
            between.append([pair])
    found = [
        Group(
            tuple(sorted({one for pair in some for one in (pair.low, pair.high)})),
            tuple(some),
        )
        for some in (*inside.values(), *between)
    ]
    return sorted(found, key=lambda one: (-one.score, one.members))


def _may_join(one, other, known, exceptions):
    if len(one) + len(other) > MAX_GROUP:
        return False
    across = [tuple(sorted(pair)) for pair in product(one, other)]
    if not exceptions.isdisjoint(across):
        return False
    return sum(pair in known for pair in across) >= _BOUND * len(across)
