"""Completeness, lengths and payment rules of the client sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .fields import SHEET, SheetField, sheet_lengths


class Problem(Enum):
    """What a payment rule finds wrong (S3-46, S3-47, S3-48)."""

    FARMERS_ONLY = "farmers_only"
    DAYS_LOCKED = "days_locked"
    IBAN_MISSING = "iban_missing"
    BIC_MISSING = "bic_missing"
    SIGNATURE_MISSING = "signature_missing"


@dataclass(frozen=True)
class PaymentMode:
    """The rules that a payment mode carries.

    Attributes
    ----------
    farmer_only
        Offered to farmers only (``CH`` in the manual, S3-46).
    locked_days
        Days from the invoice date that cannot be changed, 0 when they are free
        (20 for ``CH``, S3-47).
    requires_bank_account
        IBAN and BIC are mandatory (``LD``, S3-48).
    requires_signature
        The client signs (``LD``, S3-48).
    """

    farmer_only: bool = False
    locked_days: int = 0
    requires_bank_account: bool = False
    requires_signature: bool = False


def missing_fields(
    values: Mapping[str, Any],
    mandatory: Iterable[str] | None = None,
    sheet: Iterable[SheetField] = SHEET,
) -> list[str]:
    """Name every mandatory field without a value, in the order of the sheet (S3-41).

    Parameters
    ----------
    values
        Value by field name; ``None``, ``False``, blank text and empty sequences
        count as missing, and zero as a value: « 0 jour » is an answer.
    mandatory
        Names of the mandatory fields; those of annexe 2 when left out.
    sheet
        The fields in their order.
    """
    wanted = (
        {field.name for field in sheet if field.mandatory}
        if mandatory is None
        else set(mandatory)
    )
    return [
        field.name
        for field in sheet
        if field.name in wanted and _is_missing(values.get(field.name))
    ]


def _is_missing(value: Any) -> bool:
    if value is None or value is False:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, (int, float)):
        return False
    return not value


def too_long(values: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """Find the texts that do not fit their column.

    Returns
    -------
    list of (field name, length in characters, limit in characters)
    """
    limits = sheet_lengths()
    return [
        (name, len(values[name]), limit)
        for name, limit in limits.items()
        if isinstance(values.get(name), str) and len(values[name]) > limit
    ]


def check_payment(
    mode: PaymentMode,
    *,
    is_farmer: bool,
    days: int | None,
    iban: str | None,
    bic: str | None,
    is_signed: bool,
) -> list[Problem]:
    """Hold a payment mode's rules against what was entered (S3-46 … S3-48).

    Every broken rule is returned, so that the user can mend all of them at once.
    """
    checks = (
        (mode.farmer_only and not is_farmer, Problem.FARMERS_ONLY),
        (mode.locked_days and days != mode.locked_days, Problem.DAYS_LOCKED),
        (mode.requires_bank_account and not iban, Problem.IBAN_MISSING),
        (mode.requires_bank_account and not bic, Problem.BIC_MISSING),
        (mode.requires_signature and not is_signed, Problem.SIGNATURE_MISSING),
    )
    return [problem for is_broken, problem in checks if is_broken]
