"""Export to ``.xlsx``."""

from .workbook import ExportColumn, ExportError, write_workbook

__all__ = ["ExportColumn", "ExportError", "write_workbook"]
