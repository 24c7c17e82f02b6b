"""When a place is open: weekly openings less the days it is closed (S4-03, S4-13).

Openings are wall-clock times of the place. A place without any is open around the
clock, seven days a week; days on which it is closed count all the same.
"""

from .opening import DAY, Closure, Opening
from .pasted import PastedWeek, parse_week
from .problem import Problem, ProblemKind
from .summary import DayGroup, group_days
from .text import UnreadableHours, format_hours, parse_hours
from .week import OpeningHours, find_problems

__all__ = [
    "DAY",
    "Closure",
    "DayGroup",
    "Opening",
    "OpeningHours",
    "PastedWeek",
    "Problem",
    "ProblemKind",
    "UnreadableHours",
    "find_problems",
    "format_hours",
    "group_days",
    "parse_hours",
    "parse_week",
]
