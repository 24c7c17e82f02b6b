"""What a contact's entries may be: patterns, colours, addresses, own fields."""

from .answers import (
    is_answered,
    is_possible_answer,
    removed_definitions,
    split_options,
)
from .choices import lost_choices, match_choices
from .entry import is_coordinate, is_web_address, normalize_color
from .wildcard import SearchPattern, search_pattern

__all__ = [
    "SearchPattern",
    "is_answered",
    "is_coordinate",
    "is_possible_answer",
    "is_web_address",
    "lost_choices",
    "match_choices",
    "normalize_color",
    "removed_definitions",
    "search_pattern",
    "split_options",
]
