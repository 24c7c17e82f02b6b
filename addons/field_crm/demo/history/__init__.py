"""Two years of a sales team's visits, made up: plain Python, no ``odoo``.

The same seed and the same moment give the same history.
"""

from .account import Account, Trade
from .conversions import CONVERSIONS, Conversion, asked_on, schedule
from .history import PastVisit, make_history
from .modifications import MODIFICATIONS, FieldChange, Modification

__all__ = [
    "CONVERSIONS",
    "MODIFICATIONS",
    "Account",
    "Conversion",
    "FieldChange",
    "Modification",
    "PastVisit",
    "Trade",
    "asked_on",
    "make_history",
    "schedule",
]
