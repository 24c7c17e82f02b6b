"""Phone numbers, by Google's libphonenumber."""

import re

import phonenumbers

from .exceptions import IdentifierError, Reason

# A number of France as nearly everybody writes it: ten digits, or +33 and nine, with a
# space, a dot or a hyphen between the pairs.
_FRENCH = re.compile(r"(?:\+33[ .-]?|0)([1-9])((?:[ .-]?[0-9]{2}){4})", re.ASCII)


def _french_ranges() -> re.Pattern[str]:
    """The numbers that France has given to anybody, by libphonenumber's own table."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region("FR")
    kinds = (
        metadata.fixed_line,
        metadata.mobile,
        metadata.toll_free,
        metadata.premium_rate,
        metadata.shared_cost,
        metadata.voip,
        metadata.personal_number,
        metadata.pager,
        metadata.uan,
        metadata.voicemail,
    )
    patterns = (kind.national_number_pattern for kind in kinds if kind)
    return re.compile("|".join(f"(?:{each})" for each in patterns if each))


_GIVEN = _french_ranges()


def french_number(value: str, country: str) -> str | None:
    """The nine digits of a number that is plainly French; ``None`` for any other.

    Parsing a number with libphonenumber takes as long as everything else that an
    import does with a client; nearly all numbers need no parsing.

    Parameters
    ----------
    value
        As typed.
    country
        ISO 3166 code of the country whose national notation is understood.
    """
    if country != "FR":
        return None
    match = _FRENCH.fullmatch(value)
    if match is None:
        return None
    rest = match[2]
    if len(rest) > 8:
        rest = rest.replace(" ", "").replace(".", "").replace("-", "")
    return match[1] + rest


def is_given(number: str) -> bool:
    """Whether nine French digits belong to a range that was given to anybody."""
    return _GIVEN.fullmatch(number) is not None


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
    french = french_number(value, country)
    if french and is_given(french):
        return f"+33{french}"
    try:
        number = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException as error:
        raise IdentifierError(value, Reason.NOT_A_NUMBER) from error
    if not phonenumbers.is_possible_number(number):
        raise IdentifierError(value, Reason.LENGTH)
    if not phonenumbers.is_valid_number(number):
        raise IdentifierError(value, Reason.STRUCTURE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
