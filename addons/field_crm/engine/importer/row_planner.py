"""Decide what one row would do: create, change, leave as it is, or be refused."""

import math
from collections.abc import Mapping
from typing import Any

from . import cells
from .convert import Converter, Reference
from .layout import Layout
from .plan import Action, Existing, Options, RowPlan
from .problems import CellError, Fault
from .row_reader import COORDINATES, PLACE, RowReader, is_bank_odd
from .targets import KEY, NAME, STATUS

_BANK = frozenset(("iban", "bic"))


class RowPlanner:
    """Plan the import of single rows.

    Parameters
    ----------
    layout
        Where the values stand.
    reference
        What the cells are held against.
    options
        Choices of the user.
    """

    def __init__(self, layout: Layout, reference: Reference, options: Options) -> None:
        self._layout = layout
        self._reference = reference
        self._options = options
        self._converters: dict[str, Converter] = {}

    def converter(self, country: str) -> Converter:
        """The converter for the ISO 3166 code of a country."""
        if country not in self._converters:
            self._converters[country] = Converter(
                self._reference, self._options.creatable, country
            )
        return self._converters[country]

    def plan_clean(
        self,
        number: int,
        key: str,
        names: list[str],
        row: tuple[Any, ...],
        existing: Existing | None,
    ) -> RowPlan | None:
        """The plan; ``None`` when there is something to say about the row after all."""
        if existing is not None:
            return self._plan_existing(number, key, names, row, existing)
        values = {
            name: value
            for name, value in zip(names, row, strict=True)
            if value is not None
        }
        values.setdefault(STATUS, cells.CLIENT)
        if NAME not in values or values.keys().isdisjoint(PLACE):
            return None
        if (COORDINATES[0] in values) != (COORDINATES[1] in values):
            return None
        if is_bank_odd(values.get("iban"), values.get("bic")):
            return None
        return RowPlan(number, Action.CREATE, key, values[NAME], None, values)

    def _plan_existing(self, number, key, names, row, existing) -> RowPlan | None:
        if not existing.is_in_reach or existing.is_archived:
            return None
        current = existing.values
        clears = self._options.clears
        changed = {}
        for name, value in zip(names, row, strict=True):
            if value is None and not clears:
                continue
            known = current.get(name)
            if value == known or not value and not known or name == KEY:
                continue
            if value is None and not self._clears(name):
                continue
            if not self._is_same(name, value, known):
                changed[name] = value
        name = current.get(NAME) or ""
        if not changed:
            return RowPlan(
                number, Action.UNCHANGED, key, name, existing.record_id, changed
            )
        if not changed.keys().isdisjoint(_BANK) or not changed.keys().isdisjoint(
            (*COORDINATES, STATUS)
        ):
            # What depends on several cells is looked at with the record.
            return None
        return RowPlan(
            number,
            Action.UPDATE,
            key,
            changed.get(NAME) or name,
            existing.record_id,
            changed,
            {name: current.get(name) for name in changed},
        )

    def plan_odd(
        self,
        number: int,
        row: tuple[Any, ...],
        key: str | None,
        existing: Existing | None,
        others: list[int],
        blank_status: str | None,
    ) -> RowPlan:
        """The plan of any row, with all that is wrong with it."""
        reader = RowReader(
            number, self._layout, self._reference, self.converter, existing
        )
        if others:
            reader.report(Fault.KEY_TWICE, KEY, key, rows=others)
        values = reader.read_row(row)
        if blank_status and values.get(STATUS, "") is None:
            values[STATUS] = blank_status
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
        converter = self.converter(self._reference.country)
        try:
            return converter.convert(target, current) == value
        except CellError:
            return False
