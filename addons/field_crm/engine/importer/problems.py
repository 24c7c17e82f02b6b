"""What can be wrong with a row."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Fault(Enum):
    """What is wrong with a cell or a row; the parameters that go with it in brackets.

    The first group makes the import refuse the row, the second only warns.
    """

    KEY_MISSING = "key_missing"
    NAME_MISSING = "name_missing"
    KEY_TWICE = "key_twice"  # rows
    TOO_LONG = "too_long"  # length, limit
    NOT_A_NUMBER = "not_a_number"
    NOT_AN_INTEGER = "not_an_integer"
    OUT_OF_RANGE = "out_of_range"  # minimum, maximum
    NOT_A_DATE = "not_a_date"
    NOT_A_STATUS = "not_a_status"
    NOT_A_BOOLEAN = "not_a_boolean"
    UNKNOWN_CODE = "unknown_code"  # suggestion (may be empty)
    AMBIGUOUS_CODE = "ambiguous_code"  # candidates
    BAD_IBAN = "bad_iban"  # reason (identifiers.Reason)
    BAD_BIC = "bad_bic"  # reason (identifiers.Reason)
    BANK_COUNTRIES = "bank_countries"
    SCIENTIFIC = "scientific"
    EXCEL_ERROR = "excel_error"
    COORDINATE_ALONE = "coordinate_alone"
    OUT_OF_REACH = "out_of_reach"
    CLIENT_TO_PROSPECT = "client_to_prospect"

    SIRET_DOUBTFUL = "siret_doubtful"
    VAT_DOUBTFUL = "vat_doubtful"
    PHONE_DOUBTFUL = "phone_doubtful"
    EMAIL_DOUBTFUL = "email_doubtful"
    NO_PLACE = "no_place"
    ARCHIVED = "archived"


WARNINGS = frozenset(
    {
        Fault.SIRET_DOUBTFUL,
        Fault.VAT_DOUBTFUL,
        Fault.PHONE_DOUBTFUL,
        Fault.EMAIL_DOUBTFUL,
        Fault.NO_PLACE,
        Fault.ARCHIVED,
    }
)


class CellError(ValueError):
    """A cell whose value cannot be that of its field."""

    def __init__(self, fault: Fault, **params: Any) -> None:
        super().__init__(f"{fault.value}: {params}" if params else fault.value)
        self.fault = fault
        self.params = params


@dataclass(frozen=True)
class Problem:
    """Something wrong with a row.

    Attributes
    ----------
    row
        Number of the row, as Excel counts.
    fault
        What is wrong.
    target
        Name of the target field, empty when the row as a whole is meant.
    value
        The cell as text.
    params
        What a message can name; see :class:`Fault`.
    """

    row: int
    fault: Fault
    target: str = ""
    value: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def is_warning(self) -> bool:
        """Whether the row is imported all the same."""
        return self.fault in WARNINGS
