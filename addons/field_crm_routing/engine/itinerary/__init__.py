"""Tours for elsewhere: workbook, satellite navigation, calendar, paper."""

from .calendar import write_calendar
from .gpx import write_gpx
from .road_book import Fonts, RoadBookWords, write_road_book
from .sheet import SheetWords, write_sheet
from .tour import Call, Round

__all__ = [
    "Call",
    "Fonts",
    "RoadBookWords",
    "Round",
    "SheetWords",
    "write_calendar",
    "write_gpx",
    "write_road_book",
    "write_sheet",
]
