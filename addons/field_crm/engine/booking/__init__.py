"""What a stranger types on the booking page: read, checked, named when wrong."""

from .address import check_logo_url, check_slug, propose_slug
from .form import LIMITS, REQUIRED, Problem, Reason, Wish, read_form
from .visitor import network_of

__all__ = [
    "LIMITS",
    "REQUIRED",
    "Problem",
    "Reason",
    "Wish",
    "check_logo_url",
    "check_slug",
    "network_of",
    "propose_slug",
    "read_form",
]
