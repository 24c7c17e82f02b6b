"""A field that winpneu and we both keep: whose value stands."""

from enum import Enum


class Rule(Enum):
    """What decides when a field changed on both sides."""

    WINPNEU = "winpneu"
    OURS = "ours"
    NEWEST = "newest"


class Verdict(Enum):
    SAME = "same"
    TAKE = "take"
    KEEP = "keep"
    CONFLICT_TAKE = "conflict_take"
    CONFLICT_KEEP = "conflict_keep"

    @property
    def takes(self) -> bool:
        """Whether winpneu's value is written here."""
        return self in (Verdict.TAKE, Verdict.CONFLICT_TAKE)

    @property
    def is_conflict(self) -> bool:
        return self in (Verdict.CONFLICT_TAKE, Verdict.CONFLICT_KEEP)


def judge(base, theirs, ours, rule: Rule, *, is_known: bool, ours_is_newer: bool):
    """Hold the three values of a field against each other.

    Parameters
    ----------
    base
        winpneu's value at the last read.
    theirs, ours
        The values of today.
    is_known
        Whether there was a last read; the first time nothing is known of who changed
        what, so the rule decides and it is no conflict.
    ours_is_newer
        Whether our record was written after winpneu's change could have been made.

    Returns
    -------
    Verdict
    """
    if theirs == ours:
        return Verdict.SAME
    ours_wins = rule is Rule.OURS or (rule is Rule.NEWEST and ours_is_newer)
    if not is_known:
        return Verdict.KEEP if rule is Rule.OURS else Verdict.TAKE
    if theirs == base:
        return Verdict.KEEP
    if ours == base:
        return Verdict.TAKE
    return Verdict.CONFLICT_KEEP if ours_wins else Verdict.CONFLICT_TAKE
