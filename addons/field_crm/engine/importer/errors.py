"""Why a mapping is refused; files are refused by :mod:`..spreadsheet`."""

from enum import Enum


class MappingFault(Enum):
    """What is wrong with the mapping of columns to fields."""

    TARGET_MISSING = "target_missing"  # target
    TARGET_TWICE = "target_twice"  # target, columns
