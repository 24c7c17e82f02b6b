"""Decide, row by row and before anything is written, what an import would do."""

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from typing import Any

from ..spreadsheet import Row
from . import cells
from .column_reader import ODD, ColumnReader
from .convert import Reference
from .layout import COUNTRY, Layout
from .plan import Existing, Options, RowPlan
from .problems import CellError
from .row_planner import RowPlanner
from .targets import KEY, STATUS, Target

Lookup = Callable[[list[str]], Mapping[str, Existing]]

# A question to the base reads all its clients, for the record rules: not too often.
_CHUNK = 5000
# Columns of fewer rows are read at a time: whoever writes them is not kept waiting.
_SLICE = 1000


class Planner:
    """Plan the import of the rows of a sheet.

    Rows that nothing is odd about are read a column at a time; see
    :mod:`.column_reader`. The others are read one by one.

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
    known
        Gives those of some references that belong to anybody. With it, a file of new
        clients is planned without a question to the base while it is being written.
    """

    def __init__(
        self,
        mapping: Mapping[int, Target],
        reference: Reference,
        lookup: Lookup,
        options: Options | None = None,
        known: Callable[[list[str]], set[str]] | None = None,
    ) -> None:
        self._layout = Layout(mapping)
        self._reference = reference
        self._lookup = lookup
        self._rows = RowPlanner(self._layout, reference, options or Options())
        self._find_known = known
        self._known: set[str] = set()
        self._readers: dict[tuple[str, str], ColumnReader] = {}

    def plan(self, rows: Collection[Row]) -> Iterator[RowPlan]:
        """Plan every row, in order; existing records are read 5000 rows at a time.

        Parameters
        ----------
        rows
            Sized, and iterable twice: the file is looked through for references given
            twice before anything is planned.
        """
        repeated, blank_status = self._survey(rows)
        # Row and reference by record: two references may lead to one, when a merge has
        # retired one of them.
        planned: dict[int, tuple[int, str]] = {}
        for chunk in _chunks(rows):
            yield from self._plan_chunk(chunk, repeated, blank_status, planned)

    # ------------------------------------------------------------------
    # The file as a whole
    # ------------------------------------------------------------------

    def _survey(self, rows: Collection[Row]) -> tuple[dict[str, list[int]], str | None]:
        """Rows by reference given twice, and what a blank « Client » means (S0-18)."""
        seen: set[str] = set()
        twice: set[str] = set()
        # Ticks say no by their absence; any other answer ends the question.
        is_ticked, is_asked = False, STATUS in self._layout
        for chunk in _chunks(rows):
            keys = [self._key(row) for _number, row in chunk]
            for key in keys:
                if key in seen:
                    twice.add(key)
                elif key is not None:
                    seen.add(key)
            if self._find_known:
                self._known |= self._find_known(sorted(set(keys) - {None}))
            if is_asked:
                for cell in {self._layout.cell(row, STATUS) for _n, row in chunk}:
                    if cell is not None:
                        is_ticked = is_asked = cells.is_tick(cell)
                        if not is_asked:
                            break
        del seen
        repeated: dict[str, list[int]] = {key: [] for key in twice}
        if twice:
            for chunk in _chunks(rows):
                for number, row in chunk:
                    key = self._key(row)
                    if key in repeated:
                        repeated[key].append(number)
        return repeated, cells.PROSPECT if is_ticked and is_asked else None

    def _key(self, row: tuple[Any, ...]) -> str | None:
        try:
            return cells.to_identifier(self._layout.cell(row, KEY))
        except CellError:
            return None

    # ------------------------------------------------------------------
    # A chunk, column by column
    # ------------------------------------------------------------------

    def _plan_chunk(
        self,
        chunk: list[Row],
        repeated: Mapping[str, list[int]],
        blank_status: str | None,
        planned: dict[int, tuple[int, str]],
    ) -> Iterator[RowPlan]:
        keys = [self._key(row) for _number, row in chunk]
        wanted = set(keys) - {None}
        if self._find_known:
            wanted &= self._known
        found = self._lookup(sorted(wanted)) if wanted else {}
        for start in range(0, len(chunk), _SLICE):
            part = slice(start, start + _SLICE)
            yield from self._plan_slice(
                chunk[part], keys[part], found, repeated, blank_status, planned
            )

    def _plan_slice(
        self,
        chunk: list[Row],
        keys: list[str | None],
        found: Mapping[str, Existing],
        repeated: Mapping[str, list[int]],
        blank_status: str | None,
        planned: dict[int, tuple[int, str]],
    ) -> Iterator[RowPlan]:
        existing = [found.get(key) for key in keys]
        names, columns = self._read_columns(chunk, existing)
        if blank_status and STATUS in names:
            index = names.index(STATUS)
            columns[index] = [
                blank_status if value is None else value for value in columns[index]
            ]
        for (number, row), key, record, values in zip(
            chunk, keys, existing, zip(*columns, strict=True), strict=True
        ):
            others = [each for each in repeated.get(key, ()) if each != number]
            if record is not None:
                first, other = planned.setdefault(record.record_id, (number, key))
                if other != key:
                    others.append(first)
            plan = None
            if ODD not in values and key is not None and not others:
                plan = self._rows.plan_clean(number, key, names, values, record)
            if plan is None:
                plan = self._rows.plan_odd(
                    number, row, key, record, others, blank_status
                )
            yield plan

    def _read_columns(
        self, chunk: list[Row], existing: list[Existing | None]
    ) -> tuple[list[str], list[list[Any]]]:
        """Names of the targets, and their values for the rows of the chunk."""
        read: dict[str, list[Any]] = {}
        for target in self._layout.targets:
            index = self._layout.index(target.name)
            column = [
                row[index] if index < len(row) else None for _number, row in chunk
            ]
            parents = (
                self._now(read, target.parent, existing) if target.parent else None
            )
            # The country is read as in the company's; the others by what it says.
            countries = (
                self._countries(read, existing) if target.name != COUNTRY else None
            )
            read[target.name] = self._read_column(target, column, parents, countries)
        self._complete_postal_codes(read)
        return list(read), list(read.values())

    def _read_column(self, target, column, parents, countries) -> list[Any]:
        usual = self._reference.country
        if countries is None or set(countries) == {usual}:
            return self._reader(target, usual).convert(column, parents)
        values: list[Any] = [None] * len(column)
        for country in set(countries):
            places = [index for index, each in enumerate(countries) if each == country]
            read = self._reader(target, country).convert(
                [column[index] for index in places],
                [parents[index] for index in places] if parents else None,
            )
            for index, value in zip(places, read, strict=True):
                values[index] = value
        return values

    def _reader(self, target: Target, country: str) -> ColumnReader:
        key = (target.name, country)
        if key not in self._readers:
            self._readers[key] = ColumnReader(target, self._rows.converter(country))
        return self._readers[key]

    @staticmethod
    def _now(read, name, existing) -> list[Any]:
        """Value that each record will have: the row's, or else the one it has."""
        column = read.get(name)
        if column is None:
            column = [None] * len(existing)
        return [
            record.values.get(name)
            if value is None and record is not None
            else value
            if value is not ODD
            else None
            for value, record in zip(column, existing, strict=True)
        ]

    def _countries(self, read, existing) -> list[str]:
        codes, usual = self._reference.countries, self._reference.country
        return [
            codes.get(country, usual) or usual
            for country in self._now(read, COUNTRY, existing)
        ]

    def _complete_postal_codes(self, read: dict[str, list[Any]]) -> None:
        # The ERP has two columns for what everybody else calls the postal code.
        departments = read.get("department_code")
        offices = read.get("post_office_code")
        if "zip" in self._layout or departments is None or offices is None:
            return
        read["zip"] = [
            cells.postal_code_of(department, office)
            if department and office and ODD not in (department, office)
            else None
            for department, office in zip(departments, offices, strict=True)
        ]


def _chunks(rows: Collection[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
