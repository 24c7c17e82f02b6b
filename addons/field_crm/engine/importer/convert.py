"""Choose the converter of a cell by the kind of its target."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from stdnum.eu.vat import MEMBER_STATES

from ..identifiers import (
    IdentifierError,
    check_bic,
    check_iban,
    check_phone,
    check_siret,
    check_vat,
)
from . import cells
from .codes import CodeList, NewCode
from .problems import CellError, Fault
from .targets import Kind, Target

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_BETWEEN_TAGS = re.compile(r"[,;|\n]")
# Countries and territories whose postal codes are five digits, first one often zero.
_FIVE_DIGITS = frozenset(
    ["FR", "GP", "MQ", "GF", "RE", "YT", "PM", "MC", "ES", "IT", "DE"]
)


@dataclass(frozen=True)
class Reference:
    """What the rows are held against.

    Attributes
    ----------
    codes
        List of codes by name of the target.
    countries
        ISO 3166 code by identifier of the country.
    country
        ISO 3166 code of the country of a row that names none.
    zone
        Time zone of moments.
    """

    codes: Mapping[str, CodeList] = field(default_factory=dict)
    countries: Mapping[int, str] = field(default_factory=dict)
    country: str = "FR"
    zone: str = "UTC"


class Converter:
    """Read the cells of one row.

    Parameters
    ----------
    reference
        What the cells are held against.
    creatable
        Names of the targets whose unknown codes are to be created.
    country
        ISO 3166 code of the row's country.
    """

    def __init__(
        self, reference: Reference, creatable: frozenset[str], country: str
    ) -> None:
        self._reference = reference
        self._creatable = creatable
        self._plain = _plain_converters(country, reference.zone)
        self._checks = _checks(country)

    def convert(self, target: Target, value: Any, parent: Any = None) -> Any:
        """Value of a cell, ``None`` when it is blank.

        Parameters
        ----------
        target
            What the cell is mapped to.
        value
            The cell.
        parent
            Value of the target's parent.

        Raises
        ------
        CellError
            When the cell cannot be that.
        """
        if target.kind is Kind.CODE:
            return self._code(target, value, parent)
        if target.kind is Kind.TAGS:
            return self._tags(target, value)
        converted = self._plain[target.kind](value)
        if isinstance(converted, str):
            _check_length(converted, target)
        return converted

    def reader(self, target: Target) -> Callable[[Any, Any], Any]:
        """A function of a cell and its parent that converts, and doubts.

        It gives the value, and raises :class:`CellError` for what is wrong as for what
        is doubtful: :meth:`convert` and :meth:`doubt` in one, for columns of many rows.
        """
        check, fault = self._checks.get(target.kind, (None, None))
        plain, limit = self._plain.get(target.kind), target.limit

        def read(cell: Any, parent: Any) -> Any:
            value = plain(cell) if plain else self.convert(target, cell, parent)
            if value is None:
                return None
            if limit and isinstance(value, str) and len(value) > limit:
                raise CellError(Fault.TOO_LONG, length=len(value), limit=limit)
            if check and value:
                try:
                    check(value)
                except IdentifierError as error:
                    raise CellError(fault) from error
            return value

        return read

    def _code(self, target: Target, value: Any, parent: Any) -> Any:
        text = cells.to_text(value)
        if text is None:
            return None
        parent_id = parent if isinstance(parent, int) else None
        try:
            if isinstance(parent, NewCode):
                raise CellError(Fault.UNKNOWN_CODE, suggestion="")
            return self._reference.codes[target.name].find(text, parent_id)
        except CellError as error:
            is_creatable = (
                error.fault is Fault.UNKNOWN_CODE
                and target.name in self._creatable
                and (parent is not None or not target.parent)
            )
            if not is_creatable:
                raise
        _check_length(text, target)
        return NewCode(target.name, text, parent if target.parent else None)

    def _tags(self, target: Target, value: Any) -> list[Any] | None:
        text = cells.to_text(value)
        if text is None:
            return None
        codes = self._reference.codes[target.name]
        names = filter(None, map(str.strip, _BETWEEN_TAGS.split(text)))
        return list(dict.fromkeys(codes.find(name) for name in names)) or None

    def doubt(self, target: Target, value: Any) -> Fault | None:
        """The warning that a converted value deserves, if any."""
        check, fault = self._checks.get(target.kind, (None, None))
        if check is None or not value:
            return None
        try:
            check(value)
        except (IdentifierError, CellError):
            return fault
        return None


def _plain_converters(country: str, zone: str) -> dict[Kind, Callable[[Any], Any]]:
    is_french = country == "FR"
    postal_code = 5 if country in _FIVE_DIGITS else 0
    return {
        Kind.KEY: cells.to_identifier,
        Kind.TEXT: cells.to_text,
        Kind.EMAIL: cells.to_text,
        Kind.INTEGER: cells.to_integer,
        Kind.COUNT: cells.to_integer,
        Kind.AMOUNT: cells.to_amount,
        Kind.LATITUDE: lambda cell: cells.to_coordinate(cell, 90),
        Kind.LONGITUDE: lambda cell: cells.to_coordinate(cell, 180),
        Kind.DATE: cells.to_date,
        Kind.STATUS: cells.to_status,
        Kind.POSTAL_CODE: lambda cell: cells.to_padded(cell, postal_code),
        Kind.DEPARTMENT: lambda cell: cells.to_padded(cell, 2 if is_french else 0),
        Kind.POST_OFFICE: lambda cell: cells.to_padded(cell, 3 if is_french else 0),
        Kind.PHONE: lambda cell: cells.to_phone(cell, country),
        Kind.SIRET: cells.to_siret if is_french else cells.to_identifier,
        Kind.VAT: _to_vat,
        Kind.LONG_TEXT: cells.to_long_text,
        Kind.NUMBER: lambda cell: cells.to_integer(cell, minimum=-(2**31)),
        Kind.DECIMAL: cells.to_number,
        Kind.BOOLEAN: cells.to_boolean,
        Kind.ISO_DATE: cells.to_iso_date,
        Kind.ISO_DATETIME: lambda cell: cells.to_iso_datetime(cell, zone),
        Kind.IBAN: lambda cell: _checked(cell, check_iban, Fault.BAD_IBAN),
        Kind.BIC: lambda cell: _checked(cell, check_bic, Fault.BAD_BIC),
    }


def _checks(country: str) -> dict[Kind, tuple[Callable[[str], Any], Fault]]:
    checks = {
        Kind.PHONE: (lambda text: check_phone(text, country), Fault.PHONE_DOUBTFUL),
        Kind.EMAIL: (_check_email, Fault.EMAIL_DOUBTFUL),
    }
    if country == "FR":
        checks[Kind.SIRET] = (check_siret, Fault.SIRET_DOUBTFUL)
    if country.lower() in MEMBER_STATES:
        checks[Kind.VAT] = (check_vat, Fault.VAT_DOUBTFUL)
    return checks


def _check_length(text: str, target: Target) -> None:
    if target.limit and len(text) > target.limit:
        raise CellError(Fault.TOO_LONG, length=len(text), limit=target.limit)


def _checked(value: Any, check, fault: Fault) -> str | None:
    text = cells.to_identifier(value)
    if text is None:
        return None
    try:
        return check(text)
    except IdentifierError as error:
        raise CellError(fault, reason=error.reason) from error


def _to_vat(value: Any) -> str | None:
    text = cells.to_identifier(value)
    if text is None:
        return None
    try:
        return check_vat(text)
    except IdentifierError:
        return text


def _check_email(text: str) -> None:
    if not _EMAIL.fullmatch(text):
        raise CellError(Fault.EMAIL_DOUBTFUL)
