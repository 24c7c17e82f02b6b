"""Why an identifier is refused."""

from enum import Enum


class Reason(Enum):
    """What is wrong with an identifier."""

    CHARACTERS = "characters"
    LENGTH = "length"
    COUNTRY = "country"
    CHECK_DIGITS = "check_digits"
    NATIONAL_KEY = "national_key"
    STRUCTURE = "structure"
    COUNTRY_MISMATCH = "country_mismatch"
    NOT_A_NUMBER = "not_a_number"


class IdentifierError(ValueError):
    """An identifier that is not valid.

    Parameters
    ----------
    value
        What was entered.
    reason
        What is wrong with it.
    """

    def __init__(self, value: str, reason: Reason) -> None:
        super().__init__(f"{reason.value}: {value}")
        self.value = value
        self.reason = reason
