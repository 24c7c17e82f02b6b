"""What a phone and the server agree on, in plain Python."""

from .cursor import BadCursor, Cursor, Page
from .id_list import delta_code, delta_decode, digest
from .letter import BadLetter, make_pair, open_letter, seal_letter
from .mutation import (
    MAX_BYTES,
    MAX_MUTATIONS,
    Malformed,
    Mutation,
    Reference,
    fingerprint,
    read_mutation,
    read_mutations,
    read_uuid,
)
from .three_way import Decision, Policy, decide, is_same

__all__ = [
    "MAX_BYTES",
    "MAX_MUTATIONS",
    "BadCursor",
    "BadLetter",
    "Cursor",
    "Decision",
    "Malformed",
    "Mutation",
    "Page",
    "Policy",
    "Reference",
    "decide",
    "delta_code",
    "delta_decode",
    "digest",
    "fingerprint",
    "is_same",
    "make_pair",
    "open_letter",
    "read_mutation",
    "read_mutations",
    "read_uuid",
    "seal_letter",
]
