"""Service levels: when a promise falls due in working time, and whether it is kept.

Working time comes in as intervals, from whatever calendar (S4-29).
"""

from .state import SlaState, judge
from .working_time import (
    NoWorkingTime,
    day_end,
    elapse,
    warning,
    worked,
)

__all__ = [
    "NoWorkingTime",
    "SlaState",
    "day_end",
    "elapse",
    "judge",
    "warning",
    "worked",
]
