"""SIRET (INSEE) and VAT numbers of the European Union."""

from stdnum import exceptions as stdnum_errors
from stdnum.eu import vat as eu_vat
from stdnum.fr import siret

from .exceptions import IdentifierError, Reason

_REASONS = {
    stdnum_errors.InvalidLength: Reason.LENGTH,
    stdnum_errors.InvalidChecksum: Reason.CHECK_DIGITS,
    stdnum_errors.InvalidFormat: Reason.CHARACTERS,
}


def _refusal(value: str, error: Exception) -> IdentifierError:
    return IdentifierError(value, _REASONS.get(type(error), Reason.STRUCTURE))


_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def is_plain_siret(value: str) -> bool:
    """Whether 14 bare digits and their first nine both have a right key (Luhn).

    False for La Poste, too, whose establishments have a key of their own.
    """
    if len(value) != 14 or not (value.isascii() and value.isdigit()):
        return False
    if value.startswith("356000000"):
        return False
    digits = [ord(char) - 48 for char in value]
    total = sum(digits[1::2]) + sum([_DOUBLED[each] for each in digits[::2]])
    siren = sum(digits[0:9:2]) + sum([_DOUBLED[each] for each in digits[1:9:2]])
    return not (total % 10 or siren % 10)


def check_siret(value: str) -> str:
    """Normalise a SIRET of 14 digits and verify its key (S3-97).

    Raises
    ------
    IdentifierError
        When it is not the number of an establishment.
    """
    if is_plain_siret(value):
        return value
    try:
        return siret.validate(value)
    except stdnum_errors.ValidationError as error:
        raise _refusal(value, error) from error


def check_vat(value: str) -> str:
    """Normalise a VAT number of the European Union and verify its key (S3-96).

    Raises
    ------
    IdentifierError
        When no member state could have given it.
    """
    try:
        return eu_vat.validate(value)
    except stdnum_errors.InvalidComponent as error:
        raise IdentifierError(value, Reason.COUNTRY) from error
    except stdnum_errors.ValidationError as error:
        raise _refusal(value, error) from error
