"""What can be wrong with a tree or with a set of answers."""

from dataclasses import dataclass
from enum import Enum


class ProblemKind(str, Enum):
    """Rule that is broken."""

    CYCLE = "cycle"
    UNKNOWN_PARENT = "unknown_parent"
    UNKNOWN = "unknown"
    TITLE = "title"
    PARENT_NOT_CHOSEN = "parent_not_chosen"
    RADIO_CONFLICT = "radio_conflict"


@dataclass(frozen=True)
class Problem:
    """One broken rule.

    Attributes
    ----------
    kind
        The rule.
    node_id
        Node that breaks it.
    other_id
        The other node concerned, if any: the answer that a radio excludes, the parent
        that was not chosen, the parent that does not exist.
    """

    kind: ProblemKind
    node_id: int
    other_id: int | None = None
