"""Export to ``.xlsx``."""

from .cells import Kind
from .workbook import ExportColumn, Written, write_workbook

__all__ = ["ExportColumn", "Kind", "Written", "write_workbook"]
