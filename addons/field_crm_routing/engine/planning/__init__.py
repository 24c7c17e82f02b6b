"""From calendars and frequencies to shifts and wishes of the model."""

from .demand import Wish, wishes
from .spans import begin_within, less, to_seconds, trips
from .straight import Straight

__all__ = [
    "Straight",
    "Wish",
    "begin_within",
    "less",
    "to_seconds",
    "trips",
    "wishes",
]
