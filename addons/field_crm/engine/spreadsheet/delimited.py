"""Rows of a text with separators."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from .encoding import Decoded, decode
from .errors import FileFault, ImportFileError
from .limits import Limits
from .spool import Row

SEPARATORS = ";,\t|"
_LOOKED_AT = 50
_DECLARED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
# Bytes that no text holds: a photograph, a database.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
# Python's own limit for one cell is shorter than a long comment.
_CELL_LIMIT = 1_000_000


class Delimited:
    """A text with separators, and how it was understood.

    Parameters
    ----------
    content
        The file.
    encoding, separator
        How to understand it; found out when empty.

    Raises
    ------
    ImportFileError
        When it is no text.
    """

    def __init__(self, content: bytes, encoding: str = "", separator: str = "") -> None:
        self.decoded: Decoded = decode(content, encoding)
        text = self.decoded.text
        sample = text[:100_000]
        if len(_NO_TEXT.findall(sample)) > 0.01 * len(sample):
            raise ImportFileError(FileFault.NOT_A_WORKBOOK)
        declared = _DECLARED.match(text)
        # Excel's own first line « sep=; » is no row.
        self._skipped = 1 if declared else 0
        self.separator: str = (
            separator or (declared and declared[1]) or find_separator(sample)
        )
        self._text = text

    def rows(self, limits: Limits) -> Iterator[Row]:
        """Number and values of every filled line, blanks as ``None``.

        A line is counted as Excel would: one that goes over several lines is one row.
        """
        # For the whole process, which is ours alone.
        csv.field_size_limit(_CELL_LIMIT)
        try:
            yield from self._rows(limits)
        except csv.Error as error:
            raise ImportFileError(FileFault.BROKEN) from error

    def _rows(self, limits: Limits) -> Iterator[Row]:
        lines = csv.reader(
            io.StringIO(self._text, newline=""), delimiter=self.separator
        )
        count = 0
        for number, line in enumerate(lines, start=1):
            if number <= self._skipped:
                continue
            values = [cell if cell and not cell.isspace() else None for cell in line]
            while values and values[-1] is None:
                values.pop()
            if not values:
                continue
            count += 1
            if count > limits.rows + 1:
                raise ImportFileError(FileFault.TOO_MANY_ROWS, limit=limits.rows)
            if len(values) > limits.columns:
                raise ImportFileError(FileFault.TOO_MANY_COLUMNS, limit=limits.columns)
            yield number, tuple(values)


def find_separator(sample: str) -> str:
    """The separator that cuts the first lines into the most columns, most evenly."""
    lines = [line for line in sample.splitlines()[:_LOOKED_AT] if line.strip()]
    if len(lines) > 1 and len(sample) >= 100_000:
        lines.pop()

    def evenness(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(
                len(cells) for cells in csv.reader(lines, delimiter=separator)
            )
        except csv.Error:
            return 0, 0
        if not widths:
            return 0, 0
        width, frequency = max(
            widths.items(), key=lambda item: (item[0] > 1, item[1], item[0])
        )
        return (frequency if width > 1 else 0), width

    return max(SEPARATORS, key=evenness)
