"""IBAN (ISO 13616) and BIC (ISO 9362), with the French RIB key.

The key of the « relevé d'identité bancaire » is the national checksum inside a
French IBAN: an account number with a wrong key can still carry right IBAN check
digits, and would be refused by the bank only when the first direct debit is sent.
"""

from collections.abc import Callable

from schwifty import BIC, IBAN
from schwifty import exceptions as schwifty_errors

from .exceptions import IdentifierError, Reason

# Territories whose banks have a BIC of their own and an IBAN that starts with FR.
_FRENCH_BIC_COUNTRIES = frozenset(
    {"FR", "BL", "GF", "GP", "MC", "MF", "MQ", "NC", "PF", "PM", "RE", "WF", "YT"}
)

_REASONS = (
    (schwifty_errors.InvalidBBANChecksum, Reason.NATIONAL_KEY),
    (schwifty_errors.InvalidChecksumDigits, Reason.CHECK_DIGITS),
    (schwifty_errors.InvalidCountryCode, Reason.COUNTRY),
    (schwifty_errors.InvalidLength, Reason.LENGTH),
    (schwifty_errors.InvalidStructure, Reason.STRUCTURE),
)


def _reason(error: Exception) -> Reason:
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return reason
    return Reason.STRUCTURE


def _check(value: str, parse: Callable[[str], object]) -> str:
    """Normalise what was typed and have schwifty judge it."""
    compact = "".join(value.split()).upper()
    if not (compact.isascii() and compact.isalnum()):
        raise IdentifierError(value, Reason.CHARACTERS)
    try:
        return str(parse(compact))
    except (ValueError, KeyError) as error:
        raise IdentifierError(value, _reason(error)) from error


def check_iban(value: str) -> str:
    """Normalise an IBAN and verify length, check digits and national key (S3-48).

    Parameters
    ----------
    value
        As typed: spaces and lower case are accepted.

    Returns
    -------
    str
        Without spaces, in upper case, at most 34 characters.

    Raises
    ------
    IdentifierError
        When the IBAN cannot be that of an account.
    """
    return _check(value, lambda text: IBAN(text, validate_bban=True))


def check_bic(value: str) -> str:
    """Normalise a BIC and verify its length, structure and country (S3-108).

    Raises
    ------
    IdentifierError
        When the BIC cannot be that of a bank.
    """
    return _check(value, BIC)


def check_bank_account(iban: str, bic: str) -> tuple[str, str]:
    """Verify an IBAN and a BIC, and that both belong to the same country.

    Returns
    -------
    (iban, bic)
        Both normalised.

    Raises
    ------
    IdentifierError
        When one is wrong, or their countries differ.
    """
    iban, bic = check_iban(iban), check_bic(bic)
    check_countries(iban, bic)
    return iban, bic


def check_countries(iban: str, bic: str) -> None:
    """Verify that an IBAN and a BIC, both normalised, are of the same country.

    Raises
    ------
    IdentifierError
        When their countries differ.
    """
    country = bic[4:6]
    accepted = _FRENCH_BIC_COUNTRIES if iban[:2] == "FR" else {iban[:2]}
    if country not in accepted:
        raise IdentifierError(bic, Reason.COUNTRY_MISMATCH)
