"""Phone numbers, by Google's libphonenumber."""

import phonenumbers

from .exceptions import IdentifierError, Reason


def check_phone(value: str, country: str = "FR") -> str:
    """Normalise a phone number to E.164 (ITU-T), such as ``+33299112233``.

    Parameters
    ----------
    value
        As typed.
    country
        ISO 3166 code of the country whose national notation is understood.

    Raises
    ------
    IdentifierError
        When nobody could be called at that number.
    """
    try:
        number = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException as error:
        raise IdentifierError(value, Reason.NOT_A_NUMBER) from error
    if not phonenumbers.is_possible_number(number):
        raise IdentifierError(value, Reason.LENGTH)
    if not phonenumbers.is_valid_number(number):
        raise IdentifierError(value, Reason.STRUCTURE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
