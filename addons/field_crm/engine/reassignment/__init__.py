"""Which prospects go to which rep (S3-81)."""

from .postal import PostalCodeError, PostalRange, parse_postal_codes
from .sharing import share_out

__all__ = ["PostalCodeError", "PostalRange", "parse_postal_codes", "share_out"]
