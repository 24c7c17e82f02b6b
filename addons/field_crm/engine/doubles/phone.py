"""One spelling for each phone number."""

import re

import phonenumbers

from ..identifiers import french_number

# How the French write an extension, which libphonenumber does not know.
_EXTENSION = re.compile(r"\bposte\b.*", re.IGNORECASE | re.DOTALL)


def phone_key(value: str | None, country: str = "FR") -> str | None:
    """Bring a phone number into E.164 (ITU-T), so that equal numbers are equal text.

    Numbers that nobody has been given but that have a right length are taken as well:
    a mistyped number that two people typed the same way is the same number.

    Parameters
    ----------
    value
        As typed; « poste 12 » and other extensions are left out.
    country
        ISO 3166 code of the country whose national notation is understood.

    Returns
    -------
    str or None
        Such as ``+33299112233``; ``None`` for what is no phone number.
    """
    if not value:
        return None
    french = french_number(value, country)
    if french:
        return f"+33{french}"
    try:
        number = phonenumbers.parse(_EXTENSION.sub("", value), country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    number.extension = None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_text(key: str) -> str:
    """Write a key of :func:`phone_key` as people read it: ``+33 2 99 00 11 22``."""
    return phonenumbers.format_number(
        phonenumbers.parse(key), phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
