"""Why a whole file is refused, and what is worth knowing about one that is read."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class FileFault(Enum):
    """What is wrong with a file; the parameters that go with it in brackets."""

    EMPTY = "empty"
    TOO_BIG = "too_big"  # size, limit (bytes)
    NOT_A_WORKBOOK = "not_a_workbook"
    OTHER_FORMAT = "other_format"  # found
    PASSWORD = "password"
    BROKEN = "broken"
    UNPACKS_TOO_BIG = "unpacks_too_big"  # size, limit (bytes)
    TOO_MUCH_WORK = "too_much_work"
    NO_DATA = "no_data"
    NO_SHEET = "no_sheet"  # sheet
    NO_ROWS = "no_rows"  # sheet
    TOO_MANY_ROWS = "too_many_rows"  # limit
    TOO_MANY_COLUMNS = "too_many_columns"  # limit


class ImportFileError(ValueError):
    """A file that cannot be read as a list of clients.

    Parameters
    ----------
    fault
        What is wrong.
    **params
        What a message about it can name.
    """

    def __init__(self, fault: FileFault, **params: object) -> None:
        super().__init__(f"{fault.value}: {params}" if params else fault.value)
        self.fault = fault
        self.params = params


class FileRemark(Enum):
    """What is odd about a file that is read all the same."""

    WRONG_EXTENSION = "wrong_extension"  # given, found
    ENCODING = "encoding"  # encoding, separator
    MIXED_ENCODINGS = "mixed_encodings"  # encoding, lines (count of the odd ones)
    MERGED_CELLS = "merged_cells"  # count
    FORMULAS_WITHOUT_RESULT = "formulas_without_result"  # count


@dataclass(frozen=True)
class FileNote:
    """A remark and what a message about it can name; see :class:`FileRemark`."""

    remark: FileRemark
    params: dict[str, Any] = field(default_factory=dict)
