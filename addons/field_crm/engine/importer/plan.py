"""What an import would do, as data."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any, NamedTuple

from .problems import Problem

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Action(Enum):
    """What becomes of a row."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Existing(NamedTuple):
    """A prospect or client that a reference belongs to already.

    Attributes
    ----------
    record_id
        Identifier of the record.
    values
        Its values by name of the target, ``None`` for blank ones.
    is_in_reach
        Whether the user may change it.
    is_archived
        Whether it is archived.
    """

    record_id: int
    values: Mapping[str, Any] = _NOTHING
    is_in_reach: bool = True
    is_archived: bool = False


@dataclass(frozen=True)
class Options:
    """Choices of the user.

    Attributes
    ----------
    creatable
        Names of the targets whose unknown codes are to be created.
    clears
        Whether a blank cell erases the value of an existing record.
    """

    creatable: frozenset[str] = frozenset()
    clears: bool = False


class RowPlan(NamedTuple):
    """What an import would do with a row.

    Attributes
    ----------
    row
        Number of the row, as Excel counts.
    action
        What becomes of it.
    key, name
        Reference and name that it gives.
    record_id
        The record to update.
    values
        Values to write by name of the target: all of a new record, the changed ones
        of an existing one.
    previous
        Values that the changed ones replace.
    problems
        What is wrong with it.
    """

    row: int
    action: Action
    key: str = ""
    name: str = ""
    record_id: int | None = None
    values: Mapping[str, Any] = _NOTHING
    previous: Mapping[str, Any] = _NOTHING
    problems: tuple[Problem, ...] = ()


@dataclass
class Summary:
    """Totals of a plan.

    Attributes
    ----------
    actions
        Number of rows by what becomes of them.
    changed
        Number of records to update by name of the changed target.
    warnings
        Number of rows that are imported although something about them is doubtful.
    """

    actions: Counter[Action] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    warnings: int = 0

    def add(self, plan: RowPlan) -> None:
        """Count one row."""
        self.actions[plan.action] += 1
        if plan.action is Action.UPDATE:
            self.changed.update(plan.values.keys())
        if plan.action is not Action.REFUSED and plan.problems:
            self.warnings += 1
