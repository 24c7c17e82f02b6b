"""From calendars and frequencies to shifts and wishes of the model."""

from .demand import Wish, wishes
from .spans import begin_within, less, to_seconds, trips

__all__ = [
    "Wish",
    "begin_within",
    "less",
    "to_seconds",
    "trips",
    "wishes",
]
