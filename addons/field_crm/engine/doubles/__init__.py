"""Who may be the same prospect or client under another spelling (S3-38, AMB-02)."""

from .account import Account, iban_key, siret_key, street_key
from .evidence import LIKELY, POSSIBLE, SURE, Clue, Pair, Reason
from .grouping import MAX_GROUP, Group, group
from .name import LIKENESS, are_alike, name_key
from .phone import phone_key, phone_text
from .search import find_pairs

__all__ = [
    "LIKELY",
    "LIKENESS",
    "MAX_GROUP",
    "POSSIBLE",
    "SURE",
    "Account",
    "Clue",
    "Group",
    "Pair",
    "Reason",
    "are_alike",
    "find_pairs",
    "group",
    "iban_key",
    "name_key",
    "phone_key",
    "phone_text",
    "siret_key",
    "street_key",
]
