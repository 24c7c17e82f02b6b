"""Read one row, and remember what is wrong with it."""

from collections.abc import Callable, Mapping
from typing import Any

from ..identifiers import IdentifierError, check_bank_account, check_countries
from . import cells
from .convert import Converter, Reference
from .layout import COUNTRY, Layout
from .plan import Existing
from .problems import CellError, Fault, Problem
from .targets import KEY, NAME, STATUS
from .workbook import sample_text

COORDINATES = ("partner_latitude", "partner_longitude")
# One of these puts a client on the map.
PLACE = {"street", "zip", "city", *COORDINATES}


class RowReader:
    """Read one row, and remember what is wrong with it.

    Parameters
    ----------
    number
        Number of the row, as Excel counts.
    layout
        Where the values stand.
    reference
        What the cells are held against.
    converters
        Gives the converter for the ISO 3166 code of a country.
    existing
        The record that has the row's reference.
    """

    def __init__(
        self,
        number: int,
        layout: Layout,
        reference: Reference,
        converters: Callable[[str], Converter],
        existing: Existing | None,
    ) -> None:
        self.problems: list[Problem] = []
        self._number = number
        self._layout = layout
        self._reference = reference
        self._converters = converters
        self._existing = existing

    @property
    def is_refused(self) -> bool:
        """Whether something found so far keeps the row from being imported."""
        return any(not problem.is_warning for problem in self.problems)

    def report(
        self, fault: Fault, target: str = "", value: Any = None, **params: Any
    ) -> None:
        """Remember something wrong."""
        text = "" if value is None else sample_text(value)
        self.problems.append(Problem(self._number, fault, target, text, params))

    def read_row(self, row: tuple[Any, ...]) -> dict[str, Any]:
        """Values by name of the target; a cell that is wrong is left out."""
        values: dict[str, Any] = {}
        converter = self._converter(values)
        for target in self._layout.targets:
            cell = self._layout.cell(row, target.name)
            try:
                value = converter.convert(
                    target, cell, self._current(values, target.parent)
                )
            except CellError as error:
                self.report(error.fault, target.name, cell, **error.params)
                continue
            values[target.name] = value
            if target.name == COUNTRY:
                converter = self._converter(values)
            doubt = converter.doubt(target, value)
            if doubt:
                self.report(doubt, target.name, cell)
        self._complete_postal_code(values)
        return values

    def _converter(self, values: Mapping[str, Any]) -> Converter:
        country = self._reference.countries.get(self._current(values, COUNTRY))
        return self._converters(country or self._reference.country)

    def _current(self, values: Mapping[str, Any], name: str) -> Any:
        """Value that the record will have: the row's, or else the one it has."""
        if values.get(name) is not None or self._existing is None:
            return values.get(name)
        return self._existing.values.get(name)

    def _complete_postal_code(self, values: dict[str, Any]) -> None:
        # The ERP has two columns for what everybody else calls the postal code.
        department = values.get("department_code")
        post_office = values.get("post_office_code")
        if "zip" not in self._layout and department and post_office:
            values["zip"] = cells.postal_code_of(department, post_office)

    def check(self, values: Mapping[str, Any]) -> None:
        """Check what depends on several cells, or on the record that exists.

        Parameters
        ----------
        values
            What would be written: everything of a new record, or the changes.
        """
        reported = {problem.target for problem in self.problems}
        if self._existing is None:
            self._check_new(values, reported)
        else:
            self._check_existing(values, self._existing)
        self._check_coordinates(values)
        self._check_bank(values, reported)

    def _check_new(self, values: Mapping[str, Any], reported: set[str]) -> None:
        if KEY not in values and KEY not in reported:
            self.report(Fault.KEY_MISSING, KEY)
        if NAME not in values and NAME not in reported:
            self.report(Fault.NAME_MISSING, NAME)
        if not (values.keys() | reported) & PLACE:
            self.report(Fault.NO_PLACE)

    def _check_existing(self, values: Mapping[str, Any], existing: Existing) -> None:
        if not existing.is_in_reach:
            self.report(Fault.OUT_OF_REACH, KEY)
            return
        if existing.is_archived:
            self.report(Fault.ARCHIVED, KEY)
        if values.get(STATUS) == cells.PROSPECT:
            self.report(Fault.CLIENT_TO_PROSPECT, STATUS)

    def _check_coordinates(self, values: Mapping[str, Any]) -> None:
        for name, other in (COORDINATES, COORDINATES[::-1]):
            if values.get(name) is not None and self._current(values, other) is None:
                self.report(Fault.COORDINATE_ALONE, name, values[name])

    def _check_bank(self, values: Mapping[str, Any], reported: set[str]) -> None:
        if not values.keys() & {"iban", "bic"} or reported & {"iban", "bic"}:
            return
        iban, bic = self._current(values, "iban"), self._current(values, "bic")
        if not (iban and bic):
            return
        try:
            check_bank_account(iban, bic)
        except IdentifierError:
            self.report(Fault.BANK_COUNTRIES, "bic", bic)


def is_bank_odd(iban: str | None, bic: str | None) -> bool:
    """Whether an IBAN and a BIC, each right by itself, are of different countries."""
    if not (iban and bic):
        return False
    try:
        check_countries(iban, bic)
    except IdentifierError:
        return True
    return False
