"""What to do with a field that the phone and the office both changed."""

from enum import Enum
from typing import Any


class Policy(Enum):
    """Who wins a field when the office changed it while the phone was away."""

    SERVER = "server"
    """The office's value stays, the rep's is shown as a proposal."""
    PHONE = "phone"
    """The rep's value is taken: it was seen on site."""
    BOTH = "both"
    """Free text: both are kept, one below the other."""


class Decision(Enum):
    """What becomes of the rep's value."""

    APPLY = "apply"
    SAME = "same"
    KEEP = "keep"
    BOTH = "both"


def is_same(one: Any, other: Any) -> bool:
    """Whether two values mean the same; empty text, ``None`` and ``False`` do."""
    # Zero is a number, though Python finds it equal to False.
    if _is_empty(one) or _is_empty(other):
        return _is_empty(one) and _is_empty(other)
    if isinstance(one, bool) != isinstance(other, bool):
        return False
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    if isinstance(one, float) or isinstance(other, float):
        return _is_near(one, other)
    return one == other


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value == ""


def _is_near(one: Any, other: Any) -> bool:
    try:
        return abs(one - other) < 1e-7
    except TypeError:
        return False


def decide(policy: Policy, base: Any, server: Any, mine: Any) -> Decision:
    """Three-way merge of one field.

    Parameters
    ----------
    policy
        Who wins when both changed it.
    base
        What the rep saw.
    server
        What the office has now.
    mine
        What the rep typed.
    """
    if is_same(server, mine):
        return Decision.SAME
    if is_same(server, base):
        return Decision.APPLY
    if is_same(base, mine):
        return Decision.SAME
    return {
        Policy.SERVER: Decision.KEEP,
        Policy.PHONE: Decision.APPLY,
        Policy.BOTH: Decision.BOTH,
    }[policy]
