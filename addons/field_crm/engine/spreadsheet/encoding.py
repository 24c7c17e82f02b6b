"""Find out how a text file was encoded.

What French accountants bring is UTF-8, Excel's « CSV (séparateur : point-virgule) » in
Windows-1252, DOS exports of an ERP in code page 850, and Mac Excel's « CSV
(Macintosh) ». General detectors guess among fifty encodings by language models and are
wrong on short lists of names; here UTF-8 is recognised by its structure, which
Windows-1252 text practically never has, and the other three by the French letters that
each makes of the same bytes.
"""

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = ("cp1252", "cp850", "mac_roman")
# What a user may choose from, the likeliest first.
ENCODINGS = ("utf-8", *_SINGLE_BYTE, "utf-16-le", "utf-16-be")
_LIKELY = frozenset("éèêëàâäçîïôöûùüÿœæÉÈÊËÀÂÄÇÎÏÔÖÛÙÜŒ°€«»’–…²")
_SAMPLE = 200_000


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding that it was in, and how many lines were in another."""

    text: str
    encoding: str
    odd_lines: int = 0


def decode(content: bytes, encoding: str = "") -> Decoded:
    """Decode a text; never fails.

    Parameters
    ----------
    content
        The file.
    encoding
        The one that it is in, one of `ENCODINGS`; found out when empty.
    """
    for bom, marked in _BOMS:
        if content.startswith(bom) and encoding in ("", marked):
            text = content[len(bom) :].decode(marked, errors="replace")
            return Decoded(text, marked)
    if encoding:
        return Decoded(content.decode(encoding, errors="replace"), encoding)
    encoding = _utf_16(content)
    if encoding:
        return Decoded(content.decode(encoding, errors="replace"), encoding)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_by_line(content)


def _utf_16(content: bytes) -> str:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    start = content[:2000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = start[offset::2]
        if half and half.count(0) > 0.7 * len(half):
            return encoding
    return ""


def _decode_by_line(content: bytes) -> Decoded:
    # Files are pasted together from several programs: each line by itself.
    lines = content.splitlines(keepends=True)
    odd, accented = [], 0
    for index, line in enumerate(lines):
        if line.isascii():
            continue
        try:
            lines[index] = line.decode("utf-8")
            accented += 1
        except UnicodeDecodeError:
            odd.append(index)
    encoding = _best_single_byte(b"".join(lines[index] for index in odd)[:_SAMPLE])
    for index in odd:
        lines[index] = lines[index].decode(encoding, errors="replace")
    text = "".join(
        line.decode("ascii") if isinstance(line, bytes) else line for line in lines
    )
    if not accented:
        return Decoded(text, encoding)
    return Decoded(text, "utf-8", odd_lines=len(odd))


def _best_single_byte(sample: bytes) -> str:
    letters = re.sub(rb"[\x00-\x7f]+", b"", sample)

    def likeness(encoding: str) -> int:
        text = letters.decode(encoding, errors="replace")
        return sum(char in _LIKELY for char in text)

    # The first of equals: Windows is where such files come from.
    return max(_SINGLE_BYTE, key=likeness)
