"""Take secrets out of texts that are mailed or kept in a log (S3-64)."""

import re

#: Longest text that is kept, in characters.
LIMIT = 2000
MASK = "•••"

_KEY = (
    r"pass(?:word|wd|phrase)?|pwd|psswd|mot[ _-]?de[ _-]?passe|mdp|secret|token|jeton|"
    r"api[ _-]?key|access[ _-]?key|private[ _-]?key|authorization|cookie|"
    r"session(?:_id)?"
)
# « password=x », "token": "x", PWD={x;y}, Authorization: Bearer x
_PAIR = re.compile(
    rf"(?P<key>[\w.-]*(?:{_KEY})[\w.-]*[\"']?\s*[:=]\s*)"
    r"(?:\{[^}]*\}|\"[^\"]*\"|'[^']*'|(?:bearer|basic)\s+\S+|[^\s,;&)\]}]+)",
    re.IGNORECASE,
)
_BEARER = re.compile(r"\b(bearer|basic)\s+[\w.+/=~-]{6,}", re.IGNORECASE)
_URL = re.compile(r"(?<=://)[^\s/@]+@")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b")


def redact(text: str | None) -> str:
    """Mask passwords, tokens, credentials in addresses and bank accounts.

    Returns
    -------
    str
        At most :data:`LIMIT` characters; cut at the end, after masking.
    """
    text = _URL.sub(f"{MASK}@", text or "")
    text = _PAIR.sub(lambda match: match["key"] + MASK, text)
    text = _BEARER.sub(lambda match: f"{match[1]} {MASK}", text)
    text = _IBAN.sub(MASK, text)
    return text if len(text) <= LIMIT else text[: LIMIT - 1] + "…"
