"""What a contact's entries may be: search patterns, colours, addresses, places."""

from .entry import has_place, is_coordinate, is_web_address, normalize_color
from .wildcard import SearchPattern, search_pattern

__all__ = [
    "SearchPattern",
    "has_place",
    "is_coordinate",
    "is_web_address",
    "normalize_color",
    "search_pattern",
]
