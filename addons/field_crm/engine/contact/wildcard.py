"""What people type to find a contact, as a pattern of SQL's ``LIKE`` (S3-13)."""

from dataclasses import dataclass

_WILDCARDS = {"*": "%", "?": "_"}
# Signs that mean something to LIKE and nothing to the person who types them.
_LITERALS = "\\%_"


@dataclass(frozen=True)
class SearchPattern:
    """Patterns of ``LIKE``, with the backslash as escape.

    ``anywhere`` matches every text that holds what was typed, ``whole`` one value
    alone, with its beginning or its end where the wildcards ask for it.
    """

    anywhere: str
    whole: str
    has_wildcard: bool


def search_pattern(text):
    """Read what was typed: ``*`` is any text, ``?`` is one character.

    Without a wildcard, or with wildcards inside only, the text may stand anywhere.
    ``dup*`` is what begins with « dup », ``*nord`` what ends with « nord ».

    Returns
    -------
    SearchPattern or None
        ``None`` when nothing but wildcards and spaces was typed.
    """
    text = text.strip()
    if not text.strip("*? "):
        return None
    core = text.strip("*")
    like = "".join(_translate(char) for char in core)
    is_start = text.endswith("*") and not text.startswith("*")
    is_end = text.startswith("*") and not text.endswith("*")
    return SearchPattern(
        anywhere=f"%{like}%",
        whole="".join(("" if is_start else "%", like, "" if is_end else "%")),
        has_wildcard=any(char in _WILDCARDS for char in text),
    )


def _translate(char):
    if char in _LITERALS:
        return f"\\{char}"
    return _WILDCARDS.get(char, char)
