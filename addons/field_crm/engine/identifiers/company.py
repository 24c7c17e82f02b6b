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


def check_siret(value: str) -> str:
    """Normalise a SIRET of 14 digits and verify its key (S3-97).

    Raises
    ------
    IdentifierError
        When it is not the number of an establishment.
    """
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
