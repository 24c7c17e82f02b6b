"""Where the values of a row stand."""

from collections.abc import Mapping
from typing import Any

from .targets import Target

COUNTRY = "country_id"


class Layout:
    """The mapping of the columns, seen from the targets.

    Parameters
    ----------
    mapping
        Target by index of the column; two columns never have the same.
    """

    def __init__(self, mapping: Mapping[int, Target]) -> None:
        self._index = {target.name: index for index, target in mapping.items()}
        self._by_name = {target.name: target for target in mapping.values()}
        # A target that bounds the choice of another, and the country that says how
        # to read a postal code, are read before what depends on them.
        self.targets = sorted(
            mapping.values(),
            key=lambda target: (target.name != COUNTRY, bool(target.parent)),
        )

    def __contains__(self, name: str) -> bool:
        return name in self._index

    def index(self, name: str) -> int:
        """Index of the column that is mapped to a target."""
        return self._index[name]

    def target(self, name: str) -> Target | None:
        """The target of that name, ``None`` when no column is mapped to it."""
        return self._by_name.get(name)

    def cell(self, row: tuple[Any, ...], name: str) -> Any:
        """The cell mapped to a target, ``None`` when blank or not mapped."""
        index = self._index.get(name)
        return row[index] if index is not None and index < len(row) else None
