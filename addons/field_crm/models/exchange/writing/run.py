"""What the writer remembers from one batch of rows to the next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .batch import Setting
from .shape import Shape

_RESERVED = 5000


@dataclass
class Run:
    """One call of the writer.

    Attributes
    ----------
    shape
        What may be done without the ORM.
    make_setting
        Gives what is the same for every client.
    reserve
        Gives so many new identifiers.
    import_id
        The import whose trace is kept, if any.
    beside
        Gives what else is to be stated when some clients are inserted, if anything.
    new_codes
        Identifiers of the codes that were made for its rows.
    written
        Identifiers of the clients, in the order of the plans.
    created
        Identifiers of those that were inserted as a set.
    """

    shape: Shape
    make_setting: Callable[[], Setting]
    reserve: Callable[[int], list[int]]
    import_id: int | None = None
    beside: Callable[[list, list[int]], list] | None = None
    new_codes: dict[Any, int] = field(default_factory=dict)
    written: list[int] = field(default_factory=list)
    created: list[int] = field(default_factory=list)
    _ids: list[int] = field(default_factory=list)

    @cached_property
    def setting(self) -> Setting:
        """What is the same for every client, asked for once."""
        return self.make_setting()

    def stock_ids(self, count: int) -> None:
        """See to it that so many can be taken without a question to the base."""
        if len(self._ids) < count:
            self._ids += self.reserve(max(count, _RESERVED))

    def take_ids(self, count: int) -> list[int]:
        """New identifiers, rising; the base is asked for thousands at a time."""
        self.stock_ids(count)
        taken, self._ids = self._ids[:count], self._ids[count:]
        return taken
