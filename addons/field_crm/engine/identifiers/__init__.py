"""Identifiers of companies and bank accounts: normalise and check.

Every ``check_…`` function returns the normalised value or raises
:class:`IdentifierError`, whose ``reason`` says in one word what is wrong.
"""

from .bank import check_bank_account, check_bic, check_iban
from .company import check_siret, check_vat
from .exceptions import IdentifierError, Reason
from .phone import check_phone

__all__ = [
    "IdentifierError",
    "Reason",
    "check_bank_account",
    "check_bic",
    "check_iban",
    "check_phone",
    "check_siret",
    "check_vat",
]
