"""Why a whole file is refused."""

from enum import Enum


class FileFault(Enum):
    """What is wrong with a file; the parameters that go with it in brackets."""

    EMPTY = "empty"
    TOO_BIG = "too_big"  # size, limit (bytes)
    NOT_A_WORKBOOK = "not_a_workbook"
    OLD_EXCEL = "old_excel"
    OTHER_FORMAT = "other_format"  # found
    PASSWORD = "password"
    BROKEN = "broken"
    UNPACKS_TOO_BIG = "unpacks_too_big"  # size, limit (bytes)
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


class MappingFault(Enum):
    """What is wrong with the mapping of columns to fields."""

    TARGET_MISSING = "target_missing"  # target
    TARGET_TWICE = "target_twice"  # target, columns
