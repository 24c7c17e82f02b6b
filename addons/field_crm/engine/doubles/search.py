"""Doubles among 100,000 accounts."""

from .blocking import Candidates, without_placeholders
from .evidence import POSSIBLE, Pair, is_hopeless, weigh
from .likeness import Names

# How often those who wait are told; postal codes make up most of the time.
_STEPS = 100


def find_pairs(accounts, changed=None, advance=None) -> list[Pair]:
    """All pairs of accounts that may be one.

    Parameters
    ----------
    accounts : sequence of Account
        The whole base.
    changed : set of int, optional
        Identifiers: only pairs in which one of them is are looked for.
    advance : callable, optional
        Called now and then with the share done, from 0 to 1; what it raises ends the
        search.
    """
    advance = advance or (lambda share: None)
    wanted = None
    if changed is not None:
        wanted = {
            place for place, account in enumerate(accounts) if account.id in changed
        }
        if not wanted:
            return []
        if len(wanted) == len(accounts):
            wanted = None
    accounts = without_placeholders(accounts)
    names = Names(account.name_key for account in accounts)
    candidates = Candidates(accounts, wanted)
    candidates.add_numbers()
    found = _weigh(accounts, names, candidates.pairs)
    seen = set(candidates.pairs)
    postcodes = candidates.postcodes()
    # A place of twice the size takes four times as long.
    total = sum(len(places) ** 2 for places in postcodes) or 1
    done, told = 0, 0
    for places in postcodes:
        candidates.pairs = set()
        candidates.add_postcode(places)
        found += _weigh(accounts, names, candidates.pairs - seen)
        done += len(places) ** 2
        if done * _STEPS // total > told:
            told = done * _STEPS // total
            advance(0.9 * done / total)
    candidates.pairs = set()
    candidates.add_neighbours()
    found += _weigh(accounts, names, candidates.pairs - seen)
    advance(1)
    return found


def _weigh(accounts, names, places):
    pairs = []
    for left, right in places:
        one, other = accounts[left], accounts[right]
        if other.id == one.family or one.id == other.family:
            # A client and a site of its own.
            continue
        if is_hopeless(one, other):
            continue
        pair = weigh(one, other, names.likeness(one.name_key, other.name_key))
        if pair.score >= POSSIBLE:
            pairs.append(pair)
    return pairs
