"""What becomes of a mutation, between the one who applies it and the ledger."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Outcome:
    """A mutation was applied.

    Attributes
    ----------
    record
        What it made or changed.
    partner
        Client or prospect that it is about.
    kept
        Fields whose value of the office was kept.
    """

    record: Any
    partner: Any = None
    kept: list["Kept"] = field(default_factory=list)


@dataclass(frozen=True)
class Kept:
    """A field that the office and the rep both changed, and the office's stayed.

    Attributes
    ----------
    name
        Of the field, or ``position``.
    base, server, mine
        What the rep saw, what the office has, what the rep typed; as JSON.
    """

    name: str
    base: Any
    server: Any
    mine: Any


class NotApplied(Exception):
    """A mutation was not applied, and stays in the ledger.

    Attributes
    ----------
    state
        Of the ledger.
    """

    state = "rejected"


class Held(NotApplied):
    """Nobody here knows how; a later release will."""

    state = "hold"


class Waits(NotApplied):
    """What it depends on has not been applied."""

    state = "waits"


class Quarantined(NotApplied):
    """It may be right, but its rep is no longer allowed to: a manager decides."""

    state = "quarantined"
