"""How much two names are alike, word by word."""

import math
from collections import Counter

from rapidfuzz.distance import OSA

# Below this share of equal characters two words are two words.
_WORD_LIKENESS = 0.75
_SHORTENED = 0.9
_INITIAL = 0.8
# A name that stands whole in the other (« Le Goff », « Garage Le Goff Vannes »).
_PART_OF = 0.85
_SAME_WORD = {"st": "saint", "ste": "sainte"}


class Names:
    """Names of one base, in which a word counts the more the rarer it is.

    « Garage Martin » and « Garage Morvan » have one of two words in common, but it is
    the one that half of the base has.
    """

    def __init__(self, keys):
        """:param keys: keys of :func:`name_key`, one for each account."""
        self._counts = Counter()
        total = 0
        for key in keys:
            self._counts.update(set(key.split()))
            total += 1
        self._total = max(total, 1)
        self._weights = {}

    def weight(self, word):
        """From 1 for a word of every name; rarer than one in 3,000 counts the same."""
        found = self._weights.get(word)
        if found is None:
            share = self._total / (1 + self._counts[word])
            found = self._weights[word] = 1 + min(math.log(max(share, 1)), 8)
        return found

    def likeness(self, one: str, other: str) -> float:
        """From 0 to 1, the same both ways.

        Words are paired off, the most alike first: typing slips, shortened words and
        initials count nearly as much as equal words. Words with digits must be equal.
        """
        if not one or not other:
            return 0.0
        if one == other:
            return 1.0
        # In a fixed order, for ties are broken by it.
        first, second = sorted((one.split(), other.split()))
        pairs = sorted(
            (
                (-found, left, right)
                for left, x in enumerate(first)
                for right, y in enumerate(second)
                if (found := _word_likeness(x, y))
            )
        )
        lefts, rights = set(range(len(first))), set(range(len(second)))
        common = total = 0.0
        longest = 0
        for minus, left, right in pairs:
            if left not in lefts or right not in rights:
                continue
            lefts.remove(left)
            rights.remove(right)
            # A slip makes a word that nobody else has: the other says how rare it is.
            weight = min(self.weight(first[left]), self.weight(second[right]))
            common -= minus * weight
            total += weight
            longest = max(longest, min(len(first[left]), len(second[right])))
        rest = sum(self.weight(first[left]) for left in lefts)
        rest += sum(self.weight(second[right]) for right in rights)
        if not total:
            return 0.0
        found = 2 * common / (2 * total + rest)
        if (not lefts or not rights) and longest >= 4:
            found = max(found, _PART_OF * common / total)
        return found


def _word_likeness(one, other):
    if one == other or _SAME_WORD.get(one, one) == _SAME_WORD.get(other, other):
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return _INITIAL if long[0] == short and long.isalpha() else 0.0
    if not (short.isalpha() and long.isalpha()):
        return 0.0
    if len(short) >= 3 and long.startswith(short):
        return _SHORTENED
    if len(short) < 4:
        return 0.0
    return OSA.normalized_similarity(one, other, score_cutoff=_WORD_LIKENESS)
