"""Postal codes as a manager types them: « 35, 56100, 22000-22999 »."""

import re
from dataclasses import dataclass

_LENGTH = 5
_PART = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?\*?")


class PostalCodeError(ValueError):
    """A part that is neither a beginning of a postal code nor a range.

    Attributes
    ----------
    part
        What was typed.
    """

    def __init__(self, part: str) -> None:
        super().__init__(f"no postal code: {part}")
        self.part = part


@dataclass(frozen=True, order=True)
class PostalRange:
    """Codes of five digits from ``first`` to ``last``, both included."""

    first: str
    last: str

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.first <= code <= self.last


def parse_postal_codes(text: str) -> list[PostalRange]:
    """Read beginnings and ranges of postal codes.

    « 35 » (also « 35* ») is every code that begins so, « 35000-35999 » a range,
    « 22-29 » every code from the first of 22 to the last of 29. Commas, semicolons,
    spaces and new lines separate.

    Returns
    -------
    list of PostalRange
        In order, overlapping ones joined; empty for blank text.

    Raises
    ------
    PostalCodeError
        Naming the first part that cannot be read, or whose end is before its start.
    """
    # « 35000 - 35999 » is one part.
    text = re.sub(r"\s*[-–]\s*", "-", text)
    ranges = []
    for part in re.split(r"[,;\s]+", text):
        if not part:
            continue
        match = _PART.fullmatch(part)
        if not match:
            raise PostalCodeError(part)
        first = match[1].ljust(_LENGTH, "0")
        last = (match[2] or match[1]).ljust(_LENGTH, "9")
        if last < first:
            raise PostalCodeError(part)
        ranges.append(PostalRange(first, last))
    return _join(ranges)


def _join(ranges: list[PostalRange]) -> list[PostalRange]:
    joined: list[PostalRange] = []
    for each in sorted(ranges):
        if joined and each.first <= joined[-1].last:
            joined[-1] = PostalRange(joined[-1].first, max(joined[-1].last, each.last))
        else:
            joined.append(each)
    return joined
