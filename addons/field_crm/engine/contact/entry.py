"""Single entries of a contact that only one form of is right."""

import re
from urllib.parse import urlsplit

_COLOR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def normalize_color(text):
    """Write a colour as ``#1E88E5`` (S0-20).

    :return: None when ``text`` is no hexadecimal colour of three or six digits
    """
    found = _COLOR.fullmatch(text.strip())
    if not found:
        return None
    digits = found.group(1)
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits.upper()}"


def is_web_address(text):
    """Whether a browser may open ``text``: http or https, with a host (S0-30)."""
    if any(char.isspace() or not char.isprintable() for char in text):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(host)


def is_coordinate(latitude, longitude):
    """Whether both are degrees on Earth."""
    return -90 <= latitude <= 90 and -180 <= longitude <= 180


def has_place(latitude, longitude, postal_code, city):
    """Whether somebody can be sent there: coordinates, or an address (AMB-01).

    A street alone leads nowhere; a postal code or a town can be geocoded. Zero and
    zero, off the coast of Ghana, is what an empty pair of numbers holds.
    """
    return bool(latitude or longitude or _is_filled(postal_code) or _is_filled(city))


def _is_filled(text):
    return bool(text and text.strip())
