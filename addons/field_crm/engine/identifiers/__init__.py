"""Identifiers of companies and bank accounts: normalise and check.

Every ``check_…`` function returns the normalised value or raises
:class:`IdentifierError`, whose ``reason`` says in one word what is wrong.
"""

from .bank import check_bank_account, check_bic, check_countries, check_iban
from .company import check_siret, check_vat, is_plain_siret
from .exceptions import IdentifierError, Reason
from .phone import check_phone, french_number, is_given

__all__ = [
    "IdentifierError",
    "Reason",
    "check_bank_account",
    "check_bic",
    "check_countries",
    "check_iban",
    "check_phone",
    "check_siret",
    "check_vat",
    "french_number",
    "is_given",
    "is_plain_siret",
]
