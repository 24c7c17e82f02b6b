"""Reports that are mailed: when they go, and the workbook or PDF that they are."""

from .document import Chart, Column, Group, Kind, Report, Series
from .pdf import Fonts, write_pdf
from .schedule import Frequency, Schedule, ScheduleError
from .words import Words
from .xlsx import write_xlsx

__all__ = [
    "Chart",
    "Column",
    "Fonts",
    "Frequency",
    "Group",
    "Kind",
    "Report",
    "Schedule",
    "ScheduleError",
    "Series",
    "Words",
    "write_pdf",
    "write_xlsx",
]
