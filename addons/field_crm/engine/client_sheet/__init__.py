"""The client sheet: what annexe 2 of the requirements asks of a client."""

from .fields import SHEET, SheetField, sheet_lengths
from .rules import (
    PaymentMode,
    Problem,
    check_payment,
    missing_fields,
    too_long,
)

__all__ = [
    "SHEET",
    "PaymentMode",
    "Problem",
    "SheetField",
    "check_payment",
    "missing_fields",
    "sheet_lengths",
    "too_long",
]
