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
