"""Addresses of a booking page and of its logo (S4-24)."""

import re
import secrets
import unicodedata
from urllib.parse import urlsplit

SLUG_LENGTH = 50
_SLUG = re.compile(rf"[a-z0-9][a-z0-9-]{{1,{SLUG_LENGTH - 2}}}[a-z0-9]", re.ASCII)
# Taken by the link that confirms a request.
_RESERVED = {"confirm"}
_HOST = re.compile(r"[a-z0-9.-]+(:\d{1,5})?", re.ASCII | re.IGNORECASE)


def check_slug(slug: str) -> bool:
    """Whether it can end an address: 3 to 50 of a–z, 0–9 and inner hyphens."""
    return bool(_SLUG.fullmatch(slug)) and slug not in _RESERVED


def propose_slug(name: str) -> str:
    """Identifier made of a company's name; of chance when nothing is left of it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:SLUG_LENGTH].strip("-")
    return slug if check_slug(slug) else secrets.token_hex(8)


def check_logo_url(url: str) -> bool:
    """Whether a picture's address may stand on a public page.

    Only https, without user, password or anything that could end the attribute or the
    header in which the address is written.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme == "https"
        and bool(_HOST.fullmatch(parts.netloc))
        and not re.search(r"[\s\"'<>;\\]", url)
    )
