"""Decide, row by row and before anything is written, what an import would do."""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import Any

from . import cells
from .convert import Converter, Reference
from .layout import Layout
from .plan import Action, Existing, Options, RowPlan
from .problems import CellError, Fault
from .row_reader import RowReader
from .targets import KEY, NAME, STATUS, Target
from .workbook import Row

Lookup = Callable[[list[str]], Mapping[str, Existing]]

_CHUNK = 500


class Planner:
    """Plan the import of the rows of a sheet.

    Parameters
    ----------
    mapping
        Target by index of the column; two columns never have the same.
    reference
        What the cells are held against.
    lookup
        Gives the existing records of a list of references.
    options
        Choices of the user.
    """

    def __init__(
        self,
        mapping: Mapping[int, Target],
        reference: Reference,
        lookup: Lookup,
        options: Options | None = None,
    ) -> None:
        self._layout = Layout(mapping)
        self._reference = reference
        self._lookup = lookup
        self._options = options or Options()
        self._converters: dict[str, Converter] = {}

    def plan(self, rows: Collection[Row]) -> Iterator[RowPlan]:
        """Plan every row, in order; existing records are read 500 rows at a time."""
        repeated = self._repeated_keys(rows)
        blank_status = self._blank_status(rows)
        remaining = iter(rows)
        while chunk := list(islice(remaining, _CHUNK)):
            keys = {self._key(row) for _number, row in chunk} - {None}
            found = self._lookup(sorted(keys))
            for number, row in chunk:
                key = self._key(row)
                reader = RowReader(
                    number,
                    self._layout,
                    self._reference,
                    self._converter,
                    found.get(key),
                )
                if key in repeated:
                    others = [each for each in repeated[key] if each != number]
                    reader.report(Fault.KEY_TWICE, KEY, key, rows=others)
                values = reader.read_row(row)
                if blank_status and values.get(STATUS, "") is None:
                    values[STATUS] = blank_status
                yield self._plan_row(number, key, values, reader, found.get(key))

    def _converter(self, country: str) -> Converter:
        if country not in self._converters:
            self._converters[country] = Converter(
                self._reference, self._options.creatable, country
            )
        return self._converters[country]

    def _key(self, row: tuple[Any, ...]) -> str | None:
        try:
            return cells.to_identifier(self._layout.cell(row, KEY))
        except CellError:
            return None

    def _repeated_keys(self, rows: Collection[Row]) -> dict[str, list[int]]:
        numbers = defaultdict(list)
        for number, row in rows:
            key = self._key(row)
            if key is not None:
                numbers[key].append(number)
        return {key: found for key, found in numbers.items() if len(found) > 1}

    def _blank_status(self, rows: Collection[Row]) -> str | None:
        """What a blank « Client » means: no where the others are ticks (S0-18)."""
        if STATUS not in self._layout:
            return None
        filled = [
            cell
            for _number, row in rows
            if (cell := self._layout.cell(row, STATUS)) is not None
        ]
        is_ticked = filled and all(cells.is_tick(cell) for cell in filled)
        return cells.PROSPECT if is_ticked else None

    def _plan_row(
        self,
        number: int,
        key: str | None,
        values: dict[str, Any],
        reader: RowReader,
        existing: Existing | None,
    ) -> RowPlan:
        name = values.get(NAME) or ""
        previous: dict[str, Any] = {}
        if existing is None:
            values = {
                each: value for each, value in values.items() if value is not None
            }
            values.setdefault(STATUS, cells.CLIENT)
        else:
            values, previous = self._changes(values, existing)
            name = name or existing.values.get(NAME) or ""
        reader.check(values)
        if reader.is_refused:
            action = Action.REFUSED
        elif existing is None:
            action = Action.CREATE
        else:
            action = Action.UPDATE if values else Action.UNCHANGED
        return RowPlan(
            row=number,
            action=action,
            key=key or "",
            name=name,
            record_id=existing.record_id if existing else None,
            values=values,
            previous=previous,
            problems=tuple(reader.problems),
        )

    def _changes(
        self, values: Mapping[str, Any], existing: Existing
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        changed, previous = {}, {}
        for name, value in values.items():
            if name == KEY or (value is None and not self._clears(name)):
                continue
            current = existing.values.get(name)
            if not self._is_same(name, value, current):
                changed[name] = value
                previous[name] = current
        return changed, previous

    def _clears(self, name: str) -> bool:
        return self._options.clears and name not in (NAME, STATUS)

    def _is_same(self, name: str, value: Any, current: Any) -> bool:
        if value == current or (not value and not current):
            return True
        if isinstance(value, float) and isinstance(current, (int, float)):
            return math.isclose(value, current, rel_tol=1e-9, abs_tol=1e-7)
        target = self._layout.target(name)
        if target is None or not isinstance(current, str):
            return False
        # « 802 954 785 00028 » typed long ago is the SIRET that the file gives.
        converter = self._converter(self._reference.country)
        try:
            return converter.convert(target, current) == value
        except CellError:
            return False
